// encode.hpp: digests, base64 and invented ids of the stand-in; nothing here knows the provider's shapes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace sim {

using Json = nlohmann::ordered_json;  // the order of members is the sender's

std::string sha256(std::string_view bytes);  // 32 raw bytes
std::string hex(std::string_view bytes);
std::string base64(std::string_view bytes);
std::optional<std::string> from_base64(std::string_view text);
std::string random_bytes(std::size_t count);

/// Never the same twice, also not in another run: receivers keep these ids for ever.
std::string make_wamid(std::string_view peer);
/// A Graph id: sixteen digits.
std::string make_graph_id();

/// What the provider's length limits are taken to count.
std::size_t utf16_length(std::string_view utf8);
bool is_digits(std::string_view text);

}  // namespace sim
