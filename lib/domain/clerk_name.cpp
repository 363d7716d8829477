#include <urp/clerk_name.hpp>

#include <cctype>

#include <urp/text.hpp>

#include "domain/names.hpp"

namespace urp {
namespace {

/// As a letter, a digit or an underscore: not as an option, a formula, a group or a short word for a ticket.
bool may_begin(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) || c == '_';
}

}  // namespace

bool is_clerk_name(std::string_view name) {
  constexpr std::size_t longest = 64;  // bytes; logins have 32 at most
  return !name.empty() && name.size() <= longest && valid_utf8(name) == name &&
         escape_controls(name) == name && may_begin(name.front()) && name.back() != ' ' &&
         name.find_first_of(",;\"") == name.npos;
}

bool is_machine_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  return lower == "urp" || lower == "whatsapp" || lower == "mail";
}

}  // namespace urp
