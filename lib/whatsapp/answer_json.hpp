// answer_json.hpp: the body of an answer as JSON, and reading it without ever throwing: what is missing or of
// another type than expected is simply not there. For sources of this room alone.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "domain/transport.hpp"

namespace urp::whatsapp::answer_json {

using Json = nlohmann::json;

/// Nothing when the body is no JSON object.
std::optional<Json> read(std::string_view body);
/// A member and an element; null where there is none.
const Json& at(const Json& value, const char* key);
const Json& nth(const Json& value, std::size_t index);
/// The array itself, or an empty one, to walk through.
const Json& elements(const Json& value);
/// A text, or a whole number as text, since ids are both; else empty.
std::string text(const Json& value);
/// A whole number, or a text that is one.
std::optional<std::int64_t> integer(const Json& value);
/// The members of a succeeded answer (2xx, an object, no error), else nothing.
std::optional<Json> read_success(const Answer& answer);

}  // namespace urp::whatsapp::answer_json
