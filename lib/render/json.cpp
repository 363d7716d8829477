#include <urp/render.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;
using render::TimeCache;

template <class List>
void put_tickets(JsonWriter& json, const List& tickets) {
  json.list("tickets", tickets, [&json](const Ticket& ticket) { render::put_ticket(json, ticket); });
}

void put_counts(JsonWriter& json, const StatusCounts& counts) {
  json.key("counts");
  json.begin_object();
  json.field("new", counts.open_new);
  json.field("open", counts.open);
  json.field("waiting", counts.waiting);
  json.field("routed", counts.routed);
  json.field("office", counts.office);
  json.field("citizen", counts.citizen);
  json.field("service", counts.service);
  json.field("urgent", counts.urgent);
  json.field("overdue", counts.overdue);
  json.field("unread", counts.unread);
  json.field("closing", counts.closing);
  json.field("outbox", counts.outbox);
  json.field("parked", counts.parked);
  json.field("failed", counts.failed);
  json.field("uncertain", counts.uncertain);
  json.field("unhandled", counts.unhandled);
  json.field("media_lost", counts.media_lost);
  json.field("postponed", counts.postponed);
  json.field("overdue_service", counts.overdue_service);
  json.end_object();
}

void put_named(JsonWriter& json, std::string_view name, const std::vector<NamedTicket>& tickets) {
  json.list(name, tickets, [&json](const NamedTicket& ticket) {
    json.begin_object();
    json.field("ticket", ticket.id);
    json.field("text", ticket.text);
    json.field("clerk", ticket.clerk);
    json.field("at", ticket.at);
    json.end_object();
  });
}

/// {"name":"maria","tickets":5}: an array, because nobody's tickets have no name (null) and names may hold
/// anything.
void put_tally(JsonWriter& json, std::string_view name, const std::map<std::string, std::int64_t>& tally) {
  json.list(name, tally, [&json](const auto& entry) {
    json.begin_object();
    json.field("name", entry.first.empty() ? std::nullopt : std::optional(entry.first));
    json.field("tickets", entry.second);
    json.end_object();
  });
}

void put_suggestion(JsonWriter& json, const Suggestion& suggestion) {
  json.begin_object();
  json.field("service", suggestion.service);
  json.field("rule", suggestion.rule);
  json.field("word", suggestion.word);
  json.end_object();
}

}  // namespace

std::string to_json(const InboxResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    put_tickets(json, result.tickets);
    json.field("total", result.total);
    json.field("overdue", result.overdue);
    json.field("closing", result.closing);
    json.field("closing_until", result.closing_until);
    json.list("failed", result.failed, [&json](TicketId id) { json.value(id); });
    json.list("drafts", result.drafts, [&json](TicketId id) { json.value(id); });
  });
}

std::string to_json_lines(const InboxResult& result, const Zone& zone) {
  std::string out;
  TimeCache times(zone);
  for (const Ticket& ticket : result.tickets) {
    JsonWriter json(out, times);
    render::put_ticket(json, ticket);
    out += '\n';
  }
  return out;
}

namespace {

void put_month(JsonWriter& json, const MonthlyMessages& month) {
  json.begin_object();
  json.field("month", month.month);
  json.list("delivered", month.delivered, [&json](const auto& entry) {
    json.begin_object();
    json.field("category", entry.first);
    json.field("messages", entry.second);
    json.end_object();
  });
  json.field("service", month.service);
  json.field("free", month.free);
  json.field("free_until", month.ends_at);
  json.field("automatic", month.automatic);
  json.end_object();
}

}  // namespace

std::string to_json(const StatusResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    put_counts(json, result.counts);
    json.key("office");
    json.begin_object();
    json.field("open", result.office_open);
    json.field("until", result.open_until);
    json.field("next_opening", result.next_opening);
    json.end_object();
    json.list("health", result.health, [&json](const HealthLine& line) {
      json.begin_object();
      json.field("code", line.code);
      json.field("message", line.message);
      json.end_object();
    });
    render::put_channel(json, result.stopped_since, result.stopped_reason);
    json.field("now", result.now);
    json.field("waiting_longest", result.waiting_longest);
    put_named(json, "urgent", result.urgent);
    put_named(json, "overdue", result.overdue);
    put_tally(json, "by_clerk", result.by_clerk);
    json.list("handed", result.handed, [&json](const HandedOver& handed) {
      json.begin_object();
      json.field("ticket", handed.ticket);
      json.field("from", handed.from);
      json.field("by", handed.by);
      json.field("reason", handed.reason);
      json.field("at", handed.at);
      json.end_object();
    });
    put_tally(json, "by_service", result.by_service);
    json.field("waiting_long", result.waiting_long);
    json.field("window_open", result.window_open);
    json.field("window_closed", result.window_closed);
    json.field("last_body_at", result.last_body_at);
    json.field("listening", result.listening);
    json.key("month");
    put_month(json, result.month);
    json.list("notices", result.notices,
              [&json](const NoticeLine& line) { render::put_notice_line(json, line); });
    json.list("alerts", result.alerts, [&json](const ChannelEvent& event) {
      json.begin_object();
      json.field("at", event.at);
      json.field("field", event.field);
      json.field("event", event.event);
      json.field("subject", event.subject);
      json.field("text", event.text);
      json.end_object();
    });
  });
}

