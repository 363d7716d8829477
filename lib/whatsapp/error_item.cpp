#include "whatsapp/error_item.hpp"

#include <nlohmann/json.hpp>

namespace urp::whatsapp {

ErrorItem read_error(const Json& item) {
  ErrorItem error;
  error.code = integer_at(item, "code");
  error.title = text_at(item, "title");
  if (error.title.empty()) error.title = text_at(item, "message");
  error.details = text_at(item, "details");  // in the item itself until 2022
  if (const Json* data = object_at(item, "error_data")) {
    error.details = text_at(*data, "details");
  } else if (const auto data_text = text_at(item, "error_data"); !data_text.empty()) {
    error.details = data_text;
  }
  return error;
}

std::optional<ErrorItem> first_error(const Json& carrier) {
  const Json* item = member_at(carrier, "errors");
  if (item && item->is_array()) item = item->empty() ? nullptr : &item->front();
  if (!item || !item->is_object()) return std::nullopt;
  return read_error(*item);
}

}  // namespace urp::whatsapp
