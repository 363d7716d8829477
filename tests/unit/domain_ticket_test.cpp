#include <doctest/doctest.h>

#include <urp/ticket.hpp>

using namespace urp;

TEST_CASE("ticket: every value has an English name that reads back, and Italian ones are accepted") {
  for (auto state : {TicketState::open_new, TicketState::open, TicketState::waiting, TicketState::routed,
                     TicketState::closed}) {
    CHECK(ticket_state(to_name(state)) == state);
  }
  for (auto kind : {TicketKind::request, TicketKind::report, TicketKind::complaint, TicketKind::suggestion,
                    TicketKind::access}) {
    CHECK(ticket_kind(to_name(kind)) == kind);
  }
  CHECK(ticket_state("ATTESA") == TicketState::waiting);
  CHECK(ticket_kind("Segnalazione") == TicketKind::report);
  CHECK(turn("noi") == Turn::office);
  CHECK(outcome("risolta") == Outcome::resolved);
  CHECK_FALSE(ticket_state("sospesa").has_value());
}

TEST_CASE("ticket: the turn follows from the state") {
  CHECK(turn_of(TicketState::open_new) == Turn::office);
  CHECK(turn_of(TicketState::open) == Turn::office);
  CHECK(turn_of(TicketState::waiting) == Turn::citizen);
  CHECK(turn_of(TicketState::routed) == Turn::service);
  CHECK_FALSE(turn_of(TicketState::closed).has_value());
}
