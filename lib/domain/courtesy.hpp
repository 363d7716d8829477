// courtesy.hpp: thanks and the like: words that nobody need answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp {

/// Whether a text holds nothing but courtesy words, emoji and punctuation, in any order: "Ok grazie 🙏". One
/// of the first two must be there, and a question mark asks something. Case and accents are ignored. The
/// usual words are known, in Italian and English; `courtesy` are the office's own.
bool is_courteous(std::string_view text, const std::vector<std::string>& courtesy);

}  // namespace urp
