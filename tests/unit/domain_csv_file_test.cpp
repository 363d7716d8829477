#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "domain/csv_file.hpp"
#include "test_office.hpp"

using namespace urp;
using Record = std::vector<std::string>;

namespace {

std::vector<Record> records(std::string_view text) {
  std::vector<Record> all;
  CsvRecords reader(text);
  for (Record cells; reader.next(cells);) all.push_back(cells);
  return all;
}

std::string hint_of(std::string_view bytes) {
  try {
    check_csv("gente.csv", bytes);
  } catch (const Error& error) {
    return error.what() + std::string(" | ") + error.hint();
  }
  return {};
}

}  // namespace

TEST_CASE("csv file: the separator is the one of the titles, or the one that sep= names") {
  CHECK(records("a;b,c;d\n1;2;3\n") == std::vector<Record>{{"a", "b,c", "d"}, {"1", "2", "3"}});
  CHECK(records("a\tb\n1\t2,5\n") == std::vector<Record>{{"a", "b"}, {"1", "2,5"}});
  CHECK(records("a|b|c\n1|2,5|3\n") == std::vector<Record>{{"a", "b", "c"}, {"1", "2,5", "3"}});
  CHECK(records("\xef\xbb\xbfsep=;\r\na,b\r\n1;2\r\n") == std::vector<Record>{{"a,b"}, {"1", "2"}});
  CHECK(records("\"sep=|\"\na|b\n") == std::vector<Record>{{"a", "b"}});
  CHECK(records("\n  \na;b\n") == std::vector<Record>{{"a", "b"}});
}

TEST_CASE("csv file: empty rows are passed over, and lines are counted through quoted cells") {
  CsvRecords reader("a;b\r\n;;\r\n\"uno\r\ndue\";2\r\n;\r\n3;4");
  Record cells;
  REQUIRE(reader.next(cells));
  CHECK(reader.line() == 1);
  REQUIRE(reader.next(cells));
  CHECK(reader.line() == 3);
  CHECK(cells == Record{"uno\r\ndue", "2"});
  REQUIRE(reader.next(cells));
  CHECK(reader.line() == 6);
  CHECK(cells == Record{"3", "4"});
  CHECK_FALSE(reader.next(cells));
}

TEST_CASE("csv file: a quote that never closes is told and does not eat a large file") {
  std::string text = "a,b\n\"senza fine,1\n";
  for (int i = 0; i < 10'000; ++i) text += "0123456789,0123456789\n";
  CsvRecords reader(text);
  Record cells;
  REQUIRE(reader.next(cells));
  REQUIRE(reader.next(cells));
  CHECK_FALSE(reader.whole());
}

TEST_CASE("csv file: what is no UTF-8 text is named, with the cure") {
  CHECK(hint_of("phone;giorno\n1;luned\xc3\xac\n") == "");
  CHECK(hint_of("phone;giorno\n1;luned\xec\n").find("gente.csv:2: not UTF-8; it may be Windows-1252") == 0);
  CHECK(hint_of("phone;giorno\n1;luned\xec\n").find("iconv -f WINDOWS-1252 -t UTF-8 gente.csv") !=
        std::string::npos);
  CHECK(hint_of(std::string_view("\xff\xfep\0h\0", 6)).find("UTF-16") != std::string::npos);
  CHECK(hint_of(std::string_view("p\0h\0o\0n\0", 8)).find("UTF-16") != std::string::npos);
  CHECK(hint_of("PK\x03\x04rest").find("a workbook (.xlsx, .ods), not a CSV file") != std::string::npos);
  CHECK(hint_of("\xd0\xcf\x11\xe0rest").find(".xls") != std::string::npos);
  CHECK(hint_of("a;b\r1;2\r").find("CR alone") != std::string::npos);
  CHECK(hint_of("a;b\r\n") == "");
  CHECK(hint_of("a;b\r") == "");
}

TEST_CASE("csv file: a text that spreadsheets were kept from reading as something else") {
  CHECK(spreadsheet_text("=\"+393330000101\"") == "+393330000101");
  CHECK(spreadsheet_text("'+393330000101") == "+393330000101");
  CHECK(spreadsheet_text("'=1+1") == "=1+1");
  CHECK(spreadsheet_text("'ndrangheta") == "'ndrangheta");
  CHECK(spreadsheet_text("'") == "'");
  CHECK(spreadsheet_text("=\"\"") == "=\"\"");
}
