#include <algorithm>

#include <urp/error.hpp>
#include <urp/spelling.hpp>
#include <urp/ticket.hpp>

#include "domain/names.hpp"
#include "domain/query.hpp"
#include "domain/say.hpp"
#include "domain/ticket_words.hpp"

namespace urp {
namespace {

constexpr Name<SearchField> fields[] = {
    {SearchField::from, "from", {"da"}},
    {SearchField::has, "has", {"ha", "con"}},
    {SearchField::since, "since", {"dal", "dalle"}},
    {SearchField::until, "until", {"fino", "al"}},
    {SearchField::service, "service", {"servizio"}},
    {SearchField::state, "state", {"stato"}},
    {SearchField::kind, "kind", {"tipo"}},
    {SearchField::tag, "tag", {"etichetta"}},
    {SearchField::clerk, "clerk", {"operatore", "operatrice"}},
};

constexpr Name<Carries> contents[] = {
    {Carries::image, "image", {"foto", "immagine"}},
    {Carries::video, "video", {}},
    {Carries::audio, "audio", {}},
    {Carries::voice, "voice", {"voce", "vocale"}},
    {Carries::document, "document", {"documento", "pdf"}},
    {Carries::location, "location", {"posizione"}},
    {Carries::contact, "contact", {"contatto"}},
    {Carries::link, "link", {"collegamento"}},
};

/// Allowed words in both languages, so that a slip in either is near to the right one.
std::vector<std::string> words_of(SearchField field) {
  switch (field) {
    case SearchField::state:
      return ticket_state_words();
    case SearchField::kind:
      return ticket_kind_words();
    default:
      return all_words(contents);
  }
}

const char* allowed_values(SearchField field) {
  switch (field) {
    case SearchField::state:
      return _("new, open, waiting, routed, closed");
    case SearchField::kind:
      return _("request, report, complaint, suggestion, access");
    default:
      return _("image, video, audio, voice, document, location, contact, link");
  }
}

/// At most two slips away, and not everything that is short.
std::optional<std::string> find_meant(std::string_view word, const std::vector<std::string>& allowed) {
  const std::string lower = lower_ascii(word);
  std::optional<std::string> best;
  int least = word.size() > 40 ? 0 : static_cast<int>(std::min<std::size_t>(3, word.size()));
  for (const auto& candidate : allowed) {
    if (const int slips = count_slips(lower, candidate); slips < least) {
      least = slips;
      best = candidate;
    }
  }
  return best;
}

/// "did you mean: state:open? allowed: ..."
std::string hint_of(const std::optional<std::string>& meant, std::string_view key,
                    const std::string& allowed) {
  if (!meant) return say(_("allowed: {0}"), allowed);
  return say(_("did you mean: {0}? allowed: {1}"), std::string(key) + *meant, allowed);
}

template <class Value>
std::string english(std::optional<Value> value, SearchField field, std::string_view word,
                    std::string_view whole) {
  if (value) return std::string(to_name(*value));
  const auto colon = whole.find(':');
  const auto key = whole.substr(0, colon == whole.npos ? 0 : colon + 1);
  refuse_query(whole, _("is not one of the values"),
               hint_of(find_meant(word, words_of(field)), key, allowed_values(field)));
}

/// A complaint about a time names the part that holds it.
template <class Parse>
TimePoint time_of(std::string_view whole, Parse parse) {
  try {
    return parse();
  } catch (const Error& error) {
    throw Error(Fault::usage, say(_("query: {0}: {1}"), whole, error.what()), error.hint());
  }
}

}  // namespace

std::string_view to_name(SearchField field) {
  return name_in(fields, field);
}

std::string_view to_name(Carries carried) {
  return name_in(contents, carried);
}

std::optional<Carries> carries(std::string_view word) {
  return value_in(contents, word);
}

void refuse_query(std::string_view part, const std::string& why, const std::string& hint) {
  throw Error(Fault::usage, say(_("query: {0}: {1}"), part, why), hint);
}

std::optional<SearchField> search_field(std::string_view key) {
  return value_in(fields, key);
}

SearchField search_field(std::string_view key, std::string_view whole) {
  if (const auto field = search_field(key)) return *field;
  const char* known =
      _("from: service: state: kind: since: until: has: tag: clerk: are known; put it in \"quotes\" to "
        "search for the words");
  const auto meant = find_meant(key, all_words(fields));
  refuse_query(whole, _("there is no such filter"),
               meant ? say(_("did you mean: {0}:? {1}"), *meant, known) : known);
}

SearchTerm filter_term(SearchField field, std::string_view value, std::string_view whole, TimePoint now,
                       const Zone& zone) {
  SearchTerm term{field, std::string(value)};
  switch (field) {
    case SearchField::state:
      term.value = english(ticket_state(value), field, value, whole);
      break;
    case SearchField::kind:
      term.value = english(ticket_kind(value), field, value, whole);
      break;
    case SearchField::has:
      term.value = english(carries(value), field, value, whole);
      break;
    case SearchField::since:
      term.at = time_of(whole, [&] { return parse_time(value, now, zone, true); });
      break;
    case SearchField::until:
      term.at = time_of(whole, [&] { return parse_until(value, now, zone); });
      break;
    case SearchField::word:
    case SearchField::from:
    case SearchField::service:
    case SearchField::tag:
    case SearchField::clerk:
      break;
  }
  return term;
}

bool is_of_message(SearchField field) {
  return field <= SearchField::until;
}

bool is_word(const SearchClause& clause) {
  return clause.any.front().field == SearchField::word;
}

}  // namespace urp
