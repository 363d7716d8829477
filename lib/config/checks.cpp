#include "config/checks.hpp"

#include <algorithm>
#include <vector>

#include "config/characters.hpp"
#include "domain/say.hpp"

namespace urp::config {
namespace {

bool is_one_line(std::string_view text) {
  return !std::any_of(text.begin(), text.end(), is_control);
}
bool is_filled(std::string_view text) {
  return text.find_first_not_of(' ') != std::string_view::npos;
}

bool is_slug(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '-' &&
         all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '-'; });
}

bool is_slug_or_name(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '_', '-');
  return is_slug(plain);
}

/// WhatsApp's words for what a message costs; a wrong one would make a month look cheap.
bool is_price_category(std::string_view text) {
  constexpr std::string_view categories[] = {
      "marketing",          "marketing_lite", "utility",
      "authentication",     "service",        "authentication_international",
      "referral_conversion"};
  return std::find(std::begin(categories), std::end(categories), text) != std::end(categories);
}

bool is_label(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         all(text, [](char c) { return !is_control(c) && !one_of(c, " ,"); });
}

bool is_login(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '-' &&
         all(text, [](char c) { return is_alnum(c) || one_of(c, "_.-@\\$"); });
}

bool is_time_zone(std::string_view text) {
  if (text.empty() || text.size() > 64 || text.front() == '/' || text.back() == '/') return false;
  return text.find("//") == std::string_view::npos &&
         all(text, [](char c) { return is_alnum(c) || one_of(c, "_+-/"); });
}

bool is_api_version(std::string_view text) {
  const auto point = text.find('.');
  if (point == std::string_view::npos || point < 2 || point + 1 == text.size() || text.size() > 8)
    return false;
  return text.front() == 'v' && all(text.substr(1, point - 1), is_digit) &&
         all(text.substr(point + 1), is_digit);
}

}  // namespace

const Shape any_words{
    [](std::string_view text) { return all(text, [](char c) { return !is_control(c) || c == '\n'; }); },
    []() -> const char* { return _("text without control characters"); }};
const Shape one_line{is_one_line, []() -> const char* { return _("one line of text"); }};
const Shape filled_line{[](std::string_view text) { return is_one_line(text) && is_filled(text); },
                        []() -> const char* { return _("one line of text, not empty"); }};
const Shape slug{is_slug, []() -> const char* {
                   return _("lower-case letters, digits and hyphens, as in \"lavori-pubblici\"");
                 }};
const Shape label{is_label, []() -> const char* { return _("one word of at most 64 characters"); }};
const Shape login{is_login, []() -> const char* { return _("a login name, as in \"maria\""); }};
const Shape time_zone{is_time_zone, []() -> const char* { return _("a time zone, as in \"Europe/Rome\""); }};
const Shape digits{[](std::string_view text) { return text.size() <= 32 && all(text, is_digit); },
                   []() -> const char* { return _("digits only"); }};
const Shape api_version{is_api_version, []() -> const char* { return _("a version, as in \"v26.0\""); }};
const Shape template_name{
    [](std::string_view text) {
      return text.size() <= 512 && all(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
    },
    []() -> const char* { return _("the name of a template: lower-case letters, digits and underscores"); }};
const Shape slug_or_name{is_slug_or_name, []() -> const char* {
                           return _("lower-case letters, digits, hyphens and underscores, as in \"orari\"");
                         }};
const Shape price_category{is_price_category, []() -> const char* {
                             return "marketing, marketing_lite, utility, authentication, "
                                    "authentication_international, service, referral_conversion";
                           }};

std::optional<std::string> find_wrong_placeholder(std::string_view text, std::string_view allowed) {
  for (std::size_t at = 0; (at = text.find_first_of("{}", at)) != std::string_view::npos;) {
    const auto end = text.find_first_of("{}", at + 1);
    if (text[at] == '}' || end == std::string_view::npos || text[end] == '{') return std::string(1, text[at]);
    const std::string_view name = text.substr(at + 1, end - at - 1);
    const std::string padded = " " + std::string(allowed) + " ";
    if (name.empty() || name.find(' ') != std::string_view::npos ||
        padded.find(" " + std::string(name) + " ") == std::string::npos) {
      return std::string(text.substr(at, end - at + 1));
    }
    at = end + 1;
  }
  return std::nullopt;
}

std::string placeholder_list(std::string_view names) {
  std::string list = "{";
  for (char c : names) c == ' ' ? list += "} {" : list += c;
  return list + "}";
}

std::string quotable(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string quoted(text.substr(0, most));
  if (text.size() > most) {
    while (!quoted.empty() && (static_cast<unsigned char>(text[quoted.size()]) & 0xc0) == 0x80)
      quoted.pop_back();
    quoted += "...";
  }
  std::replace_if(quoted.begin(), quoted.end(), is_control, '?');
  return quoted;
}

}  // namespace urp::config
