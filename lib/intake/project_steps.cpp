#include "intake/project_steps.hpp"

#include "domain/hash.hpp"
#include "domain/suspicion.hpp"
#include "store/arrange.hpp"
#include "store/suspicions.hpp"
#include "whatsapp/wamid.hpp"

namespace urp::intake {
namespace {

constexpr int most_named = 2'000;  // messages of one person that another id is looked for in

}  // namespace

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

std::optional<store::KnownMessage> find_named(const db::Access& db, std::int64_t number,
                                              const std::string& wamid, std::optional<ContactId> contact) {
  if (const auto known = store::find_message(db, number, wamid)) return known;
  const std::string token = contact ? whatsapp::message_token(wamid) : std::string{};
  if (token.empty()) return std::nullopt;
  std::optional<std::string> found;
  for (const auto& message : store::list_named(db, number, *contact, most_named)) {
    if (whatsapp::message_token(message.wamid) != token) continue;
    if (found) return std::nullopt;  // not unique: it could be either
    found = message.wamid;
  }
  return found ? store::find_message(db, number, *found) : std::nullopt;
}

void join_by_token(db::Writer& db, std::int64_t number, ContactId contact, MessageId message,
                   const std::string& wamid) {
  const std::string token = whatsapp::message_token(wamid);
  if (token.empty()) return;
  for (const auto& waiting : store::list_waiting_amendments(db, number, contact)) {
    if (whatsapp::message_token(waiting.target_wamid) == token) store::set_target(db, waiting.id, message);
  }
}

std::optional<Candidate> addressed_ticket(db::Writer& db, const InboundMessage& message,
                                          const std::optional<store::KnownMessage>& quoted,
                                          ContactId contact) {
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

void note_suspicion(db::Writer& db, const Settings::Moderation& rules, const InboundMessage& message,
                    const store::Arrival& arrival, MessageId id) {
  constexpr std::chrono::minutes a_minute{1};
  const int in_a_minute =
      rules.flood > 0 ? store::count_inbound(db, arrival.contact, arrival.at - a_minute) : 0;
  const auto suspicion = suspect(rules, message.text.value_or(""), in_a_minute);
  if (!suspicion) return;
  store::add_suspicion(db, id, *arrival.ticket, suspicion->rule, suspicion->word);
  db.record("suspect", arrival.ticket, arrival.number_in_ticket, {{"rule", std::nullopt, suspicion->rule}});
}

}  // namespace urp::intake
