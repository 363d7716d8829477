#include "query_view.hpp"

#include <algorithm>

#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {

const char* carried_words(std::string_view what) {
  if (what == "image") return _("a picture");
  if (what == "video") return _("a video");
  if (what == "audio") return _("a sound file");
  if (what == "voice") return _("a voice message");
  if (what == "document") return _("a document");
  if (what == "location") return _("a place");
  if (what == "contact") return _("a contact card");
  return _("a link");
}

namespace {

const char* field_words(const SearchTerm& term) {
  switch (term.field) {
    case SearchField::word:
      return term.phrase ? _("the words") : term.prefix ? _("words that begin with") : _("the word");
    case SearchField::from:
      return _("written by");
    case SearchField::has:
      return _("with");
    case SearchField::since:
      return _("written since");
    case SearchField::until:
      return _("written before");
    case SearchField::service:
      return _("case of the service");
    case SearchField::state:
      return _("case in the state");
    case SearchField::kind:
      return _("case of the kind");
    case SearchField::tag:
      return _("case with the tag");
    case SearchField::clerk:
      return _("case held by");
  }
  return "";
}

std::string people_words(const QuerySense& sense, const std::string& from) {
  constexpr std::size_t most = 5;
  const auto found = sense.people.find(from);
  if (found == sense.people.end()) return one_line(from);
  std::string list;
  for (std::size_t i = 0; i < std::min(most, found->second.size()); ++i) {
    const auto& contact = found->second[i];
    list += (i == 0 ? "" : ", ") + contact_label(contact, 30) + " (" + to_string(contact.id) + ")";
  }
  if (found->second.size() > most) list += say(_(" and {0} more"), found->second.size() - most);
  return list;
}

std::string value_words(const QuerySense& sense, const SearchTerm& term, const Office& office) {
  switch (term.field) {
    case SearchField::from:
      return people_words(sense, term.value);
    case SearchField::has:
      return carried_words(term.value);
    case SearchField::since:
    case SearchField::until:
      return long_time(term.at, office.zone());
    case SearchField::service:
      return service_word(office, term.value);
    case SearchField::state:
      return state_word(ticket_state(term.value).value());
    case SearchField::kind:
      return kind_word(ticket_kind(term.value).value());
    case SearchField::word:
    case SearchField::tag:
    case SearchField::clerk:
      break;
  }
  return one_line(term.value) + (term.prefix ? "*" : "");
}

std::string sentence(const QuerySense& sense, const SearchClause& clause, const Office& office,
                     const TerminalStyle& style) {
  std::string line = clause.excluded ? std::string(_("not:")) + " " : "";
  const char* before = nullptr;
  for (const auto& term : clause.any) {
    if (before) line += std::string(" ") + _("or") + " ";
    const char* field = field_words(term);
    if (field != before) line += std::string(field) + " ";
    before = field;
    const std::string value = value_words(sense, term, office);
    line += term.field == SearchField::word ? quoted(style, value) : value;
  }
  return line;
}

/// As it would be typed; times as machines read them.
std::string typed(const SearchTerm& term, const Zone& zone) {
  if (term.field == SearchField::since || term.field == SearchField::until) return iso_time(term.at, zone);
  return term.prefix ? term.value + "*" : term.value;
}

}  // namespace

void explain(Printer& out, const QuerySense& sense, SearchOrder order, const Office& office) {
  if (!out.style().screen) {
    for (const auto& clause : sense.query.all) {
      std::string values;
      for (const auto& term : clause.any)
        values += (values.empty() ? "" : " OR ") + typed(term, office.zone());
      const auto field = clause.any.front().field;
      out.row({field == SearchField::word ? "word" : std::string(to_name(field)),
               clause.excluded ? "not" : "", values});
    }
    return out.row({"sort", "", order == SearchOrder::relevance ? "relevance" : "newest"});
  }
  out.sentence(_("Looked for, all of it true of one message and its case:"));
  for (const auto& clause : sense.query.all) out.line("  " + sentence(sense, clause, office, out.style()));
  out.line(order == SearchOrder::relevance
               ? _("The best of the newest 5,000 places first: rare words count more.")
               : _("The newest places first."));
}

}  // namespace urp::cli
