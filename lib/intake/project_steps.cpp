#include "intake/project_steps.hpp"

#include "domain/hash.hpp"
#include "store/arrange.hpp"
#include "store/messages.hpp"

namespace urp::intake {

Projected duplicate() {
  return {store::PartOutcome::duplicate, {}};
}

Projected outcome_of(const InboundMessage& message) {
  if (message.understood) return {};
  return {store::PartOutcome::unhandled, "message of a type that this urp does not know"};
}

Change content_of(const InboundMessage& message) {
  return {"content", std::nullopt, hex(sha256(message.wamid + "\n" + message.text.value_or("")))};
}

std::optional<Candidate> addressed_ticket(db::Writer& db, const InboundMessage& message,
                                          std::int64_t number, ContactId contact) {
  const auto quoted = store::find_message(db, number, message.quoted_wamid);
  const auto thread = quoted ? store::find_thread(db, quoted->id) : std::nullopt;
  if (thread) {
    if (const auto ticket = store::find_candidate(db, *thread, contact)) return ticket;
  }
  if (!message.text) return std::nullopt;
  for (const auto named : named_tickets(*message.text)) {
    if (const auto ticket = store::find_candidate(db, named, contact)) return ticket;
  }
  return std::nullopt;
}

}  // namespace urp::intake
