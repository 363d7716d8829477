#include <doctest/doctest.h>

#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include <urp/render.hpp>
#include <urp/text.hpp>

#include "render/rows.hpp"
#include "render/time_cache.hpp"
#include "render_samples.hpp"

using namespace urp;
using nlohmann::json;
using render::RowWriter;

namespace {

using Table = std::vector<std::vector<std::string>>;

/// A strict reader of RFC 4180 with "\n" as line end: what it does not expect, it refuses.
Table read_csv(const std::string& text, char separator) {
  Table table;
  std::vector<std::string> row;
  std::size_t at = 0;
  while (at < text.size()) {
    std::string cell;
    if (text[at] == '"') {
      for (++at;; ++at) {
        if (at >= text.size()) throw std::runtime_error("a quoted cell does not end");
        if (text[at] == '"') {
          if (at + 1 >= text.size() || text[at + 1] != '"') break;
          ++at;
        }
        cell.push_back(text[at]);
      }
      ++at;
    } else {
      while (at < text.size() && text[at] != separator && text[at] != '\n') {
        if (text[at] == '"' || text[at] == '\r') throw std::runtime_error("a bare quote or CR");
        cell.push_back(text[at++]);
      }
    }
    row.push_back(cell);
    if (at >= text.size()) throw std::runtime_error("the last line has no end");
    if (text[at] != separator && text[at] != '\n') throw std::runtime_error("something behind the quote");
    if (text[at] == '\n') table.push_back(std::move(row)), row.clear();
    ++at;
    if (at >= text.size() && text[at - 1] == separator) throw std::runtime_error("a cell is missing");
  }
  return table;
}

template <class Row>
std::string write_rows(ExportWhat what, ExportFormat format, const std::vector<Row>& rows,
                       char separator = ',', bool end_line = false, std::string_view cursor = {}) {
  std::string out;
  RowWriter writer(what, format, {.separator = separator}, test::rome(),
                   [&out](std::string_view piece) { out.append(piece); });
  writer.begin();
  for (const Row& row : rows) writer.put(row);
  writer.end(static_cast<std::int64_t>(rows.size()), end_line, cursor);
  return out;
}
std::string messages(ExportFormat format, const std::vector<Message>& rows, char separator = ',',
                     bool end_line = false, std::string_view cursor = {}) {
  return write_rows(ExportWhat::messages, format, rows, separator, end_line, cursor);
}
std::string tickets(ExportFormat format, const std::vector<Ticket>& rows, char separator = ',') {
  return write_rows(ExportWhat::tickets, format, rows, separator);
}

std::map<std::string, std::string> named_cells(const std::string& text, char separator = ',') {
  const Table table = read_csv(text, separator);
  REQUIRE(table.size() == 2);
  REQUIRE(table[0].size() == table[1].size());
  std::map<std::string, std::string> cells;
  for (std::size_t i = 0; i < table[0].size(); ++i) cells[table[0][i]] = table[1][i];
  return cells;
}

std::string text_cell(const std::string& text, char separator = ',') {
  Message message;
  message.text = text;
  return named_cells(messages(ExportFormat::csv, {message}, separator), separator).at("text");
}

}  // namespace

TEST_CASE("csv: a full message reads back, column by column") {
  const std::string text = messages(ExportFormat::csv, {test::full_message()});
  CHECK(text.substr(0, text.find('\n')) ==
        "ticket,number,contact,direction,type,purpose,text,media_mime_type,media_size,media_sha256,media_"
        "file_name,"
        "media_voice,media_state,latitude,longitude,place_name,place_address,quote,at,received_at,status,"
        "error_code,"
        "error_message,provider_id,clerk,automatic,hidden,ground,revision,cards,shown_in,gone");
  const auto cells = named_cells(text);
  CHECK(cells.at("ticket") == "415");
  CHECK(cells.at("contact") == "c57");
  CHECK(cells.at("text") == "Ecco le \"foto\",\nperché è pericolosa");
  CHECK(cells.at("media_size") == "1200000");
  CHECK(cells.at("media_file_name") == "'=foto;1.jpg");
  CHECK(cells.at("media_voice") == "true");
  CHECK(cells.at("media_state") == "stored");
  CHECK(cells.at("latitude") == "39.2153");
  CHECK(cells.at("longitude") == "9.1107");
  CHECK(cells.at("place_address") == "Via Roma, Cagliari");
  CHECK(cells.at("quote") == "12/3");
  CHECK(cells.at("at") == "2026-11-22T10:31:00+01:00");
  CHECK(cells.at("status") == "failed");
  CHECK(cells.at("error_code") == "131053");
  CHECK(cells.at("hidden") == "true");
  CHECK(cells.at("cards") == "name: Paolo Usai; phone (CELL): +393330000103 | name: Anna Melis");
}

