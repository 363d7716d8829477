// error_item.hpp: an item of errors[], in the shapes of all years.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "whatsapp/element.hpp"

namespace urp::whatsapp {

struct ErrorItem {
  std::optional<std::int64_t> code;
  std::string title;    // the message, where there is no title
  std::string details;  // often says more than the title
};

ErrorItem read_error(const Json& item);
/// The first item of errors[] in a message or status.
std::optional<ErrorItem> first_error(const Json& carrier);

}  // namespace urp::whatsapp
