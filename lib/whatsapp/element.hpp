// element.hpp: a piece of a webhook body, or an answer, as a JSON value, and reading it without ever
// throwing: what is missing or of another type than expected is simply not there.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include <urp/time.hpp>

#include "whatsapp/json_ranges.hpp"

namespace urp::whatsapp {

using Json = nlohmann::json;

/// Deeper elements are refused; nothing WhatsApp sends comes near it.
constexpr std::size_t deepest_nesting = 64;

/// One value from its bytes; a discarded value when they are not JSON. Half surrogate pairs, bytes that are
/// no UTF-8 and raw control characters in texts do not make it fail: they are replaced.
Json parse_json(std::string_view bytes);
/// A text from its bytes with the quotes; empty when it is none.
std::string read_text(std::string_view bytes);

/// Same length; half surrogate pairs become \ufffd, other bytes that may not stand in a text become '?'.
std::string mend_json(std::string_view bytes);

/// What is left of a number as people write it.
std::string digits_of(std::string_view text);

// All of these take any value: what is no object has no members, and what is no array no elements.

/// A member and an element; null where there is none.
const Json& at(const Json& object, const char* key);
const Json& nth(const Json& array, std::size_t index);
/// The array itself, or an empty one, to walk through.
const Json& elements(const Json& array);
/// A text, or a whole number as text, since ids are both; else empty.
std::string as_text(const Json& value);
/// A whole number, or a text that is one.
std::optional<std::int64_t> as_integer(const Json& value);

std::string_view text_at(const Json& object, const char* key);
/// A text, or a whole number as text.
std::string id_at(const Json& object, const char* key);
const Json* object_at(const Json& object, const char* key);
const Json* array_at(const Json& object, const char* key);
const Json* member_at(const Json& object, const char* key);
/// A whole number, or a text that is one.
std::optional<std::int64_t> integer_at(const Json& object, const char* key);
std::optional<double> real_at(const Json& object, const char* key);
std::optional<bool> flag_at(const Json& object, const char* key);
/// Unix seconds between 1970 and 9999.
std::optional<TimePoint> time_at(const Json& object, const char* key);

}  // namespace urp::whatsapp
