#include <urp/desk/canned.hpp>

#include <algorithm>

#include "domain/calendar.hpp"
#include "domain/say.hpp"
#include "domain/wording.hpp"
#include "office/local.hpp"
#include "store/canned.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

using Uses = std::map<std::string, store::CannedUse>;

CannedLine line_of(const Office::Local& office, const std::string& name, const Settings::Canned& canned,
                   const Uses& uses) {
  CannedLine line;
  line.name = name;
  line.group = canned.group;
  line.text = canned.text;
  line.texts.assign(canned.texts.begin(), canned.texts.end());
  line.expires = canned.expires;
  line.expired = canned.expires && office.zone.local(office.now()).date > *canned.expires;
  const auto use = uses.find(name);
  if (use == uses.end()) return line;
  line.used = use->second.answers;
  line.last_used_at = use->second.last;
  return line;
}

const Settings::Canned& named(const Settings& settings, const std::string& name) {
  const auto found = settings.canned.find(name);
  if (found != settings.canned.end()) return found->second;
  std::string names;
  for (const auto& [known, canned] : settings.canned) names += (names.empty() ? "" : ", ") + known;
  throw Error(Fault::not_found, say(_("there is no canned answer \"{0}\""), name),
              names.empty() ? std::string(_("the administrator writes them into urp.toml: [canned]"))
                            : say(_("allowed: {0}"), names));
}

/// Without a language: the office's own.
const std::string& text_in(const Settings& settings, const std::string& name, const Settings::Canned& canned,
                           const std::string& language) {
  if (language.empty() || language == settings.office.language) return canned.text;
  const auto found = canned.texts.find(language);
  if (found != canned.texts.end()) return found->second;
  std::string known = settings.office.language;
  for (const auto& [other, text] : canned.texts) known += ", " + other;
  throw Error(Fault::not_found, say(_("canned answer {0}: there are no words in \"{1}\""), name, language),
              say(_("allowed: {0}"), known));
}

WordingValues values_of(const Office::Local& office, const Ticket& ticket) {
  const auto& settings = office.options.settings;
  WordingValues values;
  values.ticket = ticket.id;
  values.name = ticket.contact.name.value_or("");
  values.kind = ticket.kind;
  values.presented = ticket.presented_at;
  values.term_due = ticket.term_due_at;
  values.next_opening = opening_at(settings.hours, office.zone, office.now()).next;
  if (ticket.service) values.service = service_name(settings, *ticket.service);
  return values;
}

}  // namespace

std::vector<CannedLine> list_canned(Office& office) {
  const auto& local = office.local();
  const auto db = local.read();
  const Uses uses = store::count_canned(db);
  std::vector<CannedLine> lines;
  for (const auto& [name, canned] : local.options.settings.canned)
    lines.push_back(line_of(local, name, canned, uses));
  std::stable_sort(lines.begin(), lines.end(),
                   [](const CannedLine& a, const CannedLine& b) { return a.group < b.group; });
  return lines;
}

CannedLine get_canned(Office& office, std::string_view wanted) {
  const auto& local = office.local();
  const std::string name(wanted);
  const auto& canned = named(local.options.settings, name);
  const auto db = local.read();
  return line_of(local, name, canned, store::count_canned(db));
}

std::string canned_words(Office& office, std::string_view wanted, TicketId ticket) {
  const auto& local = office.local();
  const auto& settings = local.options.settings;
  const auto colon = wanted.find(':');
  const std::string name(wanted.substr(0, colon));
  const std::string language(colon == wanted.npos ? std::string_view() : wanted.substr(colon + 1));
  const auto& canned = named(settings, name);
  if (canned.expires && local.zone.local(local.now()).date > *canned.expires) {
    throw Error(Fault::refused,
                say(_("canned answer {0}: its last day was {1}"), name, iso_date(*canned.expires)),
                _("the administrator renews it in urp.toml: [canned]"));
  }
  const std::string& text = text_in(settings, name, canned, language);
  const auto db = local.read();
  const auto values = values_of(local, store::get_ticket(db, ticket, local.now()));
  return fill_wording(settings, local.zone, text, values, local.now());
}

}  // namespace urp
