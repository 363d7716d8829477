#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "cli/message_list.hpp"
#include "test_office.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

TicketSources sources() {
  return {.standard_input = [] { return std::string("7 8"); },
          .last = [] { return std::optional(TicketId{415}); }};
}

}  // namespace

TEST_CASE("messages: a ticket and a number, spelled in every usual way") {
  CHECK(parse_message("415/2", sources()) == MessageRef{{415}, 2});
  CHECK(parse_message("URP-415/2", sources()) == MessageRef{{415}, 2});
  CHECK(parse_message("@/3", sources()) == MessageRef{{415}, 3});
}

TEST_CASE("messages: ranges are opened, repetitions counted once") {
  CHECK(parse_messages({"415/2-4", "415/3", "9/1"}, sources()) ==
        std::vector<MessageRef>{{{415}, 2}, {{415}, 3}, {{415}, 4}, {{9}, 1}});
}

TEST_CASE("messages: a range may be a whole ticket where that makes sense") {
  const MessageRange whole = parse_message_range("415", sources());
  CHECK(whole.ticket == TicketId{415});
  CHECK_FALSE(whole.first.has_value());
  const MessageRange some = parse_message_range("415/2-4", sources());
  CHECK(some.first == 2);
  CHECK(some.last == 4);
}

TEST_CASE("messages: what is no message is refused, with an example") {
  for (const char* word : {"415", "415/", "415/x", "415/0", "415/4-2", "415/1-", "415/1-5000", "/2",
                           "415/2/3", "412-415/2", "-/1"}) {
    INFO(word);
    CHECK_FAULT(parse_messages({word}, sources()), Fault::usage);
  }
  CHECK_FAULT(parse_message("415/2-3", sources()), Fault::usage);
}
