#include <urp/clerk_name.hpp>

#include <urp/text.hpp>

#include "domain/names.hpp"

namespace urp {

bool is_clerk_name(std::string_view name) {
  constexpr std::size_t longest = 64;  // bytes; logins have 32 at most
  return !name.empty() && name.size() <= longest && valid_utf8(name) == name &&
         escape_controls(name) == name && name.front() != ' ' && name.back() != ' ';
}

bool is_machine_name(std::string_view name) {
  const std::string lower = lower_ascii(name);
  return lower == "urp" || lower == "whatsapp";
}

}  // namespace urp
