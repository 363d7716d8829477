#include "complete_values.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>
#include <urp/desk/contact.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/stats.hpp>
#include <urp/desk/templates.hpp>
#include <urp/error.hpp>
#include <urp/event_verb.hpp>
#include <urp/mail.hpp>

#include "commands.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int at_most = 50;  // what a person reads under a prompt

constexpr OptionKind options[] = {
    {"assign", "--from", "clerk"},
    {"assign", "--to", "clerk"},
    {"stats", "--by", ",figures"},
    {"stats", "--html", "files"},
    {"search", "--sort", "ranking"},
    {"drafts", "--drop", "tickets"},
    {"mail-in", "--attach-to", "tickets"},
    {"mail-in", "--dismiss", ",aside"},
    {"tag", "--remove", "tag"},
    {"notice", "--status", "delivery"},
    {"contact", "--output", "folders"},
    {"contact", "--confirm", "contact"},
    {"audit", "--ticket", ",tickets"},
    {"audit", "--verb", ",event_verb"},
    {"audit", "--clerk", ",clerk"},
    {"verify", "--head", "files"},
    {"restore", "--erasures", "files"},
    {"export", "--format", "row_format"},
    {"restore", "--confirm", "restore"},
    {"", "--query", "query"},
    {"", "--state", ",state"},
    {"", "--turn", ",turn"},
    {"", "--kind", ",kind"},
    {"", "--service", "service"},
    {"", "--copy", "service"},
    {"", "--clerk", "clerk"},
    {"", "--tag", "tag"},
    {"", "--contact", "contact"},
    {"", "--outcome", "outcome"},
    {"", "--canned", "canned"},
    {"", "--template", "template"},
    {"", "--topic", "topic"},
    {"", "--attach", "files"},
    {"", "--text-file", "files"},
    {"", "--csv", "files"},
    {"", "--output", "files"},
    {"", "--state-file", "files"},
    {"", "--same-as", "files"},
    {"", "--seal-key", "files"},
    {"", "--report", "folders"},
    {"", "--config", "files"},
    {"", "--database", "files"},
    {"", "--save", "folders"},
    {"", "--by", "by"},
    {"", "--format", "format"},
    {"", "--separator", "separator"},
    {"", "--sort", "sort"},
    {"", "--color", "color"},
    {"", "--lang", "lang"},
    {"clock", "--suspend", "term_ground"},
    {"canned", "--for", "tickets"},
};

/// The last kind stands for all words that follow; "-" for what the clerk alone knows.
struct ArgumentKinds {
  std::string_view verb, part;
  std::vector<std::string_view> kinds;  // of the first word, the second ...; `a|b`: one or the other
};
const std::vector<ArgumentKinds>& arguments() {
  static const std::vector<ArgumentKinds> all = {
      {"show", "", {"tickets", "-"}},
      {"reply", "", {"tickets", "-"}},
      {"similar", "", {"tickets", "-"}},
      {"note", "", {"tickets", "-"}},
      {"subject", "", {"tickets", "-"}},
      {"clock", "", {"tickets", "-"}},
      {"media", "", {"tickets", "-"}},
      {"split", "", {"tickets", "-"}},
      {"later", "", {"tickets", "-"}},
      {"close", "", {"tickets"}},
      {"take", "", {"tickets"}},
      {"urgent", "", {"tickets"}},
      {"merge", "", {"tickets"}},
      {"link", "", {"tickets"}},
      {"release", "", {"held"}},
      {"reopen", "", {"closed"}},
      {"assign", "", {"tickets", "tickets|clerk"}},
      {"route", "", {"tickets", "tickets|service"}},
      {"kind", "", {"tickets", "tickets|kind"}},
      {"tag", "", {"tickets", "tickets|tag"}},
      {"identify", "", {"tickets", "tickets|identified"}},
      {"flag", "", {"tickets", "ground"}},
      {"protocol", "", {"tickets", "-"}},
      {"publish", "", {"tickets"}},
      {"redact", "", {"tickets", "-"}},
      {"cancel", "", {"queued"}},
      {"outbox", "resend", {"unsettled", "-"}},
      {"outbox", "give-up", {"unsettled", "-"}},
      {"template", "show", {"templates", "-"}},
      {"canned", "show", {"canned", "-"}},
      {"topic", "show", {"topic", "-"}},
      {"notice", "show", {"notice", "-"}},
      {"notice", "rehearse", {"notice", "-"}},
      {"notice", "schedule", {"notice", "-"}},
      {"notice", "approve", {"notice", "-"}},
      {"notice", "pause", {"notice", "-"}},
      {"notice", "resume", {"notice", "-"}},
      {"notice", "cancel", {"notice", "-"}},
      {"notice", "retry", {"notice", "-"}},
      {"notice", "results", {"notice", "-"}},
      {"contact", "show", {"contact", "-"}},
      {"contact", "note", {"contact", "-"}},
      {"contact", "merge", {"contact"}},
      {"contact", "name", {"contact", "-"}},
      {"contact", "block", {"contact", "-"}},
      {"contact", "unblock", {"contact", "-"}},
      {"contact", "subscriptions", {"contact", "-"}},
      {"contact", "access", {"contact", "-"}},
      {"contact", "erase", {"contact", "-"}},
      {"contact", "hold", {"contact", "-"}},
      {"backup", "", {"files", "-"}},
      {"restore", "", {"files", "-"}},
      {"verify", "", {"files", "-"}},
      {"purge", "", {"retention"}},
      {"contact", "subscribe", {"contact", "topic", "-"}},
      {"contact", "unsubscribe", {"contact", "topic", "-"}},
      {"new", "", {"contact", "-"}},
      {"search", "", {"query"}},
      {"inbox", "", {"begun_query"}},
      {"rules", "test", {"tickets"}},
      {"mail-in", "", {"aside", "-"}},
      {"export", "", {"what", "-"}},
      {"completion", "", {"shell", "-"}},
      {"help", "", {"verb", "-"}},
  };
  return all;
}

