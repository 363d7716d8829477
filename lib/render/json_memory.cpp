// json_memory.cpp: documents about the audit chain, and whether all is as it was written.
#include <urp/render_memory.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {
namespace render {

void put_destroyed(JsonWriter& json, const Destroyed& one) {
  json.begin_object();
  json.field("at", one.at);
  json.field("class", one.retention);
  json.field("authorisation", one.authorisation.empty() ? std::nullopt : std::optional(one.authorisation));
  json.field("ticket", one.ticket);
  json.field("count", one.number);
  json.field("messages", one.messages);
  json.field("media", one.media);
  json.end_object();
}

}  // namespace render

namespace {

using render::document;
using render::JsonWriter;

void put_entry(JsonWriter& json, const AuditEntry& entry) {
  json.begin_object();
  render::put_event_fields(json, entry.event);
  json.field("erased", entry.erased);
  json.field("hash", entry.hash);
  json.end_object();
}

void put_deviations(JsonWriter& json, const std::vector<Deviation>& deviations) {
  json.list("deviations", deviations, [&json](const Deviation& one) {
    json.begin_object();
    json.field("code", one.code);
    json.field("place", one.place);
    json.field("message", one.message);
    json.end_object();
  });
}

}  // namespace

std::string to_json(std::span<const AuditEntry> entries, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("events", entries, [&json](const AuditEntry& entry) { put_entry(json, entry); });
  });
}

std::string to_json_line(const AuditEntry& entry, const Zone& zone) {
  std::string line;
  render::TimeCache times(zone);
  JsonWriter json(line, times);
  put_entry(json, entry);
  return line + "\n";
}

std::string end_line(std::int64_t rows, const std::string& cursor, bool complete) {
  std::string line;
  render::TimeCache times{Zone()};
  JsonWriter json(line, times);
  json.begin_object();
  json.key("end");
  json.begin_object();
  json.field("rows", rows);
  json.field("complete", complete);
  json.field("cursor", cursor);
  json.end_object();
  json.end_object();
  return line + "\n";
}

std::string to_json(const AuditHead& head, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("head");
    json.begin_object();
    json.field("event", head.event.value);
    json.field("hash", head.hash);
    json.field("at", head.at);
    json.end_object();
  });
}

std::string to_json(const VerifyResult& result) {
  return document([&](JsonWriter& json) {
    json.key("checked");
    json.begin_object();
    json.field("events", result.events);
    json.field("erased", result.erased);
    json.field("lost", result.lost);
    json.field("media", result.media);
    json.field("heads", result.heads);
    json.field("stamps", result.stamps);
    json.end_object();
    put_deviations(json, result.deviations);
  });
}

std::string to_json(const BackupResult& result, const std::string& path) {
  return document([&](JsonWriter& json) {
    json.key("backup");
    json.begin_object();
    json.field("path", path);
    json.field("bytes", result.bytes);
    json.field("events", result.events);
    json.field("media", result.media);
    json.field("copied", result.copied);
    json.list("missing", result.missing);
    json.end_object();
  });
}

std::string to_json(const RestoreResult& result) {
  return document([&](JsonWriter& json) {
    json.key("restored");
    json.begin_object();
    json.field("events", result.events);
    json.field("media", result.media);
    json.field("uncertain", result.uncertain);
    json.field("erased", result.erased);
    json.field("hidden", result.hidden);
    json.field("destroyed", result.destroyed);
    json.field("bodies", result.bodies);
    json.field("letters", result.letters);
    json.field("wishes", result.wishes);
    json.field("reached", result.reached);
    json.list("missing", result.missing);
    json.end_object();
    put_deviations(json, result.deviations);
  });
}

std::string to_json(const AccessResult& result) {
  return document([&](JsonWriter& json) {
    json.key("package");
    json.begin_object();
    json.field("contact", result.contact);
    json.field("path", result.folder.string());
    json.field("files", result.files);
    json.field("tickets", result.tickets);
    json.field("messages", result.messages);
    json.field("media", result.media);
    json.list("missing", result.missing);
    json.end_object();
  });
}

std::string to_json(const EraseResult& result) {
  return document([&](JsonWriter& json) {
    json.field("contact", result.contact);
    json.field("before", result.before);
    json.key("erased");
    json.begin_object();
    json.field("tickets", result.tickets);
    json.field("messages", result.messages);
    json.field("media", result.media);
    json.field("bodies", result.bodies);
    json.field("events", result.events);
    json.end_object();
    json.list("kept", result.kept, [&json](const Kept& one) {
      json.begin_object();
      json.field("what", one.what);
      json.field("count", one.count);
      json.field("why", one.why);
      json.end_object();
    });
    json.field("remains", result.remains);
  });
}

std::string to_json(const HoldResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.field("contact", result.contact);
    json.key("hold");
    json.begin_object();
    json.field("held", result.held);
    json.field("until", result.until);
    json.end_object();
    json.field("changed", result.changed);
  });
}

std::string to_json(const PurgeResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("classes", result.classes, [&json](const PurgeClass& one) {
      json.begin_object();
      json.field("class", one.name);
      json.field("before", one.before);
      json.field("authorisation", one.authorisation);
      json.field("tickets", one.tickets);
      json.field("messages", one.messages);
      json.field("media", one.media);
      json.field("contacts", one.contacts);
      json.field("bodies", one.bodies);
      json.field("letters", one.letters);
      json.field("held", one.held);
      json.field("destroyed", one.destroyed);
      json.end_object();
    });
    json.field("remains", result.remains);
  });
}

std::string to_json(std::span<const Destroyed> destroyed, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("destroyed", destroyed, [&json](const Destroyed& one) { render::put_destroyed(json, one); });
  });
}

}  // namespace urp
