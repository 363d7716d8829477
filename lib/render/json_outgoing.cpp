// json_outgoing.cpp: documents of what goes out and of what is fetched.
#include <urp/render.hpp>
#include <urp/render_lines.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;

std::string_view level_name(Finding::Level level) {
  switch (level) {
    case Finding::Level::fine:
      return "fine";
    case Finding::Level::unknown:
      return "unknown";
    case Finding::Level::broken:
      return "broken";
  }
  return {};
}

void put_item(JsonWriter& json, const OutboxItem& item) {
  json.begin_object();
  json.field("ticket", item.ref.ticket);
  json.field("number", item.ref.number);
  json.field("status", to_name(item.status));
  json.field("contact_name", item.contact_name);
  json.field("text", item.text);
  json.field("clerk", item.clerk);
  json.field("queued_at", item.queued_at);
  json.field("not_before", item.not_before);
  json.field("tries", item.tries);
  json.maybe("error", item.error, render::put_error);
  json.field("revision", item.revision);
  json.end_object();
}

std::optional<std::string> maybe(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

/// `name` says what failed: a ticket or a message.
template <class Which>
void put_failed(JsonWriter& json, const char* name, std::span<const std::pair<Which, Error>> failed) {
  json.list("failed", failed, [&](const std::pair<Which, Error>& one) {
    json.begin_object();
    json.field(name, one.first);
    json.key("error");
    render::put_failure(json, one.second);
    json.end_object();
  });
}

}  // namespace

std::string to_json(const Message& message, const Ticket& ticket, const Zone& zone,
                    std::span<const MessageRef> all) {
  return document(zone, [&](JsonWriter& json) {
    json.key("message");
    render::put_message(json, message, true);
    json.key("ticket");
    render::put_ticket(json, ticket);
    if (all.size() > 1) json.list("all", all);
  });
}

namespace {

void put_letter(JsonWriter& json, const LetterItem& letter) {
  json.begin_object();
  json.field("ticket", letter.ticket);
  json.field("service", letter.service);
  json.field("kind", letter.kind);
  json.field("status", to_name(letter.status));
  json.field("clerk", letter.clerk);
  json.field("queued_at", letter.queued_at);
  json.field("not_before", letter.not_before);
  json.field("tries", letter.tries);
  json.maybe("error", letter.error, render::put_error);
  json.end_object();
}

}  // namespace

std::string to_json_lines(const OutboxResult& result, const Zone& zone) {
  std::string out;
  render::TimeCache times(zone);
  for (const OutboxItem& item : result.items) {
    JsonWriter json(out, times);
    put_item(json, item);
    out += '\n';
  }
  for (const LetterItem& letter : result.letters) {
    JsonWriter json(out, times);
    put_letter(json, letter);
    out += '\n';
  }
  return out;
}

std::string to_json(const OutboxResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("messages", result.items, [&json](const OutboxItem& item) { put_item(json, item); });
    json.list("letters", result.letters, [&json](const LetterItem& letter) { put_letter(json, letter); });
    render::put_channel(json, result.stopped_since, result.stopped_reason);
  });
}

std::string to_json(std::span<const MediaItem> media) {
  return document([&](JsonWriter& json) {
    json.list("media", media, [&json](const MediaItem& item) {
      json.begin_object();
      json.field("ticket", item.ref.ticket);
      json.field("number", item.ref.number);
      json.field("type", item.type);
      json.key("media");
      render::put_media(json, item.media, true);
      json.end_object();
    });
  });
}

std::string to_json(std::span<const Finding> findings) {
  return document([&](JsonWriter& json) {
    json.list("findings", findings, [&json](const Finding& finding) {
      json.begin_object();
      json.field("level", level_name(finding.level));
      json.field("code", finding.code);
      json.field("message", finding.message);
      json.field("cure", maybe(finding.cure));
      json.end_object();
    });
  });
}

std::string to_json(const PassPlan& plan) {
  return document([&](JsonWriter& json) {
    json.field("messages", plan.messages);
    json.field("letters", plan.letters);
    json.field("media", plan.media);
    json.field("expired", plan.expired);
    json.field("closed", plan.closed);
    json.list("notices", plan.notices, [&json](const NoticeLine& one) {
      json.begin_object();
      json.field("name", one.notice.name);
      json.field("left", one.sums.left);
      json.end_object();
    });
    json.field("stopped", plan.stopped);
  });
}

std::string to_json(const PassResult& result) {
  return document([&](JsonWriter& json) {
    json.field("had_lock", result.had_lock);
    json.field("sent", result.sent);
    json.field("letters", result.letters);
    json.field("failed", result.failed);
    json.field("uncertain", result.uncertain);
    json.field("postponed", result.postponed);
    json.field("parked", result.parked);
    json.field("media_stored", result.media_stored);
    json.field("media_lost", result.media_lost);
    json.field("expired", result.expired);
    json.field("closed", result.closed);
    json.field("blocks", result.blocks);
    json.field("notice_messages", result.notice_messages);
    json.list("notices", result.notices, [&json](const NoticeStep& step) {
      json.begin_object();
      json.field("name", step.name);
      json.field("what", step.what);
      json.field("left", step.sums.left);
      json.field("reached", step.sums.reached);
      json.field("failed", step.sums.failed);
      json.field("uncertain", step.sums.uncertain);
      json.field("reason", step.reason.empty() ? std::nullopt : std::optional(step.reason));
      json.end_object();
    });
    json.list("alarms", result.alarms);
    json.field("stopped", result.stopped);
  });
}

std::string to_json(std::span<const MessageRef> done, std::span<const std::pair<MessageRef, Error>> failed) {
  return document([&](JsonWriter& json) {
    json.list("done", done);
    put_failed(json, "message", failed);
  });
}

std::string to_json(const UndoResult& result) {
  return document([&](JsonWriter& json) {
    std::vector<std::string> done;
    for (auto one = result.done.rbegin(); one != result.done.rend(); ++one) {  // as they were named
      const auto names = undone_names(*one);
      done.insert(done.end(), names.begin(), names.end());
    }
    json.list("done", done);
    std::vector<std::pair<std::string, Error>> failed;
    for (const auto& [deed, error] : result.failed)
      failed.emplace_back(undone_names({deed, {}}).front(), error);
    put_failed<std::string>(json, "message", failed);
    json.list("undone", result.done, [&json](const Undone& one) {
      json.begin_object();
      json.field("event", one.deed.id.value);
      json.field("verb", one.deed.verb);
      json.field("ticket", one.deed.ticket);
      json.field("message", one.deed.message);
      json.end_object();
    });
  });
}

std::string to_json(const BulkResult& result, const std::optional<Ticket>& ticket, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("done", result.done);
    put_failed<TicketId>(json, "ticket", result.failed);
    json.maybe("ticket", ticket, render::put_ticket);
  });
}

std::string to_json(const Ticket& ticket, const std::vector<Dispatch>& dispatches, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("ticket");
    render::put_ticket(json, ticket);
    json.list("dispatches", dispatches,
              [&json](const Dispatch& dispatch) { render::put_dispatch(json, dispatch); });
  });
}

}  // namespace urp
