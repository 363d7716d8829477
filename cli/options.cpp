#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include <urp/desk/inbox.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/service_name.hpp>
#include <urp/error.hpp>
#include <urp/ground.hpp>
#include <urp/suspension.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// Every word through `parse`, which knows English and Italian.
template <class Value>
std::vector<Value> parse_words(const char* option, const std::vector<std::string>& words,
                               std::optional<Value> (*parse)(std::string_view),
                               const std::vector<std::string>& allowed) {
  std::vector<Value> values;
  for (const std::string& word : words) values.push_back(parse_word(option, word, parse, allowed));
  return values;
}

constexpr int most_rows = 1'000'000;

/// Lists that refuse_word translates and no description of an option has word for word.
[[maybe_unused]] constexpr const char* value_lists[] = {
    N_("office, citizen, service"),
    N_("answered, resolved, not-ours, rejected, duplicate, no-reply"),
    N_("third-parties, information"),
    N_("illegal, offensive, threat, personal-data, attack, spam, promotion, copyright, fundraising"),
    N_("none, declared, verified"),
    N_("phone, desk, mail"),
    N_("newest, relevance"),
    N_("tickets, messages, notices, contacts, media, events, services, dossier, opendata"),
    N_("pending, sending, sent, delivered, read, failed, uncertain, skipped, expired, cancelled"),
};

/// What is wrong with it is said: no number at all, or one beyond what may stand there.
std::int64_t whole_number(const std::string& names, const std::string& word, std::int64_t most,
                          const char* hint = "") {
  const auto digits = std::string_view(word).substr(word.starts_with('-') ? 1 : 0);
  if (digits.empty() || digits.find_first_not_of("0123456789") != digits.npos)
    throw Error(Fault::usage, say(_("{0}: \"{1}\" is not a whole number"), names, word));
  if (word.starts_with('-')) throw Error(Fault::usage, say(_("{0}: {1} is less than 0"), names, word));
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || value > most)
    throw Error(Fault::usage, say(_("{0}: at most {1}"), names, most), hint);
  return value;
}

/// Without a value: windows that close before the office opens again.
TimePoint closing_time(const std::string& typed, Office& office) {
  if (!typed.empty()) return parse_time(typed, office.now(), office.zone());
  const auto next = office_status(office).next_opening;
  return next ? *next : office.now() + std::chrono::days(1);
}

template <class Value, std::size_t size>
std::vector<std::string> names_of(const Value (&values)[size]) {
  std::vector<std::string> names;
  for (const Value value : values) names.emplace_back(to_name(value));
  return names;
}

}  // namespace

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