TEST_CASE("csv: a full ticket, to the byte, with either separator") {
  const std::string text = tickets(ExportFormat::csv, {test::full_ticket()}, ';');
  CHECK(
      text ==
      "number;kind;state;turn;urgent;subject;contact_id;contact_name;contact_phone;contact_user_id;"
      "contact_username;contact_blocked;service;dispatches;clerk;tags;flags;unread;messages;preview;"
      "presented_at;"
      "waiting_since;last_message_at;last_inbound_at;window_closes_at;first_answered_at;first_answer_due_at;"
      "term_due_at;overdue;postponed_until;closed_at;outcome;linked_to;linked;identified;revision;merged_"
      "into\n"
      "415;report;routed;service;true;buca in via Roma;c57;Maria Serra;+393330000102;IT.57abc;sarda_82;true;"
      "lavori-pubblici;\"lavori-pubblici;ambiente\";maria;\"verde;buche\";offensive;2;9;è pericolosa;"
      "2026-11-22T10:31:00+01:00;2026-11-22T10:31:01+01:00;2026-11-22T10:31:02+01:00;"
      "2026-11-22T10:31:03+01:00;2026-11-22T10:31:04+01:00;2026-11-22T10:31:05+01:00;"
      "2026-11-22T10:31:06+01:00;2026-11-22T10:31:07+01:00;true;2026-11-22T10:31:08+01:00;"
      "2026-11-22T10:31:09+01:00;not-ours;288;\"412;413\";declared;77;\n");
  const auto cells = named_cells(tickets(ExportFormat::csv, {test::full_ticket()}));
  CHECK(cells.at("linked") == "412;413");
  CHECK(cells.at("tags") == "verde;buche");
}

TEST_CASE("csv: what is absent is an empty cell") {
  const auto cells = named_cells(messages(ExportFormat::csv, {Message()}));
  for (const char* name : {"ticket", "number", "text", "media_size", "media_voice", "media_state", "latitude",
                           "quote", "status", "error_code", "cards"}) {
    INFO(name);
    CHECK(cells.at(name) == "");
  }
  CHECK(cells.at("automatic") == "false");
}

TEST_CASE("csv: free text never becomes a formula, and machine values stay as they are") {
  for (const char* formula :
       {"=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u00a0=1", "＝1", "＋1", "－1", "＠1"}) {
    INFO(formula);
    CHECK(text_cell(formula) == "'" + std::string(formula));
  }
  CHECK(text_cell("\t=1") == "' =1");
  CHECK(text_cell("\r=1") == "\\x0d=1");
  CHECK(text_cell("a=1") == "a=1");
  CHECK(text_cell("\u200b=1") == "\\u200b=1");

  Ticket ticket;
  ticket.contact.phone = "+393330000102";
  ticket.contact.name = "+393330000102";
  auto cells = named_cells(tickets(ExportFormat::csv, {ticket}));
  CHECK(cells.at("contact_phone") == "+393330000102");
  CHECK(cells.at("contact_name") == "'+393330000102");
  ticket.contact.phone = "+39=HYPERLINK()";
  CHECK(named_cells(tickets(ExportFormat::csv, {ticket})).at("contact_phone") == "'+39=HYPERLINK()");
}

TEST_CASE("csv: nor for a reader that splits at another separator, or takes no quotes for quotes") {
  CHECK(text_cell("Buongiorno;=1+41;grazie") == "Buongiorno;'=1+41;grazie");
  CHECK(text_cell("Via Roma 3, @SUM(A1)") == "Via Roma 3,' @SUM(A1)");
  CHECK(text_cell("prima riga\n=1+41\r\n\n+1") == "prima riga\n'=1+41\n\n'+1");
  CHECK(text_cell("\n=1") == "\n'=1");
  CHECK(text_cell("detto \"=1\"") == "detto \"'=1\"");
  CHECK(text_cell("a;;-1,+39 333") == "a;;'-1,'+39 333");
  CHECK(text_cell("a =1; b-2, c@d") == "a =1; b-2, c@d");
  Message message;
  message.text = "a;b";
  CHECK(messages(ExportFormat::csv, {message}).find("\"a;b\"") != std::string::npos);
  message.text = "a,b";
  CHECK(messages(ExportFormat::csv, {message}, ';').find("\"a,b\"") != std::string::npos);
}

TEST_CASE("csv: whatever the bytes, the file reads back to the escaped text, modulo the guards") {
  std::uint32_t state = 12345;
  const auto random = [&state] { return state = state * 1664525U + 1013904223U, state >> 8; };
  const auto without_apostrophes = [](std::string text) {
    std::erase(text, '\'');
    return text;
  };
  const std::string alphabet = "ab ,;\"'\n\r\t=+-@\\\x1b\x7f\xc3\xa8\xe2\x80\xae\xff";
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint32_t length = random() % 9; length > 0; --length)
      text.push_back(alphabet[random() % alphabet.size()]);
    const char separator = round % 2 == 0 ? ',' : ';';
    const std::string cell = text_cell(text, separator);
    REQUIRE(without_apostrophes(cell) == without_apostrophes(escape_controls(text, true)));
    for (std::size_t at = 0; at < cell.size(); ++at) {
      if (at > 0 && std::string(",;\"\n").find(cell[at - 1]) == std::string::npos) continue;
      const std::size_t start = cell.find_first_not_of(' ', at);
      if (start != std::string::npos) REQUIRE(std::string("=+-@").find(cell[start]) == std::string::npos);
    }
  }
}

