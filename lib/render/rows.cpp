#include "render/rows.hpp"

#include <utility>

#include "render/row_shapes.hpp"

namespace urp::render {
namespace {

constexpr std::size_t piece = 256 * 1024;  // bytes; larger ones gain nothing

std::string_view list_begin(ExportWhat what) {
  switch (what) {
    case ExportWhat::tickets:
      return "{\"version\":1,\"tickets\":[";
    case ExportWhat::messages:
      return "{\"version\":1,\"messages\":[";
    case ExportWhat::notices:
      return "{\"version\":1,\"results\":[";
    case ExportWhat::contacts:
      return "{\"version\":1,\"contacts\":[";
    case ExportWhat::media:
      return "{\"version\":1,\"media\":[";
    case ExportWhat::events:
      return "{\"version\":1,\"events\":[";
    case ExportWhat::services:
      return "{\"version\":1,\"services\":[";
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
        case ExportWhat::contacts:
          put_columns(names, ExportedContact());
          break;
        case ExportWhat::media:
          put_columns(names, ExportedMedia());
          break;
        case ExportWhat::events:
          put_columns(names, Event());
          break;
        case ExportWhat::services:
          put_columns(names, ExportedService());
          break;
      }
      buffer_.push_back('\n');
      return;
    }
    case ExportFormat::json:
      buffer_.append(list_begin(what_));
      return;
    case ExportFormat::geojson:
      buffer_.append("{\"type\":\"FeatureCollection\",\"features\":[");
      return;
    case ExportFormat::jsonl:
      return;
  }
}

template <class Row>
void RowWriter::put(const Row& row) {
  if (format_ == ExportFormat::csv) {
    CsvCells cells(buffer_, layout_, times_);
    put_columns(cells, row);
    buffer_.push_back('\n');
  } else {
    if (format_ != ExportFormat::jsonl) buffer_.append(first_ ? "\n" : ",\n");
    JsonWriter json(buffer_, times_);
    put_object(json, row);
    if (format_ == ExportFormat::jsonl) buffer_.push_back('\n');
  }
  finish_row();
}

template void RowWriter::put(const Ticket&);
template void RowWriter::put(const Message&);
template void RowWriter::put(const NoticeResult&);
template void RowWriter::put(const ExportedContact&);
template void RowWriter::put(const ExportedMedia&);
template void RowWriter::put(const Event&);
template void RowWriter::put(const ExportedService&);

void RowWriter::put(const PlacedTicket& placed) {
  buffer_.append(first_ ? "\n" : ",\n");
  JsonWriter json(buffer_, times_);
  put_object(json, placed);
  finish_row();
}

void RowWriter::finish_row() {
  first_ = false;
  if (buffer_.size() >= piece) flush();
}

void RowWriter::end(std::int64_t rows, bool end_line, std::string_view cursor) {
  if (format_ == ExportFormat::json || format_ == ExportFormat::geojson) {
    buffer_.append(first_ ? "]}\n" : "\n]}\n");
  }
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
