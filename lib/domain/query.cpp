#include "domain/query.hpp"

#include <algorithm>

#include <urp/error.hpp>
#include <urp/spelling.hpp>

#include "domain/say.hpp"

namespace urp {
namespace {

/// One part of the text: `key:value`, with the value perhaps in quotes, or a word, or a phrase.
struct Part {
  std::string whole;  // as written, for complaints
  std::string key, value;
  bool quoted = false, excluded = false;

  /// In capitals, as in other searches; in small letters they are words like others.
  bool is_or() const { return !quoted && !excluded && key.empty() && (value == "OR" || value == "OPPURE"); }
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
    if (end == at_ || end == text_.size() || text_[end] != ':') return;
    if (end + 1 < text_.size() && text_[end + 1] == '/') return;
    part.key = std::string(text_.substr(at_, end - at_));
    at_ = end + 1;
  }

  void take_value(Part& part) {
    if (at_ < text_.size() && text_[at_] == '"') {
      const auto end = text_.find('"', at_ + 1);
      if (end == text_.npos) {
        refuse_query(text_.substr(at_), _("a quotation mark is not closed"), _("close it, or leave it out"));
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

std::optional<SearchTerm> word_of(const Part& part) {
  SearchTerm word{SearchField::word, part.value};
  word.phrase = part.quoted;
  if (!part.quoted && word.value.ends_with('*')) {
    word.prefix = true;
    word.value.pop_back();
  }
  return has_letters(word.value) ? std::optional(std::move(word)) : std::nullopt;
}

/// Twice the same filter means either of them where a ticket or a message has only one such thing.
bool has_one(SearchField field) {
  return field == SearchField::state || field == SearchField::kind || field == SearchField::service ||
         field == SearchField::clerk || field == SearchField::from;
}

bool is_all_of(const SearchClause& clause, SearchField field) {
  return std::all_of(clause.any.begin(), clause.any.end(),
                     [&](const auto& term) { return term.field == field; });
}

[[noreturn]] void refuse_lonely_or(std::string_view word) {
  refuse_query(word, _("it stands between two words or two filters"),
               _("write: buca OR voragine; in small letters, or in quotes, it is a word like others"));
}

/// The parts of a text, those with an OR between them together.
std::vector<std::vector<Part>> group_parts(std::string_view text) {
  std::vector<std::vector<Part>> groups;
  Scanner scanner(text);
  std::optional<std::string> either;
  while (auto part = scanner.next()) {
    if (part->is_or()) {
      if (groups.empty() || either) refuse_lonely_or(part->whole);
      either = part->whole;
    } else if (either) {
      groups.back().push_back(*std::move(part));
      either.reset();
    } else {
      groups.push_back({*std::move(part)});
    }
  }
  if (either) refuse_lonely_or(*either);
  return groups;
}

/// Clauses of one filter alone become one: state:new state:open.
void join_same(std::vector<SearchClause>& all) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto field = all[i].any.front().field;
    if (all[i].excluded || !has_one(field) || !is_all_of(all[i], field)) continue;
    for (std::size_t j = i + 1; j < all.size();) {
      if (all[j].excluded || !is_all_of(all[j], field)) {
        ++j;
        continue;
      }
      std::move(all[j].any.begin(), all[j].any.end(), std::back_inserter(all[i].any));
      all.erase(all.begin() + static_cast<std::ptrdiff_t>(j));
    }
  }
}

class Parser {
 public:
  Parser(TimePoint now, const Zone& zone, const std::map<std::string, std::string>& saved)
      : now_(now), zone_(zone), saved_(saved) {}

  std::vector<SearchClause> clauses(std::string_view text, bool is_saved = false) const {
    std::vector<SearchClause> all;
    for (const auto& group : group_parts(text)) {
      if (!is_saved && is_name(group.front())) {
        if (group.size() > 1) refuse_mixture(group[0], group[1]);
        auto named = clauses(saved_.at(group.front().value.substr(1)), true);
        std::move(named.begin(), named.end(), std::back_inserter(all));
        continue;
      }
      SearchClause clause;
      clause.excluded = group.front().excluded;
      for (const auto& part : group) {
        if (group.size() > 1) check_beside(group.front(), part);
        if (auto term = term_of(part)) clause.any.push_back(*std::move(term));
      }
      if (!clause.any.empty()) all.push_back(std::move(clause));
    }
    return all;
  }

 private:
  [[noreturn]] void refuse_mixture(const Part& a, const Part& b) const {
    refuse_query(a.whole + " OR " + b.whole, _("words and filters cannot be one of several together"),
                 _("OR stands between words, or between filters"));
  }

  void check_beside(const Part& first, const Part& part) const {
    if (part.excluded || first.excluded) {
      refuse_query(part.excluded ? part.whole : first.whole, _("what is excluded cannot be one of several"),
                   _("exclude each by itself: -buca -voragine"));
    }
    if (first.key.empty() != part.key.empty() || is_name(part)) refuse_mixture(first, part);
  }

  /// `@name` of a saved search. What is near to one is taken for a slip, anything else for a username.
  bool is_name(const Part& part) const {
    if (part.quoted || !part.key.empty() || part.value.size() < 2 || part.value.front() != '@') return false;
    const std::string name = part.value.substr(1);
    if (saved_.contains(name)) {
      if (!part.excluded) return true;
      refuse_query(part.whole, _("a saved search cannot be excluded"), _("exclude its words one by one"));
    }
    for (const auto& [known, query] : saved_) {
      if (count_slips(name, known) <= std::min<int>(2, static_cast<int>(known.size()) / 3)) {
        refuse_query(part.whole, _("there is no such search in [search]"),
                     say(_("did you mean: @{0}? In \"quotes\" it is a word"), known));
      }
    }
    return false;
  }

  std::optional<SearchTerm> term_of(const Part& part) const {
    if (part.key.empty()) return word_of(part);
    const auto field = search_field(part.key, part.whole);
    if (part.value.empty()) {
      refuse_query(part.whole, _("the value is missing"), _("write it without a blank: state:open"));
    }
    if (part.excluded && (field == SearchField::since || field == SearchField::until)) {
      refuse_query(part.whole, _("a time cannot be excluded"), _("since: and until: bound it on each side"));
    }
    return filter_term(field, part.value, part.whole, now_, zone_);
  }

  TimePoint now_;
  const Zone& zone_;
  const std::map<std::string, std::string>& saved_;
};

}  // namespace

SearchQuery parse_query(std::string_view text, TimePoint now, const Zone& zone,
                        const std::map<std::string, std::string>& saved) {
  SearchQuery query{Parser(now, zone, saved).clauses(text)};
  join_same(query.all);
  const bool looks_for_something = std::any_of(query.all.begin(), query.all.end(), [](const auto& clause) {
    return !clause.excluded || !is_word(clause);
  });
  if (!looks_for_something) {
    throw Error(Fault::usage, _("query: there is nothing to look for"),
                _("write a word, or a filter like state:new"));
  }
  return query;
}

}  // namespace urp
