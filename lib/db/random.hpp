// random.hpp: bytes of the system that nobody can guess: salts, tokens.
#pragma once

#include <cstddef>
#include <string>

namespace urp::db {

/// Throws failed when the system gives none.
std::string random_bytes(std::size_t count);

}  // namespace urp::db