void refuse_word(const char* option, const std::string& word, const std::vector<std::string>& allowed) {
  const std::string list = listed(allowed);
  throw Error(Fault::usage, say(_("{0}: \"{1}\" is not a value of it"), option, word),
              say(_("allowed: {0}"), _(list.c_str())));  // in the catalogue as a whole
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void set_csv_layout(ExportRequest& request, const std::string& separator, bool excel) {
  if (!separator.empty()) check_word("--separator", separator, {",", ";"});
  if (excel && request.format != ExportFormat::csv)
    throw Error(Fault::usage, _("--excel is a layout of csv"), _("leave out --format"));
  request.excel = excel;
  request.separator = !separator.empty() ? separator.front() : excel ? ';' : ',';
}

void add_filter_options(Arguments& command, FilterOptions& o) {
  command.add_option("--state", o.states, _("new, open, waiting, routed, closed"))
      ->type_name("S")
      ->comma_separated();
  command.add_option("--turn", o.turns, _("who must act: office, citizen, service"))
      ->type_name("W")
      ->comma_separated();
  command.add_flag("--mine", o.mine, _("those I hold"));
  command.add_option("--clerk", o.clerk, _("those this clerk holds"))->type_name(_("NAME"));
  command.add_flag("--unassigned", o.unassigned, _("those nobody holds"));
  command.add_flag("--unread", o.unread, _("those with words nobody has seen"));
  command.add_flag("--failed", o.failed, _("those with an answer that did not arrive"));
  command.add_flag("--drafts", o.drafts, _("those with a draft of yours"));
  command.add_flag("--later", o.later, _("those put off whose time has not come"));
  add_work_filter_options(command, o);
}

void add_work_filter_options(Arguments& command, FilterOptions& o) {
  command.add_option("--kind", o.kinds, _("request, report, complaint, suggestion, access"))
      ->type_name("K")
      ->comma_separated();
  command.add_option("--service", o.service, _("those of this service"))->type_name("S");
  command.add_option("--tag", o.tag, _("those with this tag"))->type_name("T");
  command
      .add_option("--contact", o.contact, _("those of this citizen: c57, a phone, @username or a user id"))
      ->type_name("C");
  command.add_flag("--urgent", o.urgent, _("those marked urgent"));
  command.add_flag("--overdue", o.overdue, _("those past their first answer or term"));
  command
      .add_optional_value(
          "--closing", o.closing,
          _("those whose window closes within this time; without one, before the next opening"))
      ->type_name("3h");
  command.add_flag("--closed-window", o.closed_window, _("those whose window has closed"));
  command.add_flag("--parked", o.parked, _("those with an answer that waits for the citizen to write"));
  command.add_flag("--flagged", o.flagged, _("those with a flagged message"));
  command.add_option("--since", o.since, _("those presented at this time or later"))->type_name(_("TIME"));
  command.add_option("--until", o.until, _("those presented before this time; a date includes its day"))
      ->type_name(_("TIME"));
  command.add_option("-q,--query", o.query, _("those that these words of urp search find"))
      ->type_name(_("QUERY"));
}

TicketFilter make_filter(const FilterOptions& o, Office& office) {
  // Nothing is kept that is not UTF-8: looking for it would be an empty list, which says that there is
  // nothing.
  if (o.clerk) check_text(*o.clerk, "--clerk");
  if (o.service) check_text(*o.service, "--service");
  if (o.tag) check_text(*o.tag, "--tag");
  TicketFilter filter;
  filter.states = parse_words<TicketState>("--state", o.states, ticket_state, state_names());
  filter.turns = parse_words<Turn>("--turn", o.turns, turn, turn_names());
  filter.kinds = parse_words<TicketKind>("--kind", o.kinds, ticket_kind, kind_names());
  if (o.mine) filter.clerk = office.actor().clerk;
  if (o.clerk) filter.clerk = o.clerk;
  filter.unassigned = o.unassigned;
  if (o.service) filter.service = service_slug(office, *o.service);
  filter.tag = o.tag;
  filter.contact = o.contact;
  filter.urgent = o.urgent;
  filter.overdue = o.overdue;
  filter.closed_window = o.closed_window;
  filter.flagged = o.flagged;
  filter.parked = o.parked;
  filter.unread = o.unread;
  filter.failed = o.failed;
  filter.later = o.later;
  if (o.drafts) filter.draft_of = office.actor().clerk;
  if (o.closing) filter.closing_before = closing_time(*o.closing, office);
  if (o.since) filter.since = parse_time(*o.since, office.now(), office.zone(), true);
  if (o.until) filter.until = parse_until(*o.until, office.now(), office.zone());
  if (!o.query.empty()) {
    const std::string query = joined(o.query);
    check_text(query, _("QUERY"));
    add_query(office, filter, query);
  }
  return filter;
}

Argument* add_count(Arguments& command, const std::string& names, int& target, const char* description) {
  const auto read = [&target, names](const std::string& word) {
    const bool of_list = names.starts_with("-n");
    target = static_cast<int>(whole_number(names, word, most_rows, of_list ? _("-n 0 is all of them") : ""));
  };
  return command.add_option(names, read, description)->type_name("N");
}

Seconds parse_duration_of(const char* option, const std::string& word, std::optional<Seconds> most) {
  try {
    const Seconds duration = parse_duration(word);
    if (!most || duration <= *most) return duration;
  } catch (const Error& error) {
    throw Error(error.fault(), std::string(option) + ": " + error.what(), error.hint());
  }
  throw Error(Fault::usage, say(_("{0}: {1} is too long, at most {2} h"), option, word,
                                std::chrono::duration_cast<std::chrono::hours>(*most).count()));
}

Argument* add_revision(Arguments& command, std::optional<std::int64_t>& target) {
  const std::string name = "--if-revision";
  const auto read = [&target, name](const std::string& word) {
    target = whole_number(name, word, std::numeric_limits<std::int64_t>::max());
  };
  return command.add_option(name, read, _("only if the ticket is as it was read: its revision"))
      ->type_name("N");
}

void add_tickets(Arguments& command, std::vector<std::string>& words) {
  command.add_option("T", words, tickets_help())->required();
}

const char* tickets_help() {
  return _("415, URP-415, 420-424, - for numbers on standard input, @ for the last one shown");
}

void check_word(const char* option, const std::string& value, const std::vector<std::string>& allowed) {
  if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) refuse_word(option, value, allowed);
}

std::vector<std::string> state_names() {
  return names_of<TicketState>({TicketState::open_new, TicketState::open, TicketState::waiting,
                                TicketState::routed, TicketState::closed});
}

std::vector<std::string> turn_names() {
  return names_of<Turn>({Turn::office, Turn::citizen, Turn::service});
}

std::vector<std::string> kind_names() {
  return names_of<TicketKind>({TicketKind::request, TicketKind::report, TicketKind::complaint,
                               TicketKind::suggestion, TicketKind::access});
}

std::vector<std::string> recipient_status_names() {
  return names_of<RecipientStatus>(
      {RecipientStatus::pending, RecipientStatus::sending, RecipientStatus::sent, RecipientStatus::delivered,
       RecipientStatus::read, RecipientStatus::failed, RecipientStatus::uncertain, RecipientStatus::skipped,
       RecipientStatus::expired, RecipientStatus::cancelled});
}

std::vector<std::string> outcome_names() {
  return names_of<Outcome>({Outcome::answered, Outcome::resolved, Outcome::not_ours, Outcome::rejected,
                            Outcome::duplicate, Outcome::no_reply});
}

std::vector<std::string> ground_names() {
  return names_of<Ground>({Ground::illegal, Ground::offensive, Ground::threat, Ground::personal_data,
                           Ground::attack, Ground::spam, Ground::promotion, Ground::copyright,
                           Ground::fundraising});
}

std::vector<std::string> term_ground_names() {
  std::vector<std::string> names;
  for (const auto ground : all_term_grounds()) names.emplace_back(to_name(ground));
  return names;
}

TemplateValues parse_parameters(const std::vector<std::string>& words) {
  TemplateValues values;
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    if (equals == word.npos || equals == 0) {
      throw Error(Fault::usage, say(_("--param {0}: NAME=VALUE is wanted"), word), "--param nome=Maria");
    }
    values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  return values;
}

TemplateUse parse_template(const std::string& form, const std::vector<std::string>& parameters) {
  const auto colon = form.find(':');
  return {form.substr(0, colon), colon == form.npos ? "" : form.substr(colon + 1),
          parse_parameters(parameters)};
}

}  // namespace urp::cli
