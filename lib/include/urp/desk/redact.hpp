// redact.hpp: words masked inside a message, in every view, search, export, letter and notice. They are kept,
// and can be put back.
#pragma once

#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>

namespace urp {

/// What leads to a person: kind is phone, mail, tax-code, iban, plate or card.
struct RedactProposal {
  std::string kind;
  std::string words;
  std::string span{};  // of the text, as "12-20"; empty: they stand elsewhere in the message
};
struct RedactView {
  MessageRef ref;
  std::vector<RedactProposal> proposals;  // each once, as they stand
  bool redacted = false;
};
/// Throws not_found.
URP_API RedactView find_redaction(Office& office, MessageRef ref);

struct RedactRequest {
  MessageRef message;
  // Each stands in the message; capitals do not count. "12-20" is what stands at these characters of its
  // text.
  std::vector<std::string> words;
  bool all = false;   // what is proposed, too
  bool undo = false;  // everything is as it was
  bool dry_run = false;
};
struct RedactResult {
  MessageRef ref;
  std::vector<std::string> masked;  // empty: there was nothing to do
  bool redacted = false;            // as it is now
};
/// Throws not_found (no such message, or the words do not stand in it), usage (a span that is also what
/// stands in it, or reaches into a mask), conflict (it is hidden, has not left, or there is nothing to undo).
URP_API RedactResult redact_message(Office& office, const RedactRequest& request);

}  // namespace urp
