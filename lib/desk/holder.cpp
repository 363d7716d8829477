#include "desk/holder.hpp"

#include "domain/claims.hpp"
#include "domain/plural.hpp"
#include "domain/say.hpp"
#include "store/contacts.hpp"
#include "store/reading.hpp"
#include "store/thread.hpp"

namespace urp {

store::ChangeView get_for_change(db::Writer& db, const Office::Local& office, TicketId ticket) {
  store::lapse_claim(db, ticket, claims_lapse_until(office.options.settings, office.zone, db.now()));
  const auto view = store::get_change_view(db, ticket);
  if (!view.merged_into) return view;
  throw Error(Fault::conflict, say(_("{0} is part of {1}"), to_string(ticket), to_string(*view.merged_into)),
              say(_("name that one: {0}"), view.merged_into->value));
}

void refuse_held(const store::ChangeView& view, TicketId ticket, const Actor& actor) {
  if (!view.clerk || *view.clerk == actor.clerk) return;
  throw Error(Fault::conflict, say(_("{0} is held by {1}"), to_string(ticket), *view.clerk),
              say(_("talk to them, or take it over: urp take {0} --steal REASON"), ticket.value));
}

void refuse_unreachable(const db::Access& db, ContactId contact, TicketId ticket) {
  if (store::current_address(db, contact).known()) return;
  throw Error(Fault::refused,
              say(_("{0}: there is no number or id any more that an answer could go to"), to_string(ticket)),
              say(_("see who it is, and merge the record of the same person: urp contact show {0}"),
                  to_string(contact)));
}

void refuse_group(const db::Access& db, TicketId ticket) {
  if (!store::was_written_in_group(db, ticket)) return;
  throw Error(Fault::refused,
              say(_("{0}: it was written in a group, and is not answered privately"), to_string(ticket)),
              _("answer in the group, or ask the person to write to the office's number"));
}

void refuse_closed(const store::ChangeView& view, TicketId ticket) {
  if (view.state != TicketState::closed) return;
  throw Error(Fault::conflict, say(_("{0} is closed"), to_string(ticket)),
              say(_("open it again first: urp reopen {0}"), ticket.value));
}

void refuse_changed(const db::Access& db, std::optional<std::int64_t> if_revision, TicketId ticket) {
  if (!if_revision) return;
  const auto revision = store::get_revision(db, ticket);
  if (revision == *if_revision) return;
  throw Error(Fault::conflict,
              say(_("{0} has changed since you read it (revision {1}, now {2})"), to_string(ticket),
                  *if_revision, revision),
              say(_("read it again: urp show {0}"), ticket.value));
}

void refuse_edited(const db::Access& db, const Office::Local& office, TicketId ticket) {
  const TimePoint now = office.real_now();
  for (const auto& reader :
       store::list_readers(db, ticket, office.options.actor.clerk, now - reading_lasts, now)) {
    if (!reader.editing) continue;
    const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(now - reader.at).count();
    throw Error(Fault::conflict,
                say(plural("{0}: {1} has been writing an answer for {2} minute",
                           "{0}: {1} has been writing an answer for {2} minutes", minutes),
                    to_string(ticket), reader.clerk, minutes),
                _("talk to them, or take it over: --steal REASON"));
  }
}

}  // namespace urp
