// json_contact.cpp: documents about citizens.
#include <urp/render.hpp>
#include <urp/render_lines.hpp>

#include "render/json_document.hpp"
#include "render/json_shapes.hpp"

namespace urp {

using render::document;
using render::JsonWriter;

void render::put_identities(JsonWriter& json, const std::vector<IdentityLine>& identities) {
  json.list("identities", identities, [&json](const IdentityLine& identity) {
    json.begin_object();
    json.field("kind", identity.kind);
    json.field("value", identity.value);
    json.field("valid_from", identity.valid_from);
    json.field("valid_to", identity.valid_to);
    json.end_object();
  });
}

namespace {

void put_block(JsonWriter& json, const BlockView& block) {
  json.begin_object();
  json.field("blocked", block.blocked);
  json.field("since", block.since);
  json.field("until", block.until);
  json.field("muted", block.muted);
  json.field("at_whatsapp", to_name(block.at_whatsapp));
  json.field("why", block.why);
  json.end_object();
}

void put_line(JsonWriter& json, const ContactLine& line) {
  json.begin_object();
  json.key("contact");
  render::put_contact(json, line.contact);
  json.field("tickets", line.tickets);
  json.field("unclosed", line.unclosed);
  json.field("last_message_at", line.last_message_at);
  json.end_object();
}

}  // namespace

std::string to_json(std::span<const ContactLine> contacts, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.list("contacts", contacts, [&json](const ContactLine& line) { put_line(json, line); });
  });
}

std::string to_json_lines(std::span<const ContactLine> contacts, const Zone& zone) {
  std::string out;
  render::TimeCache times(zone);
  for (const ContactLine& line : contacts) {
    JsonWriter json(out, times);
    put_line(json, line);
    out += '\n';
  }
  return out;
}

std::string to_json(const ContactResult& page, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.key("contact");
    render::put_contact(json, page.contact);
    json.field("profile_name", page.profile_name);
    json.field("note", page.note);
    json.field("created_at", page.created_at);
    render::put_identities(json, page.identities);
    json.field("window_closes_at", page.window_closes_at);
    json.list("tickets", page.tickets, [&json](const OtherTicket& ticket) {
      json.begin_object();
      json.field("number", ticket.id);
      json.field("state", to_name(ticket.state));
      json.end_object();
    });
    json.key("block");
    put_block(json, page.block);
    if (page.hold) {
      json.key("hold");
      json.begin_object();
      json.field("at", page.hold->at);
      json.field("until", page.hold->until);
      json.field("reason", page.hold->reason);
      json.field("clerk", page.hold->clerk);
      json.end_object();
    } else {
      json.null_field("hold");
    }
    json.field("erased_at", page.erased_at);
    json.field("opted_out_at", page.opted_out_at);
    json.list("merged", page.merged, [&json](ContactId record) { json.value(to_string(record)); });
    json.field("messages", page.messages);
    json.field("strikes", page.strikes);
    render::put_strikes(json, page.by_ground);
    json.list("without_ticket", page.loose,
              [&json](const Message& message) { render::put_message(json, message); });
  });
}

std::string to_json(const MergeContactsResult& result) {
  return document([&](JsonWriter& json) {
    json.field("from", to_string(result.from));
    json.field("into", to_string(result.into));
    json.field("tickets", result.tickets);
  });
}

std::string to_json(const BlockResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.field("contact", to_string(result.contact));
    json.field("changed", result.changed);
    json.field("cancelled", result.cancelled);
    json.key("block");
    put_block(json, result.block);
  });
}

}  // namespace urp
