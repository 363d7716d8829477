// query.hpp: the language of `urp search`: words, "phrases", prefix*, -without, and filters like from: and
// state:.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

/// What a message carries. `voice` is audio that was spoken into the telephone.
enum class Carries { image, video, audio, voice, document, location, contact, link };

struct SearchWord {
  std::string text;       // one word, or several of a phrase
  bool prefix = false;    // buc* also finds buca
  bool excluded = false;  // -word
};

struct SearchQuery {
  std::vector<SearchWord> words;             // all of them, in one message
  std::optional<std::string> from, service;  // from: as written
  std::vector<TicketState> states;
  std::vector<TicketKind> kinds;
  std::optional<TimePoint> since, until;  // of the message; since <= t < until
  std::vector<Carries> carries;           // all of them
};

/// Filter names and values in English and Italian. Throws usage, naming the part that was not understood.
SearchQuery parse_query(std::string_view text, TimePoint now, const Zone& zone);

}  // namespace urp
