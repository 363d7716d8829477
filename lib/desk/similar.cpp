#include <urp/desk/similar.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <urp/text.hpp>

#include "desk/catch_up.hpp"
#include "domain/similar.hpp"
#include "office/local.hpp"
#include "store/arrange.hpp"
#include "store/search_names.hpp"
#include "store/services.hpp"
#include "store/similar.hpp"
#include "store/ticket_list.hpp"

namespace urp {
namespace {

constexpr int most_messages = 20;        // of the case, for its words
constexpr std::size_t most_words = 12;   // each is a search of its own
constexpr int most_hits = 400;           // of a word: the newest
constexpr std::size_t most_looks = 120;  // at candidates, the most promising first
constexpr std::size_t most_cases = 40;   // like ones, to count the same answers among
constexpr double usual_length = 16;      // words of a citizen's message
constexpr double alike = 0.25;           // of the likeness that the case has to itself

struct Asked {
  std::vector<WeighedWord> words;  // the rarest first
  std::vector<std::string> common;
  std::map<MessageId, double> candidates;  // with what their words say
};

Asked ask(const db::Access& db, const std::vector<std::string>& words) {
  Asked asked;
  const auto all = store::estimate_messages(db);
  const bool fresh = store::gather_fresh(db);
  for (const std::string& word : words) {
    const auto hits = store::list_with_word(db, word, most_hits, fresh);
    auto having = static_cast<std::int64_t>(hits.size());
    if (having == most_hits) {
      asked.common.push_back(word);
      // As often among the older ones as among those that were looked at.
      const auto span = std::max<std::int64_t>(all - hits.back().value + 1, 1);
      having = having * all / span;
    }
    const double weight = rarity(having, all);
    asked.words.push_back({word, weight});
    for (const MessageId hit : hits) asked.candidates[hit] += weight;
  }
  std::stable_sort(asked.words.begin(), asked.words.end(),
                   [](const auto& a, const auto& b) { return a.weight > b.weight; });
  return asked;
}

/// The most promising first, of equals the newest.
std::vector<MessageId> most_promising(const Asked& asked) {
  std::vector<std::pair<double, MessageId>> order;
  for (const auto& [message, weight] : asked.candidates) order.emplace_back(weight, message);
  const auto count = std::min(order.size(), most_looks);
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(count), order.end(),
                    [](const auto& a, const auto& b) { return a > b; });
  std::vector<MessageId> messages;
  for (std::size_t i = 0; i < count; ++i) messages.push_back(order[i].second);
  return messages;
}

struct Scored {
  double score = 0;
  store::AnsweredMessage found;
};

/// Each case once, with its likest message; the likest case first.
std::vector<Scored> like_cases(const db::Access& db, const Asked& asked, TicketId ticket, double enough) {
  std::map<TicketId, Scored> cases;
  for (const MessageId message : most_promising(asked)) {
    auto found = store::find_answered(db, message, ticket);
    if (!found) continue;
    const double score = likeness(asked.words, found->words, usual_length);
    Scored& best = cases[found->thread];
    if (score > best.score) best = {score, std::move(*found)};
    if (cases.size() == most_cases) break;
  }
  std::vector<Scored> like;
  for (auto& [thread, scored] : cases) {
    if (scored.score >= enough) like.push_back(std::move(scored));
  }
  std::stable_sort(like.begin(), like.end(), [](const Scored& a, const Scored& b) {
    return a.score != b.score ? a.score > b.score : a.found.at > b.found.at;
  });
  return like;
}

SimilarAnswer to_answer(const db::Access& db, const Scored& scored, TimePoint now) {
  const auto& found = scored.found;
  SimilarAnswer answer;
  answer.ticket = store::get_ticket(db, found.thread, now);
  answer.message = found.message;
  answer.words = found.words;
  answer.answer = found.answer;
  answer.text = found.text;
  answer.clerk = found.clerk.value_or("");
  answer.at = found.at;
  answer.score = scored.score;
  return answer;
}

}  // namespace

SimilarResult similar_answers(Office& office, const SimilarRequest& request) {
  index_what_waits(office.local());
  const auto db = office.local().read();
  const TimePoint now = office.now();
  SimilarResult result;
  result.ticket = store::get_ticket(db, store::follow_merges(db, request.ticket), now).id;
  const std::string text = store::collect_words(db, result.ticket, most_messages);
  const Asked asked = ask(db, telling_words(text, most_words));
  for (const WeighedWord& word : asked.words) result.words.push_back(word.word);
  result.common = asked.common;
  result.looked_at = most_hits;
  const double enough = alike * likeness(asked.words, text, usual_length);
  std::map<std::string, std::size_t> known;  // the answers by their words
  for (const Scored& scored : like_cases(db, asked, result.ticket, enough)) {
    const auto [same, is_new] = known.emplace(fold_for_matching(scored.found.text), result.answers.size());
    if (is_new) result.answers.push_back(to_answer(db, scored, now));
    result.answers[same->second].cases.push_back(scored.found.thread);
  }
  if (result.answers.size() > request.limit) result.answers.resize(request.limit);
  return result;
}

}  // namespace urp
