#include "cli/aliases.hpp"

#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "test_office.hpp"

using namespace urp;
using namespace urp::cli;

TEST_CASE("aliases: a word stands for a verb and its options, blanks in quotation marks kept") {
  const Aliases aliases = {{"mie", "inbox --mine"}, {"buche", "search 'buca in' \"via Roma\""}};
  CHECK(find_alias(aliases, "mie") == std::vector<std::string>{"inbox", "--mine"});
  CHECK(find_alias(aliases, "buche") == std::vector<std::string>{"search", "buca in", "via Roma"});
  CHECK(find_alias(aliases, "altro").empty());
  check_aliases(aliases);
}

TEST_CASE("aliases: none has the name of a command, none stands for another or for nothing") {
  CHECK_FAULT(check_aliases({{"inbox", "status"}}), Fault::configuration);
  CHECK_FAULT(check_aliases({{"12", "inbox"}}), Fault::configuration);  // `urp 12` shows ticket 12
  CHECK_FAULT(check_aliases({{"a", "b"}, {"b", "a"}}), Fault::configuration);
  CHECK_FAULT(check_aliases({{"a", "' '"}}), Fault::configuration);
  CHECK_FAULT(find_alias({{"a", "a"}}, "a"), Fault::configuration);
}
