#include "domain/query.hpp"

#include <algorithm>

#include <urp/error.hpp>

#include "domain/names.hpp"
#include "domain/say.hpp"

namespace urp {
namespace {

enum class Filter { from, service, state, since, until, kind, has };

constexpr Name<Filter> filters[] = {
    {Filter::from, "from", {"da"}},      {Filter::service, "service", {"servizio"}},
    {Filter::state, "state", {"stato"}}, {Filter::since, "since", {"dal"}},
    {Filter::until, "until", {"al"}},    {Filter::kind, "kind", {"tipo"}},
    {Filter::has, "has", {"con"}},
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

[[noreturn]] void refuse(std::string_view part, const char* why, const char* hint) {
  throw Error(Fault::usage, say(_("query: {0}: {1}"), part, why), hint);
}

/// One part of the text: `key:value`, with the value perhaps in quotes, or a word, or a phrase.
struct Part {
  std::string whole;  // as written, for complaints
  std::string key, value;
  bool quoted = false, excluded = false;
};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Part> next() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    if (at_ == text_.size()) return std::nullopt;
    const auto begin = at_;
    Part part;
    if (text_[at_] == '-' && at_ + 1 < text_.size() && !is_blank(text_[at_ + 1])) {
      part.excluded = true;
      ++at_;
    }
    take_key(part);
    take_value(part);
    part.whole = std::string(text_.substr(begin, at_ - begin));
    return part;
  }

 private:
  /// `10:30` and `https://...` are words: a key is letters, and what follows neither digit-like time nor
  /// slash.
  void take_key(Part& part) {
    auto end = at_;
    while (end < text_.size() && std::isalpha(static_cast<unsigned char>(text_[end]))) ++end;
    if (end == at_ || end + 1 > text_.size() || end == text_.size() || text_[end] != ':') return;
    if (end + 1 < text_.size() && text_[end + 1] == '/') return;
    part.key = std::string(text_.substr(at_, end - at_));
    at_ = end + 1;
  }

  void take_value(Part& part) {
    if (at_ < text_.size() && text_[at_] == '"') {
      const auto end = text_.find('"', at_ + 1);
      if (end == text_.npos) {
        refuse(text_.substr(at_), _("a quotation mark is not closed"), _("close it, or leave it out"));
      }
      part.quoted = true;
      part.value = std::string(text_.substr(at_ + 1, end - at_ - 1));
      at_ = end + 1;
      return;
    }
    const auto begin = at_;
    while (at_ < text_.size() && !is_blank(text_[at_]) && text_[at_] != '"') ++at_;
    part.value = std::string(text_.substr(begin, at_ - begin));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Whether the index can find anything in it: letters or digits, not punctuation or pictures alone.
bool has_letters(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return std::isalnum(byte) || (byte >= 0xc3 && byte <= 0xe1) || (byte >= 0xe4 && byte <= 0xed);
  });
}

void add_word(SearchQuery& query, const Part& part) {
  SearchWord word{part.value, false, part.excluded};
  if (!part.quoted && word.text.ends_with('*')) {
    word.prefix = true;
    word.text.pop_back();
  }
  if (has_letters(word.text)) query.words.push_back(std::move(word));
}

template <class Value>
void add_value(std::vector<Value>& values, std::optional<Value> value, const Part& part, const char* hint) {
  if (!value) refuse(part.whole, _("is not one of the values"), hint);
  if (std::find(values.begin(), values.end(), *value) == values.end()) values.push_back(*value);
}

/// A complaint about a time names the part that holds it.
template <class Parse>
TimePoint time_of(const Part& part, Parse parse) {
  try {
    return parse(part.value);
  } catch (const Error& error) {
    throw Error(Fault::usage, say(_("query: {0}: {1}"), part.whole, error.what()), error.hint());
  }
}

void add_filter(SearchQuery& query, const Part& part, TimePoint now, const Zone& zone) {
  const auto filter = value_in(filters, part.key);
  if (!filter) {
    refuse(part.whole, _("there is no such filter"),
           _("from: service: state: since: until: kind: has: are known; put it in \"quotes\" to search for "
             "the words"));
  }
  if (part.excluded) refuse(part.whole, _("a filter cannot be excluded"), _("only words can: -word"));
  if (part.value.empty())
    refuse(part.whole, _("the value is missing"), _("write it without a blank: state:open"));
  switch (*filter) {
    case Filter::from:
      query.from = part.value;
      break;
    case Filter::service:
      query.service = part.value;
      break;
    case Filter::state:
      add_value(query.states, ticket_state(part.value), part, _("new, open, waiting, routed, closed"));
      break;
    case Filter::kind:
      add_value(query.kinds, ticket_kind(part.value), part,
                _("request, report, complaint, suggestion, access"));
      break;
    case Filter::has:
      add_value(query.carries, value_in(contents, part.value), part,
                _("image, video, audio, voice, document, location, contact, link"));
      break;
    case Filter::since:
      query.since = time_of(part, [&](const auto& text) { return parse_time(text, now, zone, true); });
      break;
    case Filter::until:
      query.until = time_of(part, [&](const auto& text) { return parse_until(text, now, zone); });
      break;
  }
}

}  // namespace

SearchQuery parse_query(std::string_view text, TimePoint now, const Zone& zone) {
  SearchQuery query;
  Scanner scanner(text);
  while (const auto part = scanner.next()) {
    if (part->key.empty()) {
      add_word(query, *part);
    } else {
      add_filter(query, *part, now, zone);
    }
  }
  const bool looks_for_something = query.from || std::any_of(query.words.begin(), query.words.end(),
                                                             [](const auto& word) { return !word.excluded; });
  if (!looks_for_something) {
    throw Error(Fault::usage, _("query: there is no word to look for"),
                _("add a word, or from: a contact; urp inbox --state, --service and --since list tickets"));
  }
  return query;
}

}  // namespace urp
