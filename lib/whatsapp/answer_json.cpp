#include "whatsapp/answer_json.hpp"

#include <charconv>

namespace urp::whatsapp::answer_json {
namespace {

const Json nothing, no_elements = Json::array();

}  // namespace

std::optional<Json> read(std::string_view body) {
  auto json = Json::parse(body, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

const Json& at(const Json& value, const char* key) {
  if (!value.is_object()) return nothing;
  const auto member = value.find(key);
  return member == value.end() ? nothing : *member;
}

const Json& nth(const Json& value, std::size_t index) {
  return value.is_array() && index < value.size() ? value[index] : nothing;
}

const Json& elements(const Json& value) {
  return value.is_array() ? value : no_elements;
}

std::string text(const Json& value) {
  if (const auto* string = value.get_ptr<const std::string*>()) return *string;
  return value.is_number_integer() ? value.dump() : std::string{};
}

std::optional<std::int64_t> integer(const Json& value) {
  const std::string digits = text(value);
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, number);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(number) : std::nullopt;
}

std::optional<Json> read_success(const Answer& answer) {
  if (answer.status < 200 || answer.status > 299) return std::nullopt;
  auto json = read(answer.body);
  return json && at(*json, "error").is_null() ? json : std::nullopt;
}

}  // namespace urp::whatsapp::answer_json