TEST_CASE("csv: for Excel: a byte order mark, times without an offset, phones as text") {
  Ticket ticket = test::full_ticket();
  std::string out;
  RowWriter writer(ExportWhat::tickets, ExportFormat::csv, {.separator = ';', .excel = true}, test::rome(),
                   [&out](std::string_view piece) { out.append(piece); });
  writer.begin();
  writer.put(ticket);
  writer.end(1, false);
  REQUIRE(out.starts_with("\xef\xbb\xbfnumber;kind;"));
  const auto cells = named_cells(out.substr(3), ';');
  CHECK(cells.at("presented_at") == "2026-11-22 10:31:00");
  CHECK(cells.at("contact_phone") == "'+393330000102");
}

TEST_CASE("csv: only what some reader needs is quoted") {
  Message message;
  message.text = "Buongiorno signora";
  message.clerk = "maria";
  CHECK(messages(ExportFormat::csv, {message}, ';').find('"') == std::string::npos);
  message.text = "Buongiorno, signora";
  CHECK(messages(ExportFormat::csv, {message}).find("\"Buongiorno, signora\"") != std::string::npos);
  message.text = " margine";
  CHECK(messages(ExportFormat::csv, {message}).find("\" margine\"") != std::string::npos);
}

TEST_CASE("rows: lines of JSON are the objects that documents have") {
  InboxResult inbox;
  inbox.tickets = {test::full_ticket()};
  const std::string line = tickets(ExportFormat::jsonl, {test::full_ticket()});
  CHECK(to_json(inbox, test::rome()).find(line.substr(0, line.size() - 1)) != std::string::npos);

  ShowResult show;
  show.messages = {test::full_message()};
  auto shown = json::parse(to_json(show, test::rome()))["messages"][0];
  for (const char* key : {"attempts", "status_at"}) shown.erase(key);
  shown["media"].erase("why");
  CHECK(json::parse(messages(ExportFormat::jsonl, {test::full_message()})) == shown);
}

TEST_CASE("rows: the last line of JSON Lines counts the rows, when asked") {
  CHECK(messages(ExportFormat::jsonl, {}) == "");
  CHECK(messages(ExportFormat::jsonl, {}, ',', true) ==
        "{\"end\":{\"rows\":0,\"complete\":true,\"cursor\":\"\"}}\n");
  const std::string two = messages(ExportFormat::jsonl, {Message(), Message()}, ',', true, "m:78");
  CHECK(std::count(two.begin(), two.end(), '\n') == 3);
  CHECK(two.ends_with("{\"end\":{\"rows\":2,\"complete\":true,\"cursor\":\"m:78\"}}\n"));
}

TEST_CASE("rows: one JSON document, valid with no row, one and several") {
  CHECK(tickets(ExportFormat::json, {}) == "{\"version\":1,\"tickets\":[]}\n");
  CHECK(messages(ExportFormat::json, {}) == "{\"version\":1,\"messages\":[]}\n");
  for (std::size_t rows : {1U, 3U}) {
    const auto document =
        json::parse(messages(ExportFormat::json, std::vector<Message>(rows, test::full_message())));
    CHECK(document["version"] == 1);
    CHECK(document["messages"].size() == rows);
  }
}

TEST_CASE("rows: pieces are large, nothing is lost between them, and what write throws passes through") {
  std::size_t pieces = 0, bytes = 0;
  RowWriter writer(ExportWhat::messages, ExportFormat::jsonl, {}, Zone(), [&](std::string_view piece) {
    ++pieces;
    bytes += piece.size();
  });
  writer.begin();
  const Message message = test::full_message();
  for (int i = 0; i < 2'000; ++i) writer.put(message);
  writer.end(2'000, false);
  CHECK(pieces > 4);
  CHECK(bytes / pieces > 128 * 1024);
  CHECK(bytes % 2'000 == 0);

  RowWriter broken(ExportWhat::messages, ExportFormat::csv, {}, Zone(),
                   [](std::string_view) { throw std::runtime_error("disk full"); });
  broken.begin();
  CHECK_THROWS_WITH(broken.end(0, false), "disk full");
}

TEST_CASE("rows: times are those of iso_time, on the days when the clock changes too") {
  const Zone zone = test::rome();
  render::TimeCache times(zone);
  const std::int64_t starts[] = {-1,
                                 0,
                                 86'399,
                                 1'774'746'000 - 90'000,  // 29 March 2026
                                 1'792'890'000 - 90'000,
                                 951'782'400,
                                 4'102'444'800};  // 25 October 2026
  for (const std::int64_t start : starts) {
    for (std::int64_t step = 0; step < 180'000; step += 599) {
      const TimePoint at{Seconds(start + step)};
      REQUIRE(times(at) == iso_time(at, zone));
    }
  }
}
