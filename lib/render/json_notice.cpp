// json_notice.cpp: documents about notices, topics and subscriptions.
#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

namespace {

void put_sums(JsonWriter& json, const NoticeSums& sums) {
  json.key("counts");
  json.begin_object();
  json.field("people", sums.people);
  json.field("left", sums.left);
  json.field("reached", sums.reached);
  json.field("delivered", sums.delivered);
  json.field("read", sums.read);
  json.field("failed", sums.failed);
  json.field("uncertain", sums.uncertain);
  json.field("skipped", sums.skipped);
  json.field("expired", sums.expired);
  json.field("cancelled", sums.cancelled);
  json.end_object();
}

void put_file(JsonWriter& json, const NoticeFile& file) {
  json.begin_object();
  json.field("file_name", file.name);
  json.field("type", file.kind);
  json.field("mime_type", file.mime_type);
  json.field("size", file.size);
  json.field("sha256", file.sha256);
  json.end_object();
}

void put_notice(JsonWriter& json, const Notice& notice) {
  json.key("notice");
  json.begin_object();
  json.field("name", notice.name);
  json.field("topic", notice.topic);
  json.field("urgent", notice.urgent);
  json.field("state", to_name(notice.state));
  json.field("text", notice.text);
  json.field("template", notice.template_name);
  json.field("template_language", notice.template_language);
  json.field("listed", notice.listed);
  json.maybe("file", notice.file, put_file);
  json.field("due_at", notice.due_at);
  json.field("expires_at", notice.expires_at);
  json.field("created_at", notice.created_at);
  json.field("created_by", notice.created_by);
  json.field("scheduled_at", notice.scheduled_at);
  json.field("scheduled_by", notice.scheduled_by);
  json.field("approval_needed", notice.approval_needed);
  json.field("approved_at", notice.approved_at);
  json.field("approved_by", notice.approved_by);
  json.field("started_at", notice.started_at);
  json.field("ended_at", notice.ended_at);
  json.field("paused_at", notice.paused_at);
  json.field("paused_by", notice.paused_by);
  json.field("reason", notice.reason);
  json.field("code", notice.code);
  json.field("revision", notice.revision);
  json.end_object();
}

}  // namespace

void render::put_notice_line(JsonWriter& json, const NoticeLine& line) {
  json.begin_object();
  put_notice(json, line.notice);
  put_sums(json, line.sums);
  json.end_object();
}

namespace {

void put_topic(JsonWriter& json, const TopicLine& topic) {
  json.field("slug", topic.slug);
  json.field("name", topic.name);
  json.field("urgent", topic.urgent);
  json.field("configured", topic.configured);
  json.list("on", topic.on);
  json.list("off", topic.off);
  json.field("subscribers", topic.subscribers);
}

}  // namespace

std::string to_json(const NoticeCreated& created, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    put_notice(json, created.notice);
    json.field("people", created.people);
  });
}

std::string to_json(std::span<const NoticeLine> lines, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("notices", lines, [&json](const NoticeLine& line) { render::put_notice_line(json, line); });
  });
}

std::string to_json(const NoticePage& page, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    put_notice(json, page.notice);
    json.field("topic_name", page.topic_name);
    json.field("preview", page.form ? std::optional(page.preview) : std::nullopt);
    put_sums(json, page.sums);
    json.list("tallies", page.tallies, [&json](const NoticeTally& tally) {
      json.begin_object();
      json.field("status", to_name(tally.status));
      json.field("reason", tally.why.empty() ? std::nullopt : std::optional(tally.why));
      json.field("code", tally.code == 0 ? std::nullopt : std::optional(tally.code));
      json.field("people", tally.people);
      json.end_object();
    });
    json.field("window_open", page.open);
    json.field("window_closed", page.closed);
    json.field("category", page.category);
    json.field("price", page.price);
    json.key("forecast");
    json.begin_object();
    json.field("seconds", page.forecast.at_rate.count());
    json.field("daily_limit", page.forecast.limit);
    json.field("daily_used", page.forecast.limit_used);
    json.field("in_time", page.forecast.in_time);
    json.field("too_late", page.forecast.too_late);
    json.field("days", page.forecast.days);
    json.end_object();
    json.field("quiet_until", page.quiet ? page.quiet_until : std::nullopt);
    render::put_channel(json, page.stopped_since, page.stopped_reason);
  });
}

std::string to_json(std::span<const TopicLine> topics) {
  return document([&](JsonWriter& json) {
    json.list("topics", topics, [&json](const TopicLine& topic) {
      json.begin_object();
      put_topic(json, topic);
      json.end_object();
    });
  });
}

std::string to_json(const TopicPage& page) {
  return document([&](JsonWriter& json) {
    json.key("topic");
    json.begin_object();
    put_topic(json, page.topic);
    json.end_object();
    json.field("joined", page.joined);
    json.field("left", page.left);
    json.field("opted_out", page.opted_out);
  });
}

std::string to_json(const SubscribeResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.field("contact", to_string(result.contact));
    json.list("changed", result.changed);
    json.field("opted_out_at", result.opted_out_at);
  });
}

std::string to_json(std::span<const Subscription> subscriptions, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("subscriptions", subscriptions, [&json](const Subscription& one) {
      json.begin_object();
      json.field("topic", one.topic);
      json.field("identity", one.identity);
      json.field("at", one.at);
      json.field("by_message", one.by_message);
      json.field("evidence", one.evidence);
      json.field("clerk", one.clerk);
      json.field("text_version", one.text_version);
      json.field("ended_at", one.ended_at);
      json.field("ended_evidence", one.ended_evidence);
      json.field("ended_clerk", one.ended_clerk);
      json.field("opted_out_at", one.opted_out_at);
      json.end_object();
    });
  });
}

}  // namespace urp
