#include <urp/desk/redact.hpp>

#include <algorithm>

#include "domain/detect.hpp"
#include "domain/mask.hpp"
#include "domain/say.hpp"
#include "domain/text_span.hpp"
#include "office/local.hpp"
#include "office/register_file.hpp"
#include "store/moderation.hpp"
#include "store/redaction.hpp"
#include "store/ticket_changes.hpp"
#include "store/withheld.hpp"

namespace urp {
namespace {

std::vector<RedactProposal> propose(const std::vector<store::Wording>& wordings) {
  std::vector<RedactProposal> all;
  for (const auto& wording : wordings) {
    if (wording.piece == "fact") continue;  // ids and names of WhatsApp
    for (const auto& found : detect(wording.text)) {
      RedactProposal proposal{std::string(to_name(found.kind)), wording.text.substr(found.at, found.length)};
      if (wording.piece == "text") proposal.span = to_string(span_of(wording.text, found.at, found.length));
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const RedactProposal& one) { return one.words == proposal.words; });
      if (!known) all.push_back(std::move(proposal));
    }
  }
  return all;
}

bool text_is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\n") == text.npos;
}

void check_can_redact(const store::FlagView& message, MessageRef ref) {
  if (message.hidden) {
    throw Error(Fault::conflict, say(_("{0} is hidden altogether"), to_string(ref)),
                say(_("show it again first: urp flag {0} --undo"), to_string(ref)));
  }
  if (message.status == "queued" || message.status == "parked" || message.status == "sending") {
    throw Error(Fault::conflict, say(_("{0}: an answer that has not left cannot be masked"), to_string(ref)),
                say(_("take it back: urp cancel {0}"), to_string(ref)));
  }
}

/// `part` is a piece of `text` itself.
bool touches_mask(std::string_view text, std::string_view part) {
  const auto begin = static_cast<std::size_t>(part.data() - text.data()), end = begin + part.size();
  for (auto at = text.find(mask); at != text.npos; at = text.find(mask, at + mask.size())) {
    if (at < end && at + mask.size() > begin) return true;
  }
  return false;
}

/// The words that a span names: they are masked wherever they stand, in what comes for the message later too.
std::string words_of(const std::vector<store::Wording>& wordings, const TextSpan& span,
                     const std::string& word, MessageRef ref) {
  const bool stands = std::any_of(wordings.begin(), wordings.end(), [&](const store::Wording& wording) {
    return has_words(wording.text, word);
  });
  if (stands) {
    throw Error(
        Fault::usage,
        say(_("{0}: {1} stands in it, and is also the name of a span of its text"), to_string(ref), word),
        _("mask these words with a neighbour of theirs, or by the span where they stand"));
  }
  const auto text = std::find_if(wordings.begin(), wordings.end(),
                                 [](const store::Wording& wording) { return wording.piece == "text"; });
  const auto part = text == wordings.end() ? std::nullopt : part_of(text->text, span);
  if (!part || text_is_blank(*part)) {
    throw Error(
        Fault::not_found, say(_("{0}: its text has no words at the characters {1}"), to_string(ref), word),
        say(_("characters are counted from 1 in the text as urp show {0} prints it"), ref.ticket.value));
  }
  if (touches_mask(text->text, *part)) {
    throw Error(Fault::usage, say(_("{0}: the characters {1} are masked in part"), to_string(ref), word),
                say(_("take the masks off first: urp redact {0} --undo"), to_string(ref)));
  }
  return std::string(*part);
}

std::vector<std::string> without_spans(const std::vector<store::Wording>& wordings,
                                       const std::vector<std::string>& words, MessageRef ref) {
  std::vector<std::string> plain;
  for (const std::string& word : words) {
    const auto span = read_span(word);
    plain.push_back(span ? words_of(wordings, *span, word, ref) : word);
  }
  return plain;
}

/// Each stands somewhere in the message, or nothing is done.
void check_words(const std::vector<store::Wording>& wordings, const std::vector<std::string>& words,
                 MessageRef ref) {
  for (const std::string& word : words) {
    const bool stands = std::any_of(wordings.begin(), wordings.end(), [&](const store::Wording& wording) {
      return has_words(wording.text, word);
    });
    if (stands) continue;
    throw Error(Fault::not_found, say(_("{0}: these words do not stand in it: {1}"), to_string(ref), word),
                say(_("type them as urp show {0} prints them"), ref.ticket.value));
  }
}

void undo(db::Writer& db, const store::FlagView& message, MessageRef ref) {
  if (store::list_redacted_words(db, message.id).empty()) {
    throw Error(Fault::conflict, say(_("{0}: nothing is masked in it"), to_string(ref)));
  }
  store::unredact_message(db, message.id);
  store::note_change(db, ref.ticket);
  db.record("unredact", ref.ticket, ref.number, {});
}

}  // namespace

RedactView find_redaction(Office& office, MessageRef ref) {
  const auto db = office.local().read();
  const auto message = store::get_flag_view(db, ref);
  return {ref, propose(store::list_wording(db, message.id)),
          !store::list_redacted_words(db, message.id).empty()};
}

RedactResult redact_message(Office& office, const RedactRequest& request) {
  RedactResult result;
  result.ref = request.message;
  {
    auto db = office.local().write();
    const auto message = store::get_flag_view(db, request.message);
    check_can_redact(message, request.message);
    if (request.undo) {
      undo(db, message, request.message);
    } else {
      const auto wordings = store::list_wording(db, message.id);
      result.masked = without_spans(wordings, request.words, request.message);
      check_words(wordings, result.masked, request.message);
      if (request.all) {
        for (const auto& proposal : propose(wordings)) result.masked.push_back(proposal.words);
      }
      result.redacted = !result.masked.empty() || !store::list_redacted_words(db, message.id).empty();
      if (result.masked.empty()) return result;
      store::redact_message(db, message.id, result.masked);
      store::note_change(db, request.message.ticket);
      // How many, and not which: what is masked here would stand in the audit instead.
      db.record("redact", request.message.ticket, request.message.number,
                {{"masked", std::nullopt, std::to_string(result.masked.size())}});
    }
    store::note_sight(db, message.id);
    if (request.dry_run) return result;
    db.commit();
  }
  keep_register(office.local());
  return result;
}

}  // namespace urp
