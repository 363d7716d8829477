// enter.hpp: what clerks write down: internal notes, and cases that did not come by WhatsApp.
#pragma once

#include <optional>
#include <string>

#include <urp/api.hpp>
#include <urp/desk/reply.hpp>
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
  bool dry_run = false;
  std::optional<ReplyRequest> answer;  // written to the citizen at once, of whatever ticket: a template
};
struct CaseResult {
  MessageRef entered;
  std::optional<ReplyResult> answer;
  ContactId contact;
};
/// A case entered for a citizen: held by who enters it, the office's turn, or the citizen's when they are
/// written to. It opens no window. All of it or nothing. Throws not_found (an unknown contact that is no
/// phone), usage (empty, a time to come), and what reply() throws of the answer.
URP_API CaseResult enter_case(Office& office, const CaseRequest& request);

}  // namespace urp
