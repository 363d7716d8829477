// news.hpp: what becomes of our letters, as others tell it: receipts of certified mail, reports of delivery.
#pragma once

#include <string>
#include <string_view>

#include "domain/incoming_mail.hpp"

namespace urp::mail {

/// The word of X-Ricevuta, and of `tipo` in daticert.xml. Nothing when it is no receipt.
std::optional<LetterNews> receipt_news(std::string_view word);

struct Certificate {
  std::string type, message_id, words;
};
/// daticert.xml; empty when it is not one.
Certificate read_certificate(const std::string& xml);

struct Report {
  LetterNews news = LetterNews::none;
  std::string words;
};
/// message/delivery-status (RFC 3464).
Report read_report(std::string_view text);

/// Every token of one of our Message-IDs in a text, that of a line `Message-ID:` before the others.
std::vector<std::string> letter_tokens_in(std::string_view text);
/// Every token of one of our reply addresses.
std::vector<std::string> reply_tokens_in(std::string_view text);

}  // namespace urp::mail
