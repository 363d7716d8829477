#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "cli/clerk_text.hpp"
#include "cli/editor.hpp"
#include "cli/ticket_list.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

std::string refusal(std::string_view bytes) {
  try {
    clerk_text(bytes, "testo.txt");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    return std::string(error.what()) + " | " + error.hint();
  }
  return "taken";
}

}  // namespace

TEST_CASE("a clerk's text: no byte order mark, our line ends, no blank lines at the ends") {
  CHECK(clerk_text("\xef\xbb\xbf"
                   "Dal file.\r\n",
                   "") == "Dal file.");
  // cat one.txt two.txt: each file has brought its own.
  CHECK(clerk_text("\xef\xbb\xbf"
                   "Uno.\r\n"
                   "\xef\xbb\xbf"
                   "Due.\r\n",
                   "") == "Uno.\nDue.");
  CHECK(clerk_text("Prima\r\nSeconda\rTerza\n", "") == "Prima\nSeconda\nTerza");
  CHECK(clerk_text("\n \t\n  rientro\n\nfine \t\n \n", "") == "  rientro\n\nfine");
  CHECK(clerk_text("  ciao  ", "") == "  ciao");
  CHECK(clerk_text(" \r\n\n", "") == "");
  CHECK(clerk_text("", "") == "");
  CHECK(clerk_text("Perch\u00e9 \U0001F44D", "") == "Perch\u00e9 \U0001F44D");
}

TEST_CASE("a clerk's text: what is not UTF-8 is refused with the line and the cure, never replaced") {
  CHECK(refusal("uno\ndue\nperch\xe9\n").find("testo.txt: line 3 is not UTF-8") == 0);
  CHECK(refusal("\xff\xfe"
                "c\0i\0")
            .find("line 1") != std::string::npos);
  CHECK(refusal(std::string_view("\xff\xfe"
                                 "c\0i\0",
                                 6))
            .find("iconv -f UTF-16") != std::string::npos);
  CHECK(refusal("perch\xc3").find("line 1") != std::string::npos);
  CHECK(refusal(std::string_view("uno\nd\0e", 7)).find("line 2") != std::string::npos);
  CHECK(refusal("perch\xe9").find("iconv") != std::string::npos);
  CHECK(refusal(std::string(100'001, 'x')).find("longer than 100000 bytes") != std::string::npos);
  CHECK(refusal(std::string(100'000, 'x')) == "taken");
}

TEST_CASE("a clerk's text: an empty standard input is no text") {
  std::string input;
  const TicketSources sources{.standard_input = [&input] { return input; }, .last = {}};
  for (const char* empty : {"", " \r\n", "\xef\xbb\xbf\n"}) {
    input = empty;
    CHECK_THROWS_AS(typed_text("-", sources), Error);
  }
  input =
      "\xef\xbb\xbf"
      "Ciao\r\n";
  CHECK(typed_text("-", sources) == "Ciao");
  CHECK(typed_text("", sources) == "");  // where an empty word means something
}

TEST_CASE("a clerk's text: a comment behind the editor's byte order mark is a comment") {
  CHECK(written_text("\xef\xbb\xbf# non per il cittadino\r\nSolo questo.\r\n") == "Solo questo.");
}
