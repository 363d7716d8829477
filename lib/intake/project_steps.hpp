// project_steps.hpp: what several kinds of parts need on their way to rows. For sources of this room alone.
#pragma once

#include <optional>
#include <string>

#include <urp/event.hpp>

#include "domain/threading.hpp"
#include "intake/project.hpp"
#include "store/messages.hpp"

namespace urp::intake {

Projected duplicate();
/// A message of a type that this urp does not know is shown as a placeholder; its part stays unhandled, so
/// that `urp replay` fills it in after an upgrade.
Projected outcome_of(const InboundMessage& message);
/// The digest stands in the audit entry for the words: it proves them as long as its salted detail is kept.
Change content_of(const InboundMessage& message);
/// The message that WhatsApp names so: by this id, or by its other one among the person's messages.
std::optional<store::KnownMessage> find_named(const db::Access& db, std::int64_t number,
                                              const std::string& wamid, std::optional<ContactId> contact);
/// Reactions and edits that came before their message, and named it by its other id.
void join_by_token(db::Writer& db, std::int64_t number, ContactId contact, MessageId message,
                   const std::string& wamid);
/// The ticket that the message quotes or names, if it is the contact's own.
std::optional<Candidate> addressed_ticket(db::Writer& db, const InboundMessage& message,
                                          const std::optional<store::KnownMessage>& quoted,
                                          ContactId contact);

/// Marks what a rule of [moderation] suspects. Nothing is removed, and nobody is told but the clerks.
void note_suspicion(db::Writer& db, const Settings::Moderation& rules, const InboundMessage& message,
                    const store::Arrival& arrival, MessageId id);

}  // namespace urp::intake