std::string to_json(const ShowResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("ticket");
    render::put_ticket(json, result.ticket);
    json.list("messages", result.messages,
              [&json](const Message& message) { render::put_message(json, message, true); });
    json.list("events", result.events, [&json](const Event& event) { render::put_event(json, event); });
    json.field("earlier", result.earlier);
    json.list("others", result.others, [&json](const OtherTicket& other) {
      json.begin_object();
      json.field("number", other.id);
      json.field("state", to_name(other.state));
      json.end_object();
    });
    json.field("alias", result.alias);
    json.list("moved", result.moved, [&json](const MovedMessages& moved) {
      json.begin_object();
      json.field("first", moved.first);
      json.field("last", moved.last);
      json.field("to", moved.to);
      json.end_object();
    });
    json.maybe("suggestion", result.suggestion, put_suggestion);
    json.field("contact_note", result.contact_note);
    json.list("readers", result.readers, [&json](const TicketReader& reader) {
      json.begin_object();
      json.field("clerk", reader.clerk);
      json.field("editing", reader.editing);
      json.field("at", reader.at);
      json.end_object();
    });
    json.field("clerk_since", result.clerk_since);
    json.field("draft", result.draft);
    render::put_strikes(json, result.strikes);
    render::put_suspects(json, result.suspects);
    json.maybe("destroyed", result.destroyed, render::put_destroyed);
    json.field("erased_at", result.erased_at);
  });
}

std::string to_json(TicketId ticket, const std::optional<Suggestion>& suggestion) {
  return document([&](JsonWriter& json) {
    json.field("ticket", ticket);
    json.maybe("suggestion", suggestion, put_suggestion);
  });
}

std::string to_json(const ReplayResult& result) {
  return document([&](JsonWriter& json) {
    json.field("parts", result.parts);
    json.field("messages", result.messages);
    json.field("amendments", result.amendments);
    json.field("statuses", result.statuses);
    json.field("kept", result.kept);
    json.field("duplicates", result.duplicates);
    json.field("unhandled", result.unhandled);
    json.field("erased", result.erased);
    json.field("hidden", result.hidden);
  });
}

std::string to_json(const MigrateResult& result) {
  return document([&](JsonWriter& json) {
    json.field("from", result.from);
    json.field("to", result.to);
    json.field("backup", result.backup ? std::optional(result.backup->string()) : std::nullopt);
  });
}

std::string to_json(const ExportResult& result) {
  return document([&](JsonWriter& json) {
    json.field("expected", result.expected);
    json.field("written", result.written);
    json.field("cursor", to_string(result.cursor));
  });
}

std::string to_json(std::span<const SettingLine> settings) {
  return document([&](JsonWriter& json) {
    json.list("settings", settings, [&json](const SettingLine& line) {
      json.begin_object();
      json.field("key", line.key);
      json.field("value", line.value);
      json.field("origin", line.origin);
      json.end_object();
    });
  });
}

std::string to_json(std::span<const std::pair<std::string, std::int64_t>> tags) {
  return document([&](JsonWriter& json) {
    json.list("tags", tags, [&json](const std::pair<std::string, std::int64_t>& tag) {
      json.begin_object();
      json.field("tag", tag.first);
      json.field("tickets", tag.second);
      json.end_object();
    });
  });
}

std::string to_json(std::span<const std::pair<std::string, std::string>> values) {
  return document([&](JsonWriter& json) {
    for (const auto& [name, content] : values) {
      json.free_key(name);
      json.value(content);
    }
  });
}

std::string error_json(const Error& error, int exit_status, std::span<const BadRow> rows) {
  return document([&](JsonWriter& json) {
    json.key("error");
    json.begin_object();
    json.field("code", fault_name(error.fault()));
    json.field("exit", exit_status);
    json.field("message", error.what());
    json.field("hint", error.hint().empty() ? std::nullopt : std::optional(error.hint()));
    json.end_object();
    if (rows.empty()) return;
    json.list("rows", rows, [&json](const BadRow& row) {
      json.begin_object();
      json.field("line", row.line);
      json.field("message", row.why);
      json.end_object();
    });
  });
}

}  // namespace urp
