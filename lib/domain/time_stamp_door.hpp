// time_stamp_door.hpp: the door through which liburp.so reaches libcrypto in liburp-net.so. Both sides
// include it.
#pragma once

#include <string>

namespace urp {

/// What is to be said of an authority's answer that was kept.
enum class StampVerdict {
  right,
  broken,           // no stamp, or not as it was signed
  other_digest,     // of something else
  other_authority,  // signed by somebody whom the given certificates do not vouch for
};

/// `answer`: DER, as the authority sent it; `digest`: SHA-256; `authorities`: a file of certificates in PEM,
/// one or more. False: these cannot be read; `why` then says so.
using CheckStampFunction = bool(const std::string& answer, const std::string& digest,
                                const std::string& authorities, StampVerdict& verdict, std::string& why);

inline constexpr const char* check_stamp_function_name = "urp_check_stamp_v1";

}  // namespace urp
