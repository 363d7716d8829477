// rows.hpp: exports, row by row, as CSV, JSON Lines, one JSON document or GeoJSON. Memory does not grow with
// the rows.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <urp/desk/export.hpp>
#include <urp/message.hpp>
#include <urp/notice.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

#include "domain/export_rows.hpp"
#include "render/csv.hpp"
#include "render/time_cache.hpp"

namespace urp::render {

/// begin(), any number of put(), end(). `write` gets pieces of about 256 KB; what it throws passes through.
class RowWriter {
 public:
  RowWriter(ExportWhat what, ExportFormat format, const CsvLayout& layout, const Zone& zone,
            std::function<void(std::string_view)> write);
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  void begin();
  /// Ticket, Message, NoticeResult and what export_rows.hpp adds.
  template <class Row>
  void put(const Row& row);
  /// Of GeoJSON, and only there.
  void put(const PlacedTicket& placed);
  /// `end_line`: JSON Lines get a last line with the number of rows and the cursor.
  void end(std::int64_t rows, bool end_line, std::string_view cursor = {});

 private:
  void finish_row();
  void flush();

  ExportWhat what_;
  ExportFormat format_;
  CsvLayout layout_;
  Zone zone_;
  TimeCache times_;
  std::function<void(std::string_view)> write_;
  std::string buffer_;
  bool first_ = true;
};

}  // namespace urp::render
