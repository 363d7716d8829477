#include <urp/desk/redact.hpp>

#include <algorithm>

#include "domain/detect.hpp"
#include "domain/mask.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/moderation.hpp"
#include "store/redaction.hpp"
#include "store/ticket_changes.hpp"

namespace urp {
namespace {

std::vector<RedactProposal> propose(const std::vector<store::Wording>& wordings) {
  std::vector<RedactProposal> all;
  for (const auto& wording : wordings) {
    if (wording.piece == "fact") continue;  // ids and names of WhatsApp
    for (const auto& found : detect(wording.text)) {
      RedactProposal proposal{std::string(to_name(found.kind)), wording.text.substr(found.at, found.length)};
      const bool known = std::any_of(all.begin(), all.end(),
                                     [&](const RedactProposal& one) { return one.words == proposal.words; });
      if (!known) all.push_back(std::move(proposal));
    }
  }
  return all;
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
  auto db = office.local().write();
  const auto message = store::get_flag_view(db, request.message);
  check_can_redact(message, request.message);
  RedactResult result;
  result.ref = request.message;
  if (request.undo) {
    undo(db, message, request.message);
  } else {
    const auto wordings = store::list_wording(db, message.id);
    check_words(wordings, request.words, request.message);
    result.masked = request.words;
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
  if (!request.dry_run) db.commit();
  return result;
}

}  // namespace urp
