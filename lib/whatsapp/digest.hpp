// digest.hpp: SHA-256 and hexadecimal, for signatures and for names of parts that came without one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace urp::whatsapp {

/// Lower case.
std::string to_hex(std::span<const unsigned char> bytes);
std::string sha256_hex(std::string_view bytes);

}  // namespace urp::whatsapp
