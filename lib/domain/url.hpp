// url.hpp: addresses of HTTP, read strictly: a token goes where an address leads, so what two programs might
// read differently is no address at all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace urp {

struct Url {
  std::string scheme;  // http or https
  std::string host;    // lower case; an IPv6 address keeps its brackets
  int port = 0;
  std::string target = "/";  // path and query

  friend bool operator==(const Url&, const Url&) = default;
};

/// Nothing for another scheme, a user or password, a fragment, a backslash, blanks, control characters, bytes
/// beyond ASCII, a name with a final dot, and addresses in other forms than four decimal numbers.
std::optional<Url> parse_url(std::string_view text);
/// Without the port where it is the scheme's own.
std::string to_string(const Url& url);
/// "localhost", 127.0.0.0/8 or [::1].
bool is_loopback(const Url& url);
/// For one part of a path or a query: all but letters, digits, "-", ".", "_" and "~" as %XX.
std::string encode_component(std::string_view text);

}  // namespace urp