void add_words(std::vector<Candidate>& values, const std::vector<std::string>& words) {
  for (const std::string& word : words) values.push_back({word, ""});
}

void add_tickets(std::vector<Candidate>& values, Office& office, const TicketFilter& filter) {
  InboxRequest request;
  request.filter = filter;
  request.sort = InboxSort::recent;
  request.limit = at_most;
  request.counts = false;
  for (const Ticket& ticket : list_inbox(office, request).tickets)
    values.push_back({std::to_string(ticket.id.value), contact_label(ticket.contact, 30)});
}

void add_messages(std::vector<Candidate>& values, Office& office, const std::vector<Delivery>& states) {
  OutboxRequest request;
  request.states = states;
  for (const OutboxItem& item : list_outbox(office, request).items)
    values.push_back({to_string(item.ref), ""});
}

void add_contacts(std::vector<Candidate>& values, Office& office) {
  for (const ContactLine& line : list_contacts(office, {.words = {}, .limit = at_most}))
    values.push_back({to_string(line.contact.id), contact_label(line.contact, 30)});
}

std::vector<std::string> event_verb_names() {
  std::vector<std::string> names;
  for (const EventVerb verb : all_event_verbs()) names.emplace_back(to_name(verb));
  return names;
}

/// Words that no office changes.
std::vector<std::string> fixed_words(const std::string& kind) {
  if (kind == "state") return state_names();
  if (kind == "turn") return turn_names();
  if (kind == "kind") return kind_names();
  if (kind == "outcome") return outcome_names();
  if (kind == "ground") return ground_names();
  if (kind == "term_ground") return term_ground_names();
  if (kind == "carries")
    return {"image", "video", "audio", "voice", "document", "location", "contact", "link"};
  if (kind == "identified") return {"none", "declared", "verified"};
  if (kind == "by") return {"phone", "desk", "mail"};
  if (kind == "format") return {"csv", "jsonl", "json"};
  if (kind == "row_format") return {"csv", "jsonl", "json", "geojson"};
  if (kind == "figures") return stats_by_names();
  if (kind == "ranking") return {"newest", "relevance"};
  if (kind == "separator") return {",", ";"};
  if (kind == "sort") return {"wait", "recent", "due", "number"};
  if (kind == "color") return {"auto", "always", "never"};
  if (kind == "lang") return {"it", "en"};
  if (kind == "what")
    return {"tickets", "messages", "notices", "contacts", "media",
            "events",  "services", "dossier", "opendata"};
  if (kind == "shell") return {"bash", "zsh", "fish"};
  if (kind == "verb") return verb_names();
  if (kind == "delivery") return recipient_status_names();
  if (kind == "restore") return {"restore"};
  if (kind == "event_verb") return event_verb_names();
  return {};
}

