// drafts.hpp: what a clerk typed and did not send.
#pragma once

#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct DraftLine {
  TicketId ticket;
  TicketState state = TicketState::open;
  ContactSummary contact;
  std::string text;
  TimePoint at{};  // when it was kept last
};
/// Those of the clerk who asks, the latest first.
URP_API std::vector<DraftLine> list_drafts(Office& office);

}  // namespace urp
