// topic.hpp: what citizens subscribe to, and their consent with its evidence (GDPR art. 7: the office must be
// able to show it).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/office.hpp>

namespace urp {

struct TopicLine {
  std::string slug, name;
  bool urgent = false;
  bool configured = true;  // false: people subscribed, and it is no longer in urp.toml
  std::vector<std::string> on, off;
  std::int64_t subscribers = 0;
};
URP_API std::vector<TopicLine> list_topics(Office& office);

struct TopicPage {
  TopicLine topic;
  std::int64_t joined = 0, left = 0;  // in the last 30 days
  std::int64_t opted_out = 0;         // subscribers who stopped the office's notices at WhatsApp
};
/// Throws not_found.
URP_API TopicPage show_topic(Office& office, const std::string& slug);

/// One consent and its end.
struct Subscription {
  std::string topic, topic_name;
  std::string identity;  // under which the person spoke: "phone 39..." or "user_id IT...."
  TimePoint at{};
  std::optional<std::string> evidence, clerk;  // evidence: the person's own words, or what the desk has
  bool by_message = false;
  std::optional<std::string> text_version;  // of the privacy notice
  std::optional<TimePoint> ended_at;
  std::optional<std::string> ended_evidence, ended_clerk;
  std::optional<TimePoint> opted_out_at;  // the person stopped the office's marketing at WhatsApp
};
/// The latest first.
URP_API std::vector<Subscription> list_subscriptions(Office& office, const std::string& who);

struct SubscribeRequest {
  std::string who;
  std::string topic;     // slug; empty when unsubscribing: all
  std::string evidence;  // what the desk has in hand; must be given for a subscription
  bool dry_run = false;
};
struct SubscribeResult {
  ContactId contact;
  std::vector<std::string> changed;       // slugs; none: it was so already
  std::optional<TimePoint> opted_out_at;  // the person stopped the office's marketing at WhatsApp
};
/// Somebody at the desk. Throws not_found, usage (no evidence).
URP_API SubscribeResult subscribe_contact(Office& office, const SubscribeRequest& request);
URP_API SubscribeResult unsubscribe_contact(Office& office, const SubscribeRequest& request);

}  // namespace urp
