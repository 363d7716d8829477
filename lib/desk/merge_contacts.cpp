// merge_contacts.cpp: two records of one person, and two people who were taken for one.
#include <charconv>

#include <urp/desk/contact.hpp>

#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"
#include "store/joined.hpp"

namespace urp {
namespace {

struct Pair {
  ContactId a, b;
};

Pair two_records(const db::Access& db, const std::string& a, const std::string& b) {
  const Pair pair{store::get_contact(db, a), store::get_contact(db, b)};
  if (pair.a == pair.b) {
    throw Error(Fault::usage, say(_("{0} and {1} are the same record: {2}"), a, b, to_string(pair.a)),
                _("name two different records"));
  }
  return pair;
}

/// The very record, not the one that it became part of.
ContactId record_named(const db::Access& db, const std::string& who) {
  std::int64_t number = 0;
  const char* const end = who.data() + who.size();
  const bool marked = who.size() > 1 && (who[0] == 'c' || who[0] == 'C');
  const bool whole = marked && std::from_chars(who.data() + 1, end, number).ptr == end;
  if (!whole) {
    throw Error(Fault::usage, say(_("{0}: a record is named by its number"), who),
                _("write it as c57: urp contact show names the records that were merged"));
  }
  store::get_contact(db, who);
  return {number};
}

}  // namespace

MergeContactsResult merge_contacts(Office& office, const MergeContactsRequest& request) {
  auto db = office.local().write();
  const auto [from, into] = two_records(db, request.from, request.into);
  MergeContactsResult result{from, into, store::count_cases(db, from)};
  store::join_contacts(db, from, into);
  if (!request.dry_run) db.commit();
  return result;
}

MergeContactsResult part_contacts(Office& office, const std::string& who, bool dry_run) {
  auto db = office.local().write();
  const ContactId contact = record_named(db, who);
  const auto former = store::part_contacts(db, contact);
  if (!former) {
    throw Error(Fault::conflict, say(_("{0} is a record of its own"), to_string(contact)),
                say(_("see: urp contact show {0}"), to_string(contact)));
  }
  if (!dry_run) db.commit();
  return {contact, *former, store::count_cases(db, contact)};
}

void keep_contacts_apart(Office& office, const std::string& a, const std::string& b) {
  auto db = office.local().write();
  const auto pair = two_records(db, a, b);
  store::keep_apart(db, pair.a, pair.b);
  db.record("contacts_apart", std::nullopt, std::nullopt,
            {{"contact", std::nullopt, to_string(pair.a)}, {"contact", std::nullopt, to_string(pair.b)}});
  db.commit();
}

}  // namespace urp
