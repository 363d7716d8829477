// query.hpp: a search as it was understood: words and filters, each clause one of several, all of them true.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/time.hpp>

namespace urp {

/// What a term looks at. Those up to `until` are of a message, the rest of its ticket.
enum class SearchField { word, from, has, since, until, service, state, kind, tag, clerk };

struct SearchTerm {
  SearchField field = SearchField::word;
  std::string value;    // of state, kind and has the English word; else as it was written
  bool phrase = false;  // "via Roma"
  bool prefix = false;  // buc* also finds buca
  TimePoint at{};       // of since and until: since <= t < until
};
struct SearchClause {
  std::vector<SearchTerm> any;  // one of them; words and filters never in one clause
  bool excluded = false;        // a single one, that must not be
};
struct SearchQuery {
  std::vector<SearchClause> all;  // of words: in one message
  bool empty() const { return all.empty(); }
};

/// As it is written in front of the colon: `from`; of a word nothing.
URP_API std::string_view to_name(SearchField field);
/// The filter that stands in front of a colon, in English or Italian.
URP_API std::optional<SearchField> search_field(std::string_view key);
/// Filter names and values in English and Italian; `@name` stands for one of the saved. Throws usage, naming
/// the part that was not understood and what is nearest to it.
URP_API SearchQuery parse_query(std::string_view text, TimePoint now, const Zone& zone,
                                const std::map<std::string, std::string>& saved = {});

}  // namespace urp
