// query.hpp: the words of the language of `urp search`: filters and what messages carry. Its grammar is
// parse_query in urp/query.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/query.hpp>

namespace urp {

/// What a message carries. `voice` is audio that was spoken into the telephone.
enum class Carries { image, video, audio, voice, document, location, contact, link };
std::string_view to_name(Carries carried);
std::optional<Carries> carries(std::string_view word);

/// The filter that a word in front of a colon names. Throws usage, with the nearest; `whole` is what was
/// written.
SearchField search_field(std::string_view key, std::string_view whole);
/// A filter's value, checked and in English. Throws usage that names `whole`.
SearchTerm filter_term(SearchField field, std::string_view value, std::string_view whole, TimePoint now,
                       const Zone& zone);
/// `query: {part}: {why}`
[[noreturn]] void refuse_query(std::string_view part, const std::string& why, const std::string& hint);

/// A condition on the message itself, not on its ticket.
bool is_of_message(SearchField field);
bool is_word(const SearchClause& clause);

}  // namespace urp
