#include "render/rows.hpp"

#include <utility>

#include "render/json_shapes.hpp"

namespace urp::render {
namespace {

constexpr std::size_t piece = 256 * 1024;  // bytes; larger ones gain nothing

std::vector<std::string> services_of(const std::vector<Dispatch>& dispatches) {
  std::vector<std::string> services;
  for (const Dispatch& dispatch : dispatches) services.push_back(dispatch.service);
  return services;
}

/// "name: Maria Serra; phone (CELL): +39..." with " | " between cards.
std::optional<std::string> words_of(const std::vector<CardLine>& cards) {
  if (cards.empty()) return std::nullopt;
  std::string words;
  int card = cards.front().card;
  for (const CardLine& line : cards) {
    if (!words.empty()) words.append(line.card == card ? "; " : " | ");
    card = line.card;
    words.append(line.kind);
    if (line.label) words.append(" (").append(*line.label).append(")");
    words.append(": ").append(line.value);
  }
  return words;
}

/// The columns and their order; new ones are appended, none is ever moved.
template <class Columns>
void put_columns(Columns& row, const Ticket& ticket) {
  const auto turn = turn_of(ticket.state);
  row.number("number", ticket.id);
  row.word("kind", to_name(ticket.kind));
  row.word("state", to_name(ticket.state));
  row.word("turn", turn ? to_name(*turn) : std::string_view());
  row.flag("urgent", ticket.urgent);
  row.text("subject", ticket.subject);
  row.word("contact_id", ticket.contact.id);
  row.text("contact_name", ticket.contact.name);
  row.phone("contact_phone", ticket.contact.phone);
  row.text("contact_user_id", ticket.contact.user_id);
  row.text("contact_username", ticket.contact.username);
  row.flag("contact_blocked", ticket.contact.blocked);
  row.text("service", ticket.service);
  row.text("dispatches", services_of(ticket.dispatches));
  row.text("clerk", ticket.clerk);
  row.text("tags", ticket.tags);
  row.text("flags", ticket.flags);
  row.number("unread", ticket.unread);
  row.number("messages", ticket.messages);
  row.text("preview", ticket.preview);
  row.time("presented_at", ticket.presented_at);
  row.time("waiting_since", ticket.waiting_since);
  row.time("last_message_at", ticket.last_message_at);
  row.time("last_inbound_at", ticket.last_inbound_at);
  row.time("window_closes_at", ticket.window_closes_at);
  row.time("first_answered_at", ticket.first_answered_at);
  row.time("first_answer_due_at", ticket.first_answer_due_at);
  row.time("term_due_at", ticket.term_due_at);
  row.flag("overdue", ticket.overdue);
  row.time("postponed_until", ticket.postponed_until);
  row.time("closed_at", ticket.closed_at);
  row.word("outcome", ticket.outcome ? to_name(*ticket.outcome) : std::string_view());
  row.number("linked_to", ticket.linked_to);
  row.number("linked", ticket.linked);
  row.word("identified", to_name(ticket.identified));
  row.number("revision", ticket.revision);
  row.number("merged_into", ticket.merged_into);
}

template <class Columns>
void put_columns(Columns& row, const Message& message) {
  static const Media no_media;
  static const Location nowhere;
  const Media& media = message.media ? *message.media : no_media;
  const Location& place = message.location ? *message.location : nowhere;
  row.number("ticket", message.ticket);
  row.number("number", message.ticket ? std::optional(message.number) : std::nullopt);
  row.word("contact", message.contact);
  row.word("direction", to_name(message.direction));
  row.text("type", message.type);
  row.text("purpose", message.purpose);
  row.text("text", message.text);
  row.text("media_mime_type", media.mime_type);
  row.number("media_size", media.size);
  row.text("media_sha256", media.sha256);
  row.text("media_file_name", media.file_name);
  row.flag("media_voice", message.media ? std::optional(media.voice) : std::nullopt);
  row.word("media_state", message.media ? to_name(media.state) : std::string_view());
  row.number("latitude", message.location ? std::optional(place.latitude) : std::nullopt);
  row.number("longitude", message.location ? std::optional(place.longitude) : std::nullopt);
  row.text("place_name", place.name);
  row.text("place_address", place.address);
  row.word("quote", message.quote);
  row.time("at", message.at);
  row.time("received_at", message.received_at);
  row.word("status", message.status ? to_name(*message.status) : std::string_view());
  row.number("error_code", message.error ? std::optional(message.error->code) : std::nullopt);
  row.text("error_message", message.error ? std::string_view(message.error->message) : std::string_view());
  row.text("provider_id", message.provider_id);
  row.text("clerk", message.clerk);
  row.flag("automatic", message.automatic);
  row.flag("hidden", message.hidden);
  row.text("ground", message.ground);
  row.number("revision", message.revision);
  row.text("cards", words_of(message.cards));
  row.number("shown_in", message.shown_in);
}

template <class Columns>
void put_columns(Columns& row, const NoticeResult& result) {
  row.word("contact", result.contact);
  row.phone("phone", result.phone);
  row.word("status", to_name(result.status));
  row.text("reason", result.reason);
  row.time("at", result.at);
  row.number("code", result.code);
  row.text("notice", result.notice);
}

void put_object(JsonWriter& json, const Ticket& ticket) {
  put_ticket(json, ticket);
}
void put_object(JsonWriter& json, const Message& message) {
  put_message(json, message);
}

void put_object(JsonWriter& json, const NoticeResult& result) {
  json.begin_object();
  json.field("notice", result.notice);
  json.field("contact", result.contact);
  json.field("phone", result.phone);
  json.field("status", to_name(result.status));
  json.field("reason", result.reason);
  json.field("code", result.code);
  json.field("at", result.at);
  json.end_object();
}

std::string_view list_begin(ExportWhat what) {
  switch (what) {
    case ExportWhat::tickets:
      return "{\"version\":1,\"tickets\":[";
    case ExportWhat::messages:
      return "{\"version\":1,\"messages\":[";
    case ExportWhat::notices:
      return "{\"version\":1,\"results\":[";
  }
  return {};
}

}  // namespace

RowWriter::RowWriter(ExportWhat what, ExportFormat format, const CsvLayout& layout, const Zone& zone,
                     std::function<void(std::string_view)> write)
    : what_(what), format_(format), layout_(layout), zone_(zone), times_(zone_), write_(std::move(write)) {
  buffer_.reserve(piece + piece / 4);
}

void RowWriter::begin() {
  switch (format_) {
    case ExportFormat::csv: {
      if (layout_.excel) buffer_.append("\xef\xbb\xbf");
      CsvNames names(buffer_, layout_.separator);
      switch (what_) {
        case ExportWhat::tickets:
          put_columns(names, Ticket());
          break;
        case ExportWhat::messages:
          put_columns(names, Message());
          break;
        case ExportWhat::notices:
          put_columns(names, NoticeResult());
          break;
      }
      buffer_.push_back('\n');
      return;
    }
    case ExportFormat::json:
      buffer_.append(list_begin(what_));
      return;
    case ExportFormat::jsonl:
      return;
  }
}

template <class Row>
void RowWriter::put_row(const Row& row) {
  if (format_ == ExportFormat::csv) {
    CsvCells cells(buffer_, layout_, times_);
    put_columns(cells, row);
    buffer_.push_back('\n');
  } else {
    if (format_ == ExportFormat::json) buffer_.append(first_ ? "\n" : ",\n");
    JsonWriter json(buffer_, times_);
    put_object(json, row);
    if (format_ == ExportFormat::jsonl) buffer_.push_back('\n');
  }
  first_ = false;
  if (buffer_.size() >= piece) flush();
}

void RowWriter::put(const Ticket& ticket) {
  put_row(ticket);
}
void RowWriter::put(const Message& message) {
  put_row(message);
}
void RowWriter::put(const NoticeResult& result) {
  put_row(result);
}

void RowWriter::end(std::int64_t rows, bool end_line, std::string_view cursor) {
  if (format_ == ExportFormat::json) buffer_.append(first_ ? "]}\n" : "\n]}\n");
  if (format_ == ExportFormat::jsonl && end_line) {
    JsonWriter json(buffer_, times_);
    json.begin_object();
    json.key("end");
    json.begin_object();
    json.field("rows", rows);
    json.field("complete", true);
    json.field("cursor", cursor);
    json.end_object();
    json.end_object();
    buffer_.push_back('\n');
  }
  flush();
}

void RowWriter::flush() {
  if (buffer_.empty()) return;
  write_(buffer_);
  buffer_.clear();
}

}  // namespace urp::render
