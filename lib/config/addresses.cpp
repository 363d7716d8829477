// addresses.cpp: the shapes of URLs, mail and network addresses.
#include <arpa/inet.h>

#include <algorithm>

#include "config/characters.hpp"
#include "config/checks.hpp"
#include "domain/say.hpp"
#include "domain/url.hpp"

namespace urp::config {
namespace {

bool is_host_name(std::string_view host) {
  return !host.empty() && host.front() != '.' && host.front() != '-' &&
         host.find("..") == std::string_view::npos &&
         all(host, [](char c) { return is_alnum(c) || one_of(c, ".-"); });
}

bool is_ip(const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;  // inet_pton would not see the rest
  in6_addr room{};
  return inet_pton(AF_INET, text.c_str(), &room) == 1 || inet_pton(AF_INET6, text.c_str(), &room) == 1;
}

bool is_mail_address(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0 || text.size() > 254) return false;
  // A narrow reading: what could begin another header or address must not pass.
  const auto local = [](char c) { return is_alnum(c) || one_of(c, ".!#$%&'*+/=?^_`{|}~-"); };
  return all(text.substr(0, at), local) && is_host_name(text.substr(at + 1));
}

bool is_in_url(char c) {
  return c > 0x20 && c < 0x7f && !one_of(c, "\"<>\\^`");
}

struct MailUrl {
  std::string_view scheme, host, path;
};

/// A URL without credentials: these belong into files.
std::optional<MailUrl> find_mail_url(std::string_view text) {
  const auto scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos || !all(text, is_in_url)) {
    return std::nullopt;
  }
  MailUrl url{text.substr(0, scheme_end), {}, {}};
  std::string_view rest = text.substr(scheme_end + 3);
  const auto authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  url.path = rest.substr(authority_end);
  rest = rest.substr(0, authority_end);

  std::string_view port;
  if (!rest.empty() && rest.front() == '[') {
    const auto close = rest.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    url.host = rest.substr(1, close - 1);
    port = rest.substr(close + 1);
    if (!is_ip(std::string(url.host))) return std::nullopt;
  } else {
    const auto colon = std::min(rest.find(':'), rest.size());
    url.host = rest.substr(0, colon);
    port = rest.substr(colon);
    if (!is_host_name(url.host)) return std::nullopt;
  }
  if (port.empty()) return url;
  port.remove_prefix(port.front() == ':' ? 1 : 0);
  if (port.empty() || port.size() > 5 || !all(port, is_digit)) return std::nullopt;
  const int number = std::stoi(std::string(port));
  return number >= 1 && number <= 65'535 ? std::optional(url) : std::nullopt;
}

/// Read as the sender reads it: what it would refuse is refused here, with its line.
bool is_base_url(std::string_view text) {
  if (!all(text, is_in_url)) return false;
  const auto url = parse_url(text);
  if (!url || !text.starts_with(url->scheme) || url->target.find('?') != std::string::npos) return false;
  return url->scheme == "https" || is_loopback(*url);
}

/// Its host is not our business; user and password have no place in a file that everybody reads.
bool is_web_url(std::string_view text) {
  if (text.empty()) return true;
  const bool scheme = text.substr(0, 8) == "https://" || text.substr(0, 7) == "http://";
  const std::string_view rest = text.substr(std::min(text.find("://") + 3, text.size()));
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  return scheme && !authority.empty() && authority.find('@') == authority.npos && all(text, is_in_url);
}

bool is_mail_url(std::string_view text) {
  if (text.empty()) return true;
  const auto url = find_mail_url(text);
  return url && (url->scheme == "smtps" || url->scheme == "smtp") && (url->path.empty() || url->path == "/");
}

bool is_media_link(std::string_view text) {
  if (text.empty()) return true;
  return is_web_url(text) && text.find("{sha256}") != std::string_view::npos &&
         !find_wrong_placeholder(text, "sha256 ext");
}

}  // namespace

const Shape mail_address{[](std::string_view text) { return text.empty() || is_mail_address(text); },
                         []() -> const char* { return _("a mail address, as in \"urp@example.org\""); }};
const Shape base_url{
    is_base_url,
    []() -> const char* {
      return _("an https:// address, or http:// to this machine (127.0.0.1, ::1, localhost)");
    },
    true};
const Shape public_url{[](std::string_view text) { return text.empty() || is_base_url(text); },
                       base_url.allowed, true};
const Shape web_url{
    is_web_url,
    []() -> const char* { return _("an https:// or http:// address, without user and password"); }, true};
const Shape mail_url{is_mail_url,
                     []() -> const char* {
                       return _("smtps:// or smtp://, a host and a port; user and password stand elsewhere");
                     },
                     true};
const Shape media_link{
    is_media_link,
    []() -> const char* { return _("an https:// or http:// address with {sha256}, and {ext} if you like"); },
    true};
const Shape listen_address{
    [](std::string_view text) {
      constexpr std::string_view local = "unix:/";
      if (!text.starts_with(local)) return is_ip(std::string(text));
      constexpr std::size_t longest = 107;  // of sockaddr_un, less the zero at its end
      return text.size() > local.size() && text.size() - local.size() < longest &&
             all(text, [](char c) { return c > 0x20 && c < 0x7f; });
    },
    []() -> const char* {
      return _("an IPv4 or IPv6 address, as in \"127.0.0.1\" or \"::1\", or \"unix:/run/urp/webhook\"");
    }};
const Shape url_path{[](std::string_view text) {
                       return !text.empty() && text.front() == '/' && all(text, [](char c) {
                         return c > 0x20 && c < 0x7f && !one_of(c, "?#%\"<>\\");
                       });
                     },
                     []() -> const char* { return _("a path that begins with /, as in \"/webhook\""); }};

}  // namespace urp::config
