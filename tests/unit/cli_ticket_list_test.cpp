#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "cli/ticket_list.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

std::vector<std::int64_t> numbers(const std::vector<std::string>& words, const std::string& input = {},
                                  std::optional<TicketId> last = std::nullopt) {
  std::vector<std::int64_t> values;
  for (const TicketId ticket : parse_tickets(words, {[&] { return input; }, [&] { return last; }})) {
    values.push_back(ticket.value);
  }
  return values;
}

Fault fault_of(const std::vector<std::string>& words) {
  try {
    numbers(words);
  } catch (const Error& error) {
    return error.fault();
  }
  return Fault::failed;
}

}  // namespace

TEST_CASE("ticket list: numbers, URP- numbers and ranges, each once and in order") {
  CHECK(numbers({"415"}) == std::vector<std::int64_t>{415});
  CHECK(numbers({"URP-415", "urp-7"}) == std::vector<std::int64_t>{415, 7});
  CHECK(numbers({"412", "415", "420-424"}) == std::vector<std::int64_t>{412, 415, 420, 421, 422, 423, 424});
  CHECK(numbers({"5", "4-6"}) == std::vector<std::int64_t>{5, 4, 6});
  CHECK(numbers({"412,415"}) == std::vector<std::int64_t>{412, 415});
}

TEST_CASE("ticket list: - reads standard input, @ is the last of this session") {
  CHECK(numbers({"-"}, "3\n1 URP-2\n") == std::vector<std::int64_t>{3, 1, 2});
  CHECK(numbers({"-"}, "") == std::vector<std::int64_t>{});
  CHECK(numbers({"@"}, "", TicketId{88}) == std::vector<std::int64_t>{88});
  CHECK(fault_of({"@"}) == Fault::not_found);
}

TEST_CASE("ticket list: what is no ticket is refused") {
  for (const char* word :
       {"0", "-5", "4x", "415/3", "URP-", "424-420", "1-99999999", "99999999999999999999", "c57"}) {
    CAPTURE(word);
    CHECK(fault_of({word}) == Fault::usage);
  }
}

TEST_CASE("ticket list: a ticket in the place of the verb is recognised") {
  CHECK(names_ticket("415"));
  CHECK(names_ticket("URP-415"));
  CHECK(names_ticket("@"));
  CHECK(names_ticket("420-424"));
  CHECK_FALSE(names_ticket("inbox"));
  CHECK_FALSE(names_ticket("-"));
  CHECK_FALSE(names_ticket("415/3"));
}
