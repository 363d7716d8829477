#include "whatsapp/element.hpp"

#include <charconv>
#include <nlohmann/json.hpp>

namespace urp::whatsapp {
namespace {

const Json nothing, no_elements = Json::array();

constexpr std::int64_t end_of_time = 253'402'300'799;  // 9999-12-31T23:59:59Z

Json parse_strictly(std::string_view bytes) {
  return Json::parse(bytes.data(), bytes.data() + bytes.size(), nullptr, /*allow_exceptions=*/false);
}

template <class Number>
std::optional<Number> whole_text_as(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The code unit of a `\uXXXX` at `at`; -1 when there is none.
int escaped_unit(std::string_view bytes, std::size_t at) {
  if (at + 6 > bytes.size() || bytes[at] != '\\' || bytes[at + 1] != 'u') return -1;
  int unit = 0;
  const char* const begin = bytes.data() + at + 2;
  const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
  return error == std::errc() && end == begin + 4 && unit >= 0 ? unit : -1;
}

bool is_high_surrogate(int unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low_surrogate(int unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// How many bytes the UTF-8 character at `at` has; 0 when there is none.
std::size_t character_length(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u;
  };
  const auto follows = [&](std::size_t i) { return (byte(i) & 0xc0) == 0x80; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return follows(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    const bool overlong = first == 0xe0 && byte(1) < 0xa0;
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    const bool overlong = first == 0xf0 && byte(1) < 0x90;
    const bool beyond = first == 0xf4 && byte(1) > 0x8f;
    return follows(1) && follows(2) && follows(3) && !overlong && !beyond ? 4 : 0;
  }
  return 0;
}

}  // namespace

Json parse_json(std::string_view bytes) {
  Json value = parse_strictly(bytes);
  return value.is_discarded() ? parse_strictly(mend_json(bytes)) : value;
}

std::string read_text(std::string_view bytes) {
  const Json value = parse_json(bytes);
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::string mend_json(std::string_view bytes) {
  std::string mended(bytes);
  bool in_text = false;
  for (std::size_t at = 0; at < bytes.size();) {
    const unsigned char c = static_cast<unsigned char>(bytes[at]);
    if (c == '"') {
      in_text = !in_text;
      ++at;
    } else if (!in_text) {
      ++at;
    } else if (c == '\\') {
      const int unit = escaped_unit(bytes, at);
      if (is_high_surrogate(unit) && is_low_surrogate(escaped_unit(bytes, at + 6))) {
        at += 12;
        continue;
      }
      if (is_high_surrogate(unit) || is_low_surrogate(unit)) mended.replace(at + 2, 4, "fffd");
      at += unit < 0 ? 2 : 6;
    } else if (const std::size_t length = c < 0x20 ? 0 : character_length(bytes, at); length > 0) {
      at += length;
    } else {
      mended[at++] = '?';
    }
  }
  return mended;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

const Json& at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  return member ? *member : nothing;
}

const Json& nth(const Json& array, std::size_t index) {
  return array.is_array() && index < array.size() ? array[index] : nothing;
}

const Json& elements(const Json& array) {
  return array.is_array() ? array : no_elements;
}

std::string as_text(const Json& value) {
  if (value.is_number_integer()) return value.dump();
  return value.is_string() ? value.get_ref<const std::string&>() : std::string();
}

std::optional<std::int64_t> as_integer(const Json& value) {
  if (value.is_string()) return whole_text_as<std::int64_t>(value.get_ref<const std::string&>());
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  return value.get<std::int64_t>();
}

const Json* member_at(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto member = object.find(key);
  return member == object.end() ? nullptr : &*member;
}

std::string_view text_at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  return member && member->is_string() ? std::string_view(member->get_ref<const std::string&>())
                                       : std::string_view();
}

std::string id_at(const Json& object, const char* key) {
  return as_text(at(object, key));
}

const Json* object_at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  return member && member->is_object() ? member : nullptr;
}

const Json* array_at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  return member && member->is_array() ? member : nullptr;
}

std::optional<std::int64_t> integer_at(const Json& object, const char* key) {
  return as_integer(at(object, key));
}

std::optional<double> real_at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  if (!member) return std::nullopt;
  if (member->is_string()) return whole_text_as<double>(member->get_ref<const std::string&>());
  if (!member->is_number()) return std::nullopt;
  return member->get<double>();
}

std::optional<bool> flag_at(const Json& object, const char* key) {
  const Json* member = member_at(object, key);
  if (!member || !member->is_boolean()) return std::nullopt;
  return member->get<bool>();
}

std::optional<TimePoint> time_at(const Json& object, const char* key) {
  const auto seconds = integer_at(object, key);
  if (!seconds || *seconds < 0 || *seconds > end_of_time) return std::nullopt;
  return TimePoint(Seconds(*seconds));
}

}  // namespace urp::whatsapp
