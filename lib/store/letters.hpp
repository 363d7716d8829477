// letters.hpp: letters to services and their attempts: the same state machine as messages, in a table of its
// own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/message.hpp>

#include "domain/delivery.hpp"
#include "store/access.hpp"

namespace urp::store {

struct LetterRow {
  std::int64_t id = 0, dispatch = 0;
  std::string kind;  // dossier, reminder, recall
  Delivery state = Delivery::queued;
  bool final = false;
  TimePoint at{};                       // office clock
  TimePoint queued_at{}, not_before{};  // real clock
  int tries = 0;
  std::optional<MessageError> error;
  // Of its dispatch:
  TicketId ticket;
  std::string service;
  bool lead = false;
  std::string dispatch_state, clerk;
  std::string reply_token;
  std::optional<std::string> note;
  std::optional<std::int64_t> first, last;
  std::optional<TimePoint> due_at, dispatched_at;
  std::int64_t ticket_revision = 0;  // with those of what it was merged into: whatever changes, moves it
};

void add_letter(Writer& db, std::int64_t dispatch, std::string_view kind);
std::optional<LetterRow> find_letter(const Access& db, std::int64_t letter);
/// The letter that a service has of this case and what was merged into it: of the dispatch that is not over,
/// else the latest.
std::optional<LetterRow> find_letter(const Access& db, TicketId ticket, const std::string& service);
/// May leave now, the oldest first; an earlier one of the same dispatch goes before.
std::vector<LetterRow> list_due_letters(const Access& db, TimePoint real_now, int limit);
std::vector<LetterRow> list_letters(const Access& db, Delivery state, int limit);
std::int64_t count_letters(const Access& db, Delivery state);
/// The newest; 0: there is none.
std::int64_t last_letter(const Access& db);

/// Whose service did not get its letter, and that nobody has looked after since.
std::int64_t count_undelivered_dispatches(const Access& db);

/// Opens an attempt of a letter that is queued, if its case is as it was when the letter was written. False:
/// somebody was quicker.
bool claim_letter(Writer& db, const LetterRow& letter, const std::string& token);
void end_letter_attempt(Writer& db, const std::string& token, std::string_view outcome, int code);
void postpone_letter(Writer& db, std::int64_t letter, TimePoint not_before, const MessageError& why);
/// Why letters wait that no server has refused: it is away, does not know us, or the password cannot be read.
std::optional<std::string> find_letter_trouble(const Access& db);
/// Nobody waits for their answers any more: what was being sent is uncertain. How many.
int lose_open_letters(Writer& db);
/// What waits in a copied database may have left already. How many.
int doubt_letters(Writer& db);

/// Where the event takes the letter, with its dispatch, an audit entry and, when the leading service will not
/// get it, the turn. Nothing when it changes nothing.
std::optional<Delivery> apply_letter(Writer& db, std::int64_t letter, DeliveryEvent event,
                                     const std::optional<MessageError>& error = std::nullopt);

struct LetterAttempt {
  std::int64_t letter = 0, dispatch = 0;
  bool latest = true;
};
std::optional<LetterAttempt> find_letter_attempt(const Access& db, const std::string& token);
/// The Message-ID's token of the letter that began it; empty: none has left.
std::string first_letter_token(const Access& db, std::int64_t dispatch);

/// A leading service past its term that has not answered, was not reminded since `reminded_before`, and is
/// not about to be.
struct OverdueDispatch {
  std::int64_t dispatch = 0;
  TicketId ticket;
  std::string service;
};
std::vector<OverdueDispatch> list_overdue_dispatches(const Access& db, TimePoint now,
                                                     TimePoint reminded_before, int limit);

}  // namespace urp::store
