#include <libxml/HTMLparser.h>

#include <algorithm>
#include <cctype>
#include <memory>

#include "domain/names.hpp"
#include "mail/words.hpp"

namespace urp::mail {
namespace {

constexpr std::size_t most_html = 4 << 20;
constexpr int most_levels = 512;

std::string name_of(const xmlNode* node) {
  return node->name == nullptr ? "" : lower_ascii(reinterpret_cast<const char*>(node->name));
}

std::string attribute(const xmlNode* node, const char* name) {
  xmlChar* value = xmlGetProp(node, reinterpret_cast<const xmlChar*>(name));
  const std::string text = value == nullptr ? "" : reinterpret_cast<const char*>(value);
  if (value != nullptr) xmlFree(value);
  return text;
}

bool is_one_of(const std::string& name, std::initializer_list<const char*> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the programs of this world put around what they quote.
bool quotes(const xmlNode* node, const std::string& name) {
  if (name == "blockquote") return true;
  if (name != "div") return false;
  const std::string style = attribute(node, "class"), id = attribute(node, "id");
  return style.find("gmail_quote") != style.npos || style.find("yahoo_quoted") != style.npos ||
         style.find("moz-cite-prefix") != style.npos || id == "divRplyFwdMsg" || id == "appendonsend";
}

class Writer {
 public:
  void walk(const xmlNode* node, int level) {
    if (level > most_levels) return;
    for (; node != nullptr; node = node->next) {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        if (node->content != nullptr) add(reinterpret_cast<const char*>(node->content));
      } else if (node->type == XML_ELEMENT_NODE) {
        element(node, level);
      }
    }
  }
  std::string text() && {
    end_line();
    return std::move(text_);
  }

 private:
  void element(const xmlNode* node, int level) {
    const std::string name = name_of(node);
    if (is_one_of(name, {"script", "style", "head", "title", "template", "noscript"})) return;
    if (name == "br") return new_line();
    if (name == "hr") {
      end_line();
      line_ = "----------";
      return end_line();
    }
    const bool block =
        is_one_of(name, {"p",       "div",    "tr",     "table", "ul", "ol",         "li",      "h1",
                         "h2",      "h3",     "h4",     "h5",    "h6", "blockquote", "pre",     "section",
                         "article", "header", "footer", "dl",    "dt", "dd",         "address", "body"});
    const bool quoted = quotes(node, name);
    if (block) end_line();
    if (quoted) ++depth_;
    if (name == "li") line_ += "- ";
    const bool was_exact = exact_;
    exact_ = exact_ || name == "pre";
    walk(node->children, level + 1);
    exact_ = was_exact;
    if (name == "td" || name == "th") line_ += " ";
    if (block) end_line();
    if (quoted) --depth_;
    if (name == "p") blank_line();
  }

  void add(std::string_view words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      char c = words[i];
      if (words.substr(i, 2) == "\xC2\xA0") {  // the hard blank
        c = ' ';
        ++i;
      }
      if (exact_ && c == '\n') {
        new_line();
      } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
        if (!line_.empty() && line_.back() != ' ') line_ += ' ';
      } else {
        line_ += c;
      }
    }
  }
  void new_line() {
    for (int i = 0; i < std::min(depth_, 8); ++i) text_ += "> ";
    line_.erase(line_.find_last_not_of(' ') + 1);
    text_ += line_ + "\n";
    line_.clear();
  }
  void end_line() {
    if (line_.find_first_not_of(' ') != line_.npos) new_line();
    line_.clear();
  }
  void blank_line() {
    if (!text_.ends_with("\n\n") && !text_.empty()) text_ += depth_ > 0 ? ">\n" : "\n";
  }

  std::string text_, line_;
  int depth_ = 0;
  bool exact_ = false;
};

}  // namespace

std::string html_text(const std::string& html) {
  const auto size = static_cast<int>(std::min(html.size(), most_html));
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> page(
      htmlReadMemory(html.data(), size, nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                         HTML_PARSE_IGNORE_ENC),
      &xmlFreeDoc);
  if (!page) return {};
  Writer writer;
  writer.walk(xmlDocGetRootElement(page.get()), 0);
  return std::move(writer).text();
}

}  // namespace urp::mail
