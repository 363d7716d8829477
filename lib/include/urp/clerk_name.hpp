// clerk_name.hpp: what a clerk may be called: the name goes into the register, on every screen and into the
// citizens' dossiers.
#pragma once

#include <string_view>

#include <urp/api.hpp>

namespace urp {

/// One line of at most 64 bytes, UTF-8, in which everything can be seen. It begins with a letter, a digit or
/// an underscore and has no sign that parts names in a list: , ; "
URP_API bool is_clerk_name(std::string_view name);
/// Entries under these names are the program's, WhatsApp's and the mail's, when no person acts: no clerk is
/// called so, in capitals neither.
URP_API bool is_machine_name(std::string_view name);

}  // namespace urp
