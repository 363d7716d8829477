#include <urp/desk/contact.hpp>

#include <urp/text.hpp>

#include "desk/person_name.hpp"
#include "desk/strikes.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "domain/time_text.hpp"
#include "office/local.hpp"
#include "store/contact_list.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"
#include "store/erase.hpp"
#include "store/holds.hpp"
#include "store/others.hpp"
#include "store/thread.hpp"

namespace urp {
namespace {

constexpr int most_tickets = 20, most_loose = 20;

/// The words are not in the audit chain; their digest proves them.
std::optional<std::string> digest_of(const std::optional<std::string>& text) {
  if (!text) return std::nullopt;
  return hex(sha256(*text));
}

}  // namespace

std::vector<ContactLine> list_contacts(Office& office, const ContactListRequest& request) {
  if (request.limit < 0) {
    throw Error(Fault::usage, say(_("the number of lines cannot be {0}"), request.limit), _("0 shows all"));
  }
  const auto db = office.local().read();
  return store::list_contacts(db, request.words, request.limit);
}

ContactResult show_contact(Office& office, const std::string& who) {
  const auto db = office.local().read();
  const ContactId contact = store::get_contact(db, who);
  ContactResult page = store::get_contact_page(db, contact);
  for (const auto& [id, state] : store::list_other_tickets(db, contact, TicketId{0}, most_tickets)) {
    page.tickets.push_back({id, state});
  }
  page.by_ground = strikes_of(db, contact);
  if (auto hold = store::find_hold(db, contact, office.now()))
    page.hold = HoldView{hold->at, hold->until, std::move(hold->reason), std::move(hold->clerk)};
  page.erased_at = store::erased_at(db, contact);
  page.loose = store::list_loose_messages(db, contact, most_loose);
  return page;
}

ContactId set_contact_note(Office& office, const std::string& who, const std::string& note) {
  auto db = office.local().write();
  const ContactId contact = store::get_contact(db, who);
  const auto before = store::get_contact_page(db, contact).note;
  const std::string text(without_blanks_around(note));
  const auto kept = text.empty() ? std::nullopt : std::optional(valid_utf8(text));
  if (before == kept) return contact;
  store::set_note(db, contact, kept);
  db.record("contact_note", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"note", digest_of(before), digest_of(kept)}});
  db.commit();
  return contact;
}

ContactId set_contact_name(Office& office, const std::string& who, const std::string& name) {
  const std::string text = checked_person_name(name);
  auto db = office.local().write();
  const ContactId contact = store::get_contact(db, who);
  store::set_name(db, contact, text.empty() ? std::nullopt : std::optional(text));
  db.record("contact_name", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(contact)}, {"name", std::nullopt, hex(sha256(text))}});
  db.commit();
  return contact;
}

}  // namespace urp
