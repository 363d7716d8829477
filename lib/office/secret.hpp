// secret.hpp: what may be a secret, wherever it comes from; one alone is office.hpp's read_secret.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// `where` is called so in errors. Throws configuration: nothing but blanks; more than a line, a control
/// character, a byte order mark; a blank at either end, which nobody sees and WhatsApp does not forgive.
void check_secret(std::string_view secret, std::string_view where);
/// One a line: while a secret is exchanged the old one and the new one both hold. Throws as read_secret does.
std::vector<std::string> read_secrets(const std::filesystem::path& file, std::string_view setting);
/// The same of what came from the environment.
std::vector<std::string> split_secrets(std::string_view text, std::string_view where);

}  // namespace urp