void add_set(std::vector<Candidate>& values, const Settings& settings, const std::string& kind) {
  if (kind == "clerk") add_words(values, settings.office.clerks);
  if (kind == "canned") {
    for (const auto& [name, text] : settings.canned) values.push_back({name, ""});
  }
  if (kind == "saved") {
    for (const auto& [name, query] : settings.searches) values.push_back({"@" + name, query});
  }
  if (kind == "topic") {
    for (const auto& topic : settings.topics) values.push_back({topic.slug, topic.name});
  }
  if (kind == "retention") {
    for (const auto& rule : settings.retention) values.push_back({rule.name, ""});
  }
  if (kind == "service") {
    for (const auto& service : settings.services) values.push_back({service.slug, service.name});
  }
}

void add_kept(std::vector<Candidate>& values, Office& office, const std::string& kind) {
  if (kind == "template" || kind == "templates") {
    for (const Template& form : list_templates(office).templates) {
      // What cannot be sent is offered to who looks, not to who sends.
      if (kind == "templates" || form.status == "APPROVED") values.push_back({form.name, ""});
    }
  } else if (kind == "notice") {
    for (const auto& [notice, sums] : list_notices(office, true, at_most))
      values.push_back({notice.name, ""});
  } else if (kind == "queued") {
    add_messages(values, office, {Delivery::queued, Delivery::parked});
  } else if (kind == "unsettled") {
    add_messages(values, office, {Delivery::uncertain, Delivery::failed});
  } else if (kind == "tickets") {
    add_tickets(values, office, {});
  } else if (kind == "closed") {
    TicketFilter closed;
    closed.states = {TicketState::closed};
    add_tickets(values, office, closed);
  } else if (kind == "held") {
    for (const TicketId ticket : list_held(office, office.actor().clerk))
      values.push_back({std::to_string(ticket.value), ""});
  } else if (kind == "contact") {
    add_contacts(values, office);
  } else if (kind == "aside") {
    for (const AsideMail& mail : list_aside_mail(office))
      values.push_back({std::to_string(mail.id), mail.subject.empty() ? mail.from : mail.subject});
  } else if (kind == "tag") {
    for (const auto& [tag, tickets] : list_tags(office)) values.push_back({tag, ""});
  }
}

/// A key that is pressed makes no database: perhaps its volume is not mounted yet.
bool has_database(const std::filesystem::path& file) {
  std::error_code trouble;
  return std::filesystem::is_regular_file(file, trouble) && std::filesystem::file_size(file, trouble) > 0;
}

}  // namespace

std::span<const OptionKind> option_kinds() {
  return options;
}

std::string_view option_kind(std::string_view verb, std::string_view option) {
  for (const OptionKind& known : options) {
    if (known.option == option && (known.verb.empty() || known.verb == verb)) return known.kind;
  }
  return {};
}

std::vector<std::string> argument_kinds(std::string_view verb, std::string_view part, std::size_t position) {
  for (const ArgumentKinds& known : arguments()) {
    if (known.verb != verb || known.part != part) continue;
    std::string_view kinds = known.kinds[std::min(position, known.kinds.size() - 1)];
    std::vector<std::string> list;
    while (!kinds.empty() && kinds != "-") {
      const auto bar = std::min(kinds.find('|'), kinds.size());
      list.emplace_back(kinds.substr(0, bar));
      kinds.remove_prefix(std::min(bar + 1, kinds.size()));
    }
    return list;
  }
  return {};
}

std::vector<Candidate> values_of(Invocation& call, const std::string& kind) {
  std::vector<Candidate> values;
  add_words(values, fixed_words(kind));
  if (!values.empty()) return values;
  if (kind == "clerk" || kind == "canned" || kind == "topic" || kind == "service" || kind == "retention") {
    add_set(values, call.configuration().settings, kind);
  } else if (has_database(call.configuration().settings.database.path)) {
    add_kept(values, call.office(), kind);
  }
  return values;
}

}  // namespace urp::cli
