// retention.hpp: what a class of [[retention]] is about.
#pragma once

#include <string_view>

namespace urp {

/// Two names are taken: people whom nobody needs any more, and what WhatsApp delivered, as it came.
enum class RetentionOf { cases, contacts, journal };

constexpr RetentionOf retention_of(std::string_view name) {
  if (name == "contacts") return RetentionOf::contacts;
  if (name == "journal") return RetentionOf::journal;
  return RetentionOf::cases;
}

}  // namespace urp
