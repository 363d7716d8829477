// letter.hpp: a letter to a service as a value: what the room `mail` writes as MIME, and how its ids carry
// our tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/time.hpp>

namespace urp {

struct MailAddress {
  std::string name, mail;
};

struct Letter {
  struct Attachment {
    std::string file_name;  // of our own making
    std::string mime_type;
    std::string bytes;
  };
  MailAddress from, to;
  std::string reply_to;
  std::string message_id;  // without the angle brackets, as all ids here
  std::string follows;     // the letter that this one belongs to, or empty
  std::string subject, text, html;
  TimePoint at{};
  Seconds offset{};        // east of UTC, of the office's clock
  bool automatic = false;  // nobody's robot answers it
  std::vector<Attachment> attachments;
};

/// `urp+d<token>@example.org`: what a service answers to.
std::string reply_address(std::string_view from, std::string_view token);
/// `urp.<token>@example.org`: of one attempt.
std::string letter_message_id(std::string_view from, std::string_view token);

/// The tokens in them; nothing when it is no such address or id.
std::optional<std::string> token_of_reply_address(std::string_view address);
std::optional<std::string> token_of_message_id(std::string_view id);

}  // namespace urp
