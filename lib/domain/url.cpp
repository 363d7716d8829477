#include "domain/url.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

#include "domain/names.hpp"

namespace urp {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_lower_alnum(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z');
}

/// A decimal number without leading zeros, since "010" is eight to some.
std::optional<int> decimal(std::string_view text, int most) {
  if (text.empty() || text.size() > 5 || !std::all_of(text.begin(), text.end(), is_digit))
    return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value <= most ? std::optional(value) : std::nullopt;
}

std::string_view cut_at(std::string_view& rest, char separator) {
  const auto end = std::min(rest.find(separator), rest.size());
  const auto piece = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return piece;
}

bool is_quad(std::string_view host) {
  if (std::count(host.begin(), host.end(), '.') != 3) return false;
  for (int i = 0; i < 4; ++i) {
    if (!decimal(cut_at(host, '.'), 255)) return false;
  }
  return true;
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(), [](char c) { return is_lower_alnum(c) || c == '-'; });
}

bool is_host(std::string_view host) {
  if (host.starts_with('[')) {
    if (!host.ends_with(']')) return false;
    const std::string address(host.substr(1, host.size() - 2));
    in6_addr parsed{};
    return inet_pton(AF_INET6, address.c_str(), &parsed) == 1;
  }
  if (host.empty() || host.size() > 253 || host.back() == '.') return false;
  // Resolvers take 2130706433, 127.1 and 0x7f.0.0.1 for addresses: whatever ends in a number has to be a
  // quad.
  const auto last = host.substr(host.rfind('.') + 1);
  if (!last.empty() && is_digit(last.front())) return is_quad(host);
  for (auto rest = host; !rest.empty();) {
    if (!is_label(cut_at(rest, '.'))) return false;
  }
  return true;
}

/// "host", "host:port", "[v6]", "[v6]:port"; an empty port is none of them.
bool read_authority(std::string_view authority, Url& url) {
  const auto bracket = authority.find(']');
  const auto colon = authority.find(':', bracket == authority.npos ? 0 : bracket);
  url.host = lower_ascii(authority.substr(0, colon));
  url.port = url.scheme == "https" ? 443 : 80;
  if (colon != authority.npos) {
    const auto port = decimal(authority.substr(colon + 1), 65535);
    if (!port || *port == 0) return false;
    url.port = *port;
  }
  return is_host(url.host);
}

}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  const auto forbidden = [](char c) { return c <= ' ' || c > '~' || c == '\\' || c == '#'; };
  if (std::any_of(text.begin(), text.end(), forbidden)) return std::nullopt;
  const auto mark = text.find("://");
  if (mark == text.npos) return std::nullopt;
  Url url;
  url.scheme = lower_ascii(text.substr(0, mark));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  text.remove_prefix(mark + 3);
  const auto end = std::min(text.find_first_of("/?"), text.size());
  if (!read_authority(text.substr(0, end), url)) return std::nullopt;  // "@" is in no host
  const auto target = text.substr(end);
  url.target = target.starts_with('/') ? std::string(target) : "/" + std::string(target);
  return url;
}

std::string to_string(const Url& url) {
  const bool own_port = url.port == (url.scheme == "https" ? 443 : 80);
  return url.scheme + "://" + url.host + (own_port ? "" : ":" + std::to_string(url.port)) + url.target;
}

bool is_loopback(const Url& url) {
  return url.host == "localhost" || url.host == "[::1]" ||
         (is_quad(url.host) && url.host.starts_with("127."));
}

std::string encode_component(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_lower_alnum(c) || (c >= 'A' && c <= 'Z') ||
        std::string_view("-._~").find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return encoded;
}

}  // namespace urp
