#include "config/toml_words.hpp"

#include "domain/say.hpp"

namespace urp::config {

std::string toml_words(std::string_view description) {
  const auto says = [description](std::string_view part) {
    return description.find(part) != description.npos;
  };
  if (says("redefine")) return _("this was said before, further up");
  if (says("utf-8") || says("nicode")) return _("there are bytes that are not UTF-8");
  if (says("parsing table header") || says("parsing array-of-tables"))
    return _("a table is written [name], one of several [[name]], alone on its line");
  if (says("parsing string"))
    return _("a text is not closed with the quotes it began with, or has a \\ that TOML does not know");
  if (says("parsing array"))
    return _("a list is written [\"a\", \"b\"]: commas in between, closed with a bracket");
  if (says("parsing inline table"))
    return _("a table in one line stands in braces: key = value, with commas in between");
  if (says("parsing key")) return _("a line is written key = value");
  return _("there is no value that TOML knows: a text stands in quotes, true and false in small letters");
}

}  // namespace urp::config
