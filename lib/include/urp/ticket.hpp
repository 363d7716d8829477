// ticket.hpp: a case of one citizen, as it is shown and exported.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/contact.hpp>
#include <urp/ids.hpp>
#include <urp/time.hpp>

namespace urp {

enum class TicketKind { request, report, complaint, suggestion, access };
enum class TicketState { open_new, open, waiting, routed, closed };  // open_new is written "new"
enum class Turn { office, citizen, service };
enum class Outcome { answered, resolved, not_ours, rejected, duplicate, no_reply };
enum class Identified { none, declared, verified };

URP_API std::string_view to_name(TicketKind kind);
URP_API std::string_view to_name(TicketState state);
URP_API std::string_view to_name(Turn turn);
URP_API std::string_view to_name(Outcome outcome);
URP_API std::string_view to_name(Identified identified);
/// English or Italian, in any case: "waiting", "attesa", "in attesa". Empty when it is neither.
URP_API std::optional<TicketKind> ticket_kind(std::string_view name);
URP_API std::optional<TicketState> ticket_state(std::string_view name);
URP_API std::optional<Turn> turn(std::string_view name);
URP_API std::optional<Outcome> outcome(std::string_view name);
URP_API std::optional<Identified> identified(std::string_view name);
/// Who must act in this state; nobody when closed.
URP_API std::optional<Turn> turn_of(TicketState state);

struct Dispatch {  // a copy of the case with a service
  std::string service;
  bool lead = false;
  std::string state;
  std::optional<TimePoint> sent_at, due_at, answered_at;
};

struct Ticket {
  TicketId id;
  TicketKind kind = TicketKind::request;
  TicketState state = TicketState::open_new;
  bool urgent = false;
  std::optional<std::string> subject;
  ContactSummary contact;
  std::optional<std::string> service;  // slug of the leading service
  std::vector<Dispatch> dispatches;
  std::optional<std::string> clerk;  // who holds it
  std::vector<std::string> tags;
  std::vector<std::string> flags;  // moderation grounds on its messages
  std::int64_t unread = 0;
  std::int64_t messages = 0;
  std::optional<std::string> preview;  // last words of the citizen; null when hidden
  TimePoint presented_at{};            // WhatsApp's timestamp of the first message: L. 241/1990
  std::optional<TimePoint> waiting_since, last_message_at, last_inbound_at, window_closes_at;
  std::optional<TimePoint> first_answered_at, first_answer_due_at, term_due_at;
  bool overdue = false;
  std::optional<TimePoint> postponed_until, closed_at;
  std::optional<Outcome> outcome;
  std::optional<TicketId> linked_to;    // the former case it continues
  std::optional<TicketId> merged_into;  // the ticket that shows its messages
  std::vector<TicketId> linked;         // other citizens' cases of the same matter
  Identified identified = Identified::none;
  std::int64_t revision = 0;
};

}  // namespace urp
