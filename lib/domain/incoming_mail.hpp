// incoming_mail.hpp: one mail that came in, as the room `mail` reads it: bounded, its texts UTF-8, nothing in
// it believed.
#pragma once

#include <string>
#include <vector>

#include "domain/letter.hpp"

namespace urp {

enum class MailKind {
  answer,      // somebody wrote it, as far as one can tell
  auto_reply,  // a robot did: out of office, a ticket system
  receipt,     // of certified mail
  bounce,      // RFC 3464, or its older relatives
};

/// What a receipt or a bounce says of our letter.
enum class LetterNews {
  none,       // nothing that settles anything: a warning, a delay
  accepted,   // the sender's provider took it
  delivered,  // it lies in the service's mailbox
  failed,     // it will not arrive
};

struct IncomingMail {
  struct File {
    std::string name;  // the sender's words, cleaned: never a path
    std::string mime_type;
    std::string bytes;
  };
  MailKind kind = MailKind::answer;
  LetterNews news = LetterNews::none;
  std::string news_words;  // the provider's: "5.1.1, user unknown"
  MailAddress from;
  std::string message_id, subject;
  std::vector<std::string> reply_tokens;   // of the addresses it was sent to
  std::vector<std::string> letter_tokens;  // of our letters that it names, the nearest first
  std::string text;                        // the words that are new
  std::string quoted;                      // what was folded away
  std::vector<File> files;
  bool incomplete = false;  // more parts, bytes or levels than are looked at
};

}  // namespace urp
