#include <urp/desk/purge.hpp>

#include <algorithm>

#include <urp/error.hpp>

#include "desk/destroy.hpp"
#include "desk/role.hpp"
#include "domain/retention.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/register_file.hpp"
#include "office/remains.hpp"
#include "store/retention.hpp"

namespace urp {
namespace {

using Rule = Settings::Retention;

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

/// Of one class: what is past its time. One of the lists is filled.
struct Past {
  std::vector<TicketId> tickets;
  std::vector<ContactId> contacts;
  std::vector<JournalId> bodies;
  std::vector<std::int64_t> letters;
  bool empty() const { return tickets.empty() && contacts.empty() && bodies.empty() && letters.empty(); }
};

PurgeClass count_class(const Office::Local& office, const Rule& rule, Past& past) {
  const auto db = office.read();
  PurgeClass one;
  one.name = rule.name;
  one.authorisation = rule.authorisation;
  one.before = office.now() - rule.keep;
  switch (retention_of(rule.name)) {
    case RetentionOf::cases:
      past.tickets = store::list_past(db, rule.kinds, one.before, office.now());
      one.held = store::count_past_kept(db, rule.kinds, one.before, office.now());
      break;
    case RetentionOf::contacts:
      past.contacts = store::list_idle_contacts(db, one.before, office.now());
      one.held = store::count_idle_on_hold(db, one.before, office.now());
      break;
    case RetentionOf::journal:
      past.bodies = store::list_old_bodies(db, one.before, office.now());
      one.held = store::count_old_bodies_kept(db, one.before, office.now());
      break;
    case RetentionOf::mail:
      past.letters = store::list_old_mails(db, one.before);
      one.held = store::count_old_mails_kept(db, one.before);
      break;
  }
  one.tickets = static_cast<std::int64_t>(past.tickets.size());
  one.contacts = static_cast<std::int64_t>(past.contacts.size());
  one.bodies = static_cast<std::int64_t>(past.bodies.size());
  one.letters = static_cast<std::int64_t>(past.letters.size());
  for (const auto ticket : past.tickets) {
    const auto contents = store::count_contents(db, ticket);
    one.messages += contents.messages;
    one.media += contents.media;
  }
  return one;
}

}  // namespace

std::vector<Destroyed> list_destroyed(Office& office, const std::vector<std::string>& classes) {
  auto all = store::list_destroyed(office.local().read());
  if (classes.empty()) return all;
  // A class that the configuration has no more stands in the register still.
  for (const auto& name : classes) {
    const bool known =
        std::any_of(all.begin(), all.end(), [&name](const Destroyed& one) { return one.retention == name; });
    if (!known) rules_of(office.settings(), {name});
  }
  std::erase_if(all, [&classes](const Destroyed& one) {
    return std::find(classes.begin(), classes.end(), one.retention) == classes.end();
  });
  return all;
}

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
    Past past;
    PurgeClass one = count_class(local, rule, past);
    const bool lacks = rule.authorisation && request.authorisation.empty();
    if (request.destroy && lacks && !past.empty()) result.lacks_authorisation = true;
    if (request.destroy && !lacks && !past.empty()) {
      destroy_cases(local, rule, request.authorisation, past.tickets);
      destroy_contacts(local, rule, request.authorisation, past.contacts);
      destroy_journal(local, rule, request.authorisation, past.bodies);
      destroy_letters(local, rule, request.authorisation, past.letters);
      one.destroyed = true;
      destroyed = true;
    }
    result.classes.push_back(std::move(one));
  }
  if (!destroyed) return result;
  keep_register(local);
  result.remains = !clear_remains(*local.store, local.options.actor, {local.now(), local.real_now()});
  return result;
}

}  // namespace urp
