// project_steps.hpp: what several kinds of parts need on their way to rows. For sources of this room alone.
#pragma once

#include <optional>

#include <urp/event.hpp>

#include "domain/threading.hpp"
#include "intake/project.hpp"

namespace urp::intake {

Projected duplicate();
/// A message of a type that this urp does not know is shown as a placeholder; its part stays unhandled, so
/// that `urp replay` fills it in after an upgrade.
Projected outcome_of(const InboundMessage& message);
/// The digest stands in the audit entry for the words: it proves them as long as its salted detail is kept.
Change content_of(const InboundMessage& message);
/// The ticket that the message quotes or names, if it is the contact's own.
std::optional<Candidate> addressed_ticket(db::Writer& db, const InboundMessage& message, std::int64_t number,
                                          ContactId contact);

}  // namespace urp::intake
