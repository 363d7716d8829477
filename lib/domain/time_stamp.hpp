// time_stamp.hpp: what is asked of a time stamp authority (RFC 3161), and whether it gave it. Whether its
// signature is right is for openssl to say, or for whoever the stamp is shown to.
#pragma once

#include <string>
#include <string_view>

namespace urp {

/// The request for a SHA-256 of 32 bytes, in DER; `nonce`: 8 random bytes. The certificate is asked for too.
std::string time_stamp_query(std::string_view digest, std::string_view nonce);

/// An answer that grants a stamp of this digest under this nonce.
bool is_time_stamp(std::string_view answer, std::string_view digest, std::string_view nonce);

}  // namespace urp
