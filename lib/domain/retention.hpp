// retention.hpp: what a class of [[retention]] is about.
#pragma once

#include <string_view>

namespace urp {

/// Three names are taken: people whom nobody needs any more; what WhatsApp delivered, as it came; mails that
/// belong to no case.
enum class RetentionOf { cases, contacts, journal, mail };

constexpr RetentionOf retention_of(std::string_view name) {
  if (name == "contacts") return RetentionOf::contacts;
  if (name == "journal") return RetentionOf::journal;
  if (name == "mail") return RetentionOf::mail;
  return RetentionOf::cases;
}

}  // namespace urp
