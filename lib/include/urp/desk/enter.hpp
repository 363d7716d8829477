// enter.hpp: what clerks write down: internal notes, and cases that did not come by WhatsApp.
#pragma once

#include <optional>
#include <string>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/ticket.hpp>

namespace urp {

struct NoteRequest {
  TicketId ticket;
  std::string text;
};
/// A note in the thread, which can never be sent: no outbox row is made for it. Whoever holds the case, and
/// closed ones too. Throws not_found, usage (empty).
URP_API MessageRef add_note(Office& office, const NoteRequest& request);

struct CaseRequest {
  std::string contact;  // c57, a phone, @username, a user id; a phone that nobody has makes a new contact
  std::optional<std::string> name;  // of a new contact
  TicketKind kind = TicketKind::request;
  std::string by = "desk";  // phone, desk, mail: how the citizen came
  std::string text;
  std::optional<std::string> subject;
  bool urgent = false;
  std::optional<TimePoint> presented_at;  // none: now
};
/// A case entered for a citizen: held by who enters it, the office's turn. It opens no window. Throws
/// not_found (an unknown contact that is no phone), usage (empty, a time to come).
URP_API MessageRef enter_case(Office& office, const CaseRequest& request);

}  // namespace urp
