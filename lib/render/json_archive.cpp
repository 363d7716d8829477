// json_archive.cpp: the register, and folders that were written.
#include <urp/render.hpp>

#include "render/json_document.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

namespace {

void put_entry(JsonWriter& json, const ProtocolEntry& entry) {
  json.begin_object();
  json.field("ticket", entry.ticket);
  json.field("register", entry.reg);
  json.field("number", entry.number);
  json.field("year", entry.year);
  json.field("date", entry.date);
  json.field("sha256", entry.sha256);
  json.field("clerk", entry.clerk);
  json.field("at", entry.at);
  json.end_object();
}

}  // namespace

std::string to_json(std::span<const ProtocolEntry> entries, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("entries", entries, [&json](const ProtocolEntry& entry) { put_entry(json, entry); });
  });
}

std::string to_json(const ProtocolResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("entry");
    put_entry(json, result.entry);
    json.field("added", result.added);
  });
}

std::string to_json(const FolderResult& result) {
  return document([&](JsonWriter& json) {
    json.field("folder", result.folder.string());
    json.field("files", result.files);
    json.field("rows", result.rows);
  });
}

}  // namespace urp
