#include "render/xml.hpp"

#include <urp/text.hpp>

namespace urp::render {

std::string_view markup_entity(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    default:
      return {};
  }
}

std::string html_lines(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (const auto entity = markup_entity(c); !entity.empty()) {
      html += entity;
    } else if (c == '\n') {
      html += "<br>\n";
    } else {
      html += c;
    }
  }
  return html;
}

std::string escape_markup(std::string_view text) {
  std::string out;
  for (const char c : valid_utf8(text)) {
    // Controls have no place in XML 1.0.
    const bool control = (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
    if (const auto entity = markup_entity(c); !entity.empty()) {
      out += entity;
    } else if (control) {
      out += "\ufffd";
    } else {
      out += c;
    }
  }
  return out;
}

XmlWriter::XmlWriter() : out_("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") {
}

void XmlWriter::begin(std::string_view name, Attributes attributes) {
  out_.append(open_.size() * 2, ' ');
  out_ += '<';
  out_ += name;
  for (const auto& [key, value] : attributes) {
    out_ += ' ';
    out_ += key;
    out_ += "=\"" + escape_markup(value) + '"';
  }
}

void XmlWriter::open(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += ">\n";
  open_.emplace_back(name);
}

void XmlWriter::close() {
  const std::string name = open_.back();
  open_.pop_back();
  out_.append(open_.size() * 2, ' ');
  out_ += "</" + name + ">\n";
}

void XmlWriter::text(std::string_view name, std::string_view content, Attributes attributes) {
  begin(name, attributes);
  out_ += '>' + escape_markup(content) + "</";
  out_ += name;
  out_ += ">\n";
}

void XmlWriter::empty(std::string_view name, Attributes attributes) {
  begin(name, attributes);
  out_ += "/>\n";
}

std::string XmlWriter::take() {
  while (!open_.empty()) close();
  return std::move(out_);
}

}  // namespace urp::render
