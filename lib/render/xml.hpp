// xml.hpp: appends XML to a text: names are ours, what stands in them is escaped.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace urp::render {

/// `&amp;` and its kin for the four signs that mean something in XML and HTML; empty for any other.
std::string_view markup_entity(char c);
/// Words of a person as HTML: their lines stay lines. Controls are the caller's.
std::string html_lines(std::string_view text);
/// For text and for attributes, of XML and of HTML. What XML cannot say at all becomes U+FFFD.
std::string escape_markup(std::string_view text);

class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  XmlWriter();
  void open(std::string_view name, Attributes attributes = {});
  void close();
  /// An element of words alone.
  void text(std::string_view name, std::string_view content, Attributes attributes = {});
  void empty(std::string_view name, Attributes attributes);
  /// Everything is closed.
  std::string take();

 private:
  void begin(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
};

}  // namespace urp::render
