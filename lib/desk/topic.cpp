#include "desk/topic.hpp"

#include <algorithm>

#include <urp/desk/topic.hpp>
#include <urp/text.hpp>

#include "domain/say.hpp"
#include "domain/subscription.hpp"
#include "domain/time_text.hpp"
#include "office/local.hpp"
#include "store/contact_lookup.hpp"
#include "store/opt_outs.hpp"
#include "store/subscriptions.hpp"

namespace urp {
namespace {

constexpr std::chrono::days recently{30};

std::vector<TopicLine> topic_lines(const db::Access& db, const Settings& settings) {
  std::vector<TopicLine> lines;
  for (const auto& topic : settings.topics)
    lines.push_back({topic.slug, topic.name, topic.urgent, true, topic.on, topic.off, 0});
  for (const auto& [slug, subscribers] : store::count_subscribers(db)) {
    auto line = std::find_if(lines.begin(), lines.end(),
                             [&slug = slug](const auto& one) { return one.slug == slug; });
    if (line == lines.end()) line = lines.insert(lines.end(), {slug, slug, false, false, {}, {}, 0});
    line->subscribers = subscribers;
  }
  return lines;
}

std::vector<std::string> slugs_of(const std::vector<TopicLine>& topics) {
  std::vector<std::string> slugs;
  for (const auto& topic : topics) slugs.push_back(topic.slug);
  return slugs;
}

store::ConsentSource desk_source(const Office::Local& office, const std::string& evidence) {
  store::ConsentSource source;
  const auto words = without_blanks_around(evidence);
  if (!words.empty()) source.evidence = valid_utf8(words);
  source.clerk = office.options.actor.clerk;
  source.text_version = office.options.settings.privacy.version;
  return source;
}

}  // namespace

void throw_unknown_topic(const std::vector<std::string>& known, const std::string& slug) {
  std::string all;
  for (const auto& name : known) all += (all.empty() ? "" : ", ") + name;
  throw Error(Fault::not_found, say(_("there is no topic \"{0}\""), slug),
              all.empty() ? std::string(_("the administrator names them in urp.toml: [[topic]]"))
                          : say(_("allowed: {0}"), all));
}

std::vector<TopicLine> list_topics(Office& office) {
  const auto db = office.local().read();
  return topic_lines(db, office.settings());
}

TopicPage show_topic(Office& office, const std::string& slug) {
  const auto& local = office.local();
  const auto db = local.read();
  const auto topics = topic_lines(db, office.settings());
  const auto found =
      std::find_if(topics.begin(), topics.end(), [&](const auto& topic) { return topic.slug == slug; });
  if (found == topics.end()) throw_unknown_topic(slugs_of(topics), slug);
  const auto moves = store::count_moves(db, slug, local.now() - recently);
  return {*found, moves.joined, moves.left, moves.opted_out};
}

std::vector<Subscription> list_subscriptions(Office& office, const std::string& who) {
  const auto db = office.local().read();
  const ContactId contact = store::get_contact(db, who);
  auto list = store::list_subscriptions(db, contact);
  const auto opted_out_at = store::opted_out_since(db, contact);
  for (auto& one : list) {
    const auto* topic = find_topic(office.settings(), one.topic);
    one.topic_name = topic ? topic->name : one.topic;
    if (!one.ended_at) one.opted_out_at = opted_out_at;
  }
  return list;
}

SubscribeResult subscribe_contact(Office& office, const SubscribeRequest& request) {
  auto& local = office.local();
  if (without_blanks_around(request.evidence).empty()) {
    throw Error(Fault::usage, _("a subscription needs its evidence"),
                _("say what the office has in hand: --evidence \"signed form of 3 November\""));
  }
  auto db = local.write();
  SubscribeResult result;
  result.contact = store::get_contact(db, request.who);
  if (!find_topic(office.settings(), request.topic))
    throw_unknown_topic(slugs_of(topic_lines(db, office.settings())), request.topic);
  const auto source = desk_source(local, request.evidence);
  if (store::subscribe(db, result.contact, request.topic, local.now(), source))
    result.changed.push_back(request.topic);
  result.opted_out_at = store::opted_out_since(db, result.contact);
  if (!request.dry_run) db.commit();
  return result;
}

SubscribeResult unsubscribe_contact(Office& office, const SubscribeRequest& request) {
  auto& local = office.local();
  auto db = local.write();
  SubscribeResult result;
  result.contact = store::get_contact(db, request.who);
  const auto topics = topic_lines(db, office.settings());
  const bool known =
      request.topic.empty() || std::any_of(topics.begin(), topics.end(),
                                           [&](const auto& topic) { return topic.slug == request.topic; });
  if (!known) throw_unknown_topic(slugs_of(topics), request.topic);
  const auto source = desk_source(local, request.evidence);
  result.changed = store::unsubscribe(db, result.contact,
                                      request.topic.empty() ? std::nullopt : std::optional(request.topic),
                                      local.now(), source);
  if (!request.dry_run) db.commit();
  return result;
}

}  // namespace urp
