#include "desk/destroy.hpp"

#include <algorithm>

#include "store/erase.hpp"
#include "store/journal_cut.hpp"
#include "store/retention.hpp"

namespace urp {
namespace {

constexpr std::size_t cases_a_commit = 100, contacts_a_commit = 100, bodies_a_commit = 1000;

/// `step` gets one batch after the other.
template <class T, class Step>
void in_batches(const std::vector<T>& all, std::size_t size, Step step) {
  for (std::size_t from = 0; from < all.size(); from += size) {
    const auto to = std::min(all.size(), from + size);
    step(std::vector<T>(all.begin() + static_cast<std::ptrdiff_t>(from),
                        all.begin() + static_cast<std::ptrdiff_t>(to)));
  }
}

/// A citizen may have written, or somebody may have been put on hold, since they were counted.
template <class T>
void keep_only(std::vector<T>& chosen, const std::vector<T>& past) {
  std::erase_if(chosen, [&past](T one) { return !std::binary_search(past.begin(), past.end(), one); });
}

std::vector<JournalId> bodies_with(const Office::Local& office, const store::Scope& scope,
                                   JournalId& looked_until) {
  const auto db = office.read();
  looked_until = store::last_body(db);
  return store::list_bodies_with(db, store::journal_words(db, scope), JournalId{0});
}

std::vector<Change> changes_of(const Settings::Retention& rule, const std::string& authorisation,
                               const char* what, std::string which) {
  return {
      {"class", std::nullopt, rule.name},
      {"authorisation", std::nullopt, authorisation.empty() ? std::nullopt : std::optional(authorisation)},
      {what, std::nullopt, std::move(which)}};
}

/// Of what is no case and no person the register says how many there were, and no more. `list_past` says of
/// which it holds still.
template <class T, class ListPast>
void destroy_counted(const Office::Local& office, const Settings::Retention& rule,
                     const std::string& authorisation, const char* what, const std::vector<T>& all,
                     ListPast list_past, void (*destroy)(db::Writer&, const std::vector<T>&)) {
  in_batches(all, bodies_a_commit, [&](std::vector<T> chosen) {
    auto db = office.write();
    keep_only(chosen, list_past(db));
    if (chosen.empty()) return;
    destroy(db, chosen);
    const auto number = static_cast<std::int64_t>(chosen.size());
    store::enter_destruction(db, rule.name, authorisation, number);
    db.record("purge", std::nullopt, std::nullopt,
              changes_of(rule, authorisation, what, std::to_string(number)));
    db.commit();
  });
}

}  // namespace

void destroy_cases(const Office::Local& office, const Settings::Retention& rule,
                   const std::string& authorisation, const std::vector<TicketId>& all) {
  in_batches(all, cases_a_commit, [&](std::vector<TicketId> tickets) {
    JournalId looked_until;
    const auto bodies = bodies_with(office, {{}, tickets}, looked_until);
    auto db = office.write();
    keep_only(tickets, store::list_past(db, rule.kinds, office.now() - rule.keep, office.now()));
    if (tickets.empty()) return;
    const store::Scope scope{{}, tickets};
    store::cancel_all_waiting(db, scope);
    std::string numbers;
    for (const auto ticket : tickets) {
      store::enter_destroyed(db, ticket, rule.name, authorisation);
      numbers += (numbers.empty() ? "" : " ") + std::to_string(ticket.value);
    }
    store::erase_scope(db, scope, bodies, looked_until);
    db.record("purge", std::nullopt, std::nullopt, changes_of(rule, authorisation, "cases", numbers));
    db.commit();
  });
}

void destroy_contacts(const Office::Local& office, const Settings::Retention& rule,
                      const std::string& authorisation, const std::vector<ContactId>& all) {
  in_batches(all, contacts_a_commit, [&](std::vector<ContactId> contacts) {
    const auto scope_of = [](const db::Access& db, const std::vector<ContactId>& people) {
      store::Scope scope;
      for (const auto contact : people) {
        for (const auto record : store::records_of(db, contact)) scope.contacts.push_back(record);
      }
      return scope;
    };
    store::Scope scope;
    {
      const auto db = office.read();
      scope = scope_of(db, contacts);
    }
    JournalId looked_until;
    const auto bodies = bodies_with(office, scope, looked_until);
    auto db = office.write();
    keep_only(contacts, store::list_idle_contacts(db, office.now() - rule.keep, office.now()));
    if (contacts.empty()) return;
    scope = scope_of(db, contacts);
    store::enter_erasure(db, scope.contacts);
    store::erase_scope(db, scope, bodies, looked_until);
    store::enter_destruction(db, rule.name, authorisation, static_cast<std::int64_t>(contacts.size()));
    std::string names;
    for (const auto contact : contacts) names += (names.empty() ? "" : " ") + to_string(contact);
    db.record("purge", std::nullopt, std::nullopt, changes_of(rule, authorisation, "contacts", names));
    db.commit();
  });
}

void destroy_journal(const Office::Local& office, const Settings::Retention& rule,
                     const std::string& authorisation, const std::vector<JournalId>& all) {
  destroy_counted(
      office, rule, authorisation, "bodies", all,
      [&](const db::Writer& db) {
        return store::list_old_bodies(db, office.now() - rule.keep, office.now());
      },
      store::destroy_bodies);
}

void destroy_letters(const Office::Local& office, const Settings::Retention& rule,
                     const std::string& authorisation, const std::vector<std::int64_t>& all) {
  destroy_counted(
      office, rule, authorisation, "letters", all,
      [&](const db::Writer& db) { return store::list_old_mails(db, office.now() - rule.keep); },
      store::destroy_mails);
}

}  // namespace urp
