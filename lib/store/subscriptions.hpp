// subscriptions.hpp: consents, their evidence and their ends.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/topic.hpp>

#include "store/access.hpp"

namespace urp::store {

/// Where a consent or its end comes from: a message of the person, or what the desk has.
struct ConsentSource {
  std::optional<MessageId> message;
  std::optional<std::string> evidence, clerk;
  std::string text_version;
};
/// False: the person subscribes already, or what they wrote is older than what holds.
bool subscribe(Writer& db, ContactId contact, const std::string& topic, TimePoint at,
               const ConsentSource& source);
/// Of this topic, or of all; the topics that it ended. Nothing that began later than `at`.
std::vector<std::string> unsubscribe(Writer& db, ContactId contact, const std::optional<std::string>& topic,
                                     TimePoint at, const ConsentSource& source);

/// What the person wrote about subscriptions after that moment.
std::vector<std::string> list_wishes_since(const Access& db, ContactId contact, TimePoint at);

std::vector<Subscription> list_subscriptions(const Access& db, ContactId contact);

struct TopicCount {
  std::string topic;
  std::int64_t subscribers = 0;
};
std::vector<TopicCount> count_subscribers(const Access& db);
struct TopicMoves {
  std::int64_t joined = 0, left = 0, opted_out = 0;
};
TopicMoves count_moves(const Access& db, const std::string& topic, TimePoint since);

/// Whether these very words went to the person automatically since then: a confirmation is given once.
bool was_told(const Access& db, ContactId contact, const std::string& words, TimePoint since, TimePoint now);

}  // namespace urp::store
