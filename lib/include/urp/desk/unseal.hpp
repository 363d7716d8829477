// unseal.hpp: what is hidden, read by a supervisor; it is on record that they did.
#pragma once

#include <filesystem>
#include <optional>

#include <urp/api.hpp>
#include <urp/desk/thread.hpp>
#include <urp/office.hpp>

namespace urp {

/// Puts into the hidden messages of `shown` what was said in them; they stay marked as hidden, and stay
/// hidden. How many there are. Throws refused (the login is no supervisor; the private key is needed), denied
/// (it is another one).
URP_API int unseal(Office& office, ShowResult& shown, const std::optional<std::filesystem::path>& seal_key);

}  // namespace urp
