#include <urp/desk/purge.hpp>

#include <algorithm>

#include <urp/error.hpp>

#include "desk/role.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/remains.hpp"
#include "store/erase.hpp"
#include "store/journal_cut.hpp"
#include "store/retention.hpp"

namespace urp {
namespace {

using Rule = Settings::Retention;

constexpr std::size_t cases_a_commit = 100;  // so that clerks and citizens need not wait

/// Throws usage, not_found.
std::vector<Rule> rules_of(const Settings& settings, const std::vector<std::string>& wanted) {
  const auto& all = settings.retention;
  if (all.empty()) {
    throw Error(Fault::usage, _("no class of retention is set: everything is kept"),
                _("say in urp.toml what may be destroyed, and when: [[retention]]"));
  }
  if (wanted.empty()) return all;
  std::vector<Rule> rules;
  for (const auto& name : wanted) {
    const auto rule = std::find_if(all.begin(), all.end(), [&](const Rule& one) { return one.name == name; });
    if (rule == all.end()) {
      throw Error(Fault::not_found, say(_("retention class {0}: not found"), name),
                  _("see the classes with: urp purge"));
    }
    rules.push_back(*rule);
  }
  return rules;
}

PurgeClass count_class(const Office::Local& office, const Rule& rule, std::vector<TicketId>& tickets) {
  const auto db = office.read();
  PurgeClass one;
  one.name = rule.name;
  one.authorisation = rule.authorisation;
  one.before = office.now() - rule.keep;
  tickets = store::list_past(db, rule.kinds, one.before, office.now());
  one.held = store::count_past_on_hold(db, rule.kinds, one.before, office.now());
  one.tickets = static_cast<std::int64_t>(tickets.size());
  for (const auto ticket : tickets) {
    const auto contents = store::count_contents(db, ticket);
    one.messages += contents.messages;
    one.media += contents.media;
  }
  return one;
}

void destroy(const Office::Local& office, const Rule& rule, const std::string& authorisation,
             std::vector<TicketId> tickets) {
  std::vector<JournalId> bodies;
  JournalId looked_until;
  {
    const auto db = office.read();
    looked_until = store::last_body(db);
    bodies = store::list_bodies_with(db, store::journal_words(db, {{}, tickets}), JournalId{0});
  }
  auto db = office.write();
  // A citizen may have written, or somebody may have been put on hold, since they were counted.
  const auto past = store::list_past(db, rule.kinds, office.now() - rule.keep, office.now());
  std::erase_if(tickets,
                [&past](TicketId ticket) { return !std::binary_search(past.begin(), past.end(), ticket); });
  if (tickets.empty()) return;
  const store::Scope scope{{}, tickets};
  store::cancel_all_waiting(db, scope);
  for (const auto ticket : tickets)
    store::enter_destroyed(db, ticket, store::count_contents(db, ticket), rule.name, authorisation);
  store::erase_scope(db, scope, bodies, looked_until);
  std::string numbers;
  for (const auto ticket : tickets) numbers += (numbers.empty() ? "" : " ") + std::to_string(ticket.value);
  db.record(
      "purge", std::nullopt, std::nullopt,
      {{"class", std::nullopt, rule.name},
       {"authorisation", std::nullopt, authorisation.empty() ? std::nullopt : std::optional(authorisation)},
       {"cases", std::nullopt, numbers}});
  db.commit();
}

}  // namespace

PurgeResult purge(Office& office, const PurgeRequest& request) {
  auto& local = office.local();
  if (request.destroy) require_supervisor(local, _("destroy what is past its time"));
  const auto rules = rules_of(office.settings(), request.classes);
  db::FileLock upkeep = local.store->lock_file("upkeep");
  if (request.destroy && !upkeep.lock(db::FileLock::Mode::exclusive, std::chrono::seconds(5))) {
    throw Error(Fault::busy, _("a backup, an erasure or a purge is under way"),
                _("try again when it is done"));
  }
  PurgeResult result;
  bool destroyed = false;
  for (const auto& rule : rules) {
    std::vector<TicketId> tickets;
    PurgeClass one = count_class(local, rule, tickets);
    const bool lacks = rule.authorisation && request.authorisation.empty();
    if (request.destroy && lacks && !tickets.empty()) result.lacks_authorisation = true;
    if (request.destroy && !lacks) {
      for (std::size_t from = 0; from < tickets.size(); from += cases_a_commit) {
        const auto to = std::min(tickets.size(), from + cases_a_commit);
        destroy(local, rule, request.authorisation,
                {tickets.begin() + static_cast<std::ptrdiff_t>(from),
                 tickets.begin() + static_cast<std::ptrdiff_t>(to)});
      }
      one.destroyed = true;
      destroyed = true;
    }
    result.classes.push_back(std::move(one));
  }
  if (destroyed)
    result.remains = !clear_remains(*local.store, local.options.actor, {local.now(), local.real_now()});
  return result;
}

}  // namespace urp
