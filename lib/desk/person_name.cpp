#include "desk/person_name.hpp"

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "domain/say.hpp"
#include "domain/time_text.hpp"

namespace urp {

std::string checked_person_name(std::string_view name) {
  constexpr std::size_t longest = 100;  // characters
  std::string text = valid_utf8(without_blanks_around(name));
  if (text.find_first_of("\r\n") == text.npos && utf16_length(text) <= longest) return text;
  throw Error(Fault::usage, say(_("a name is one line of at most {0} characters"), longest));
}

}  // namespace urp
