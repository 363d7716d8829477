// redaction.hpp: words that are masked inside a message, in every place where it keeps words. What stood
// there is kept beside it and can be put back; the index and the ticket's preview follow.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

/// Everything the message says, piece by piece, as it stands now.
struct Wording {
  std::string piece;  // text, edit, transcript, file_name, place, address, card, label, fact, parameter
  std::string place;  // which one of them
  std::string text;
};
std::vector<Wording> list_wording(const Access& db, MessageId message);

/// Of those in which words are masked: as they stood before.
std::vector<Wording> list_masked_pieces(const Access& db, MessageId message);

/// Nothing: it is not redacted.
std::vector<std::string> list_redacted_words(const Access& db, MessageId message);
/// Masks these words too.
void redact_message(Writer& db, MessageId message, std::span<const std::string> words);
void unredact_message(Writer& db, MessageId message);
/// What came for a redacted message afterwards (an edit, the text of a voice message) is masked in the same
/// words.
void redact_again(Writer& db, MessageId message);

}  // namespace urp::store
