// notice_moves.hpp: how a notice moves, as a function of values: the notice and an event give the notice
// afterwards. What an event cannot do to a notice in its state leaves it as it is.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include <urp/notice.hpp>

#include "domain/move_by.hpp"

namespace urp {

namespace notice_move {

/// Again and again until it begins; each time anew for the second clerk.
struct Scheduled {
  TimePoint due_at{};
  std::optional<TimePoint> expires_at;
  bool approval_needed = false;
};
struct Approved {};
/// Its time came.
struct Begun {};
struct Paused {};
/// By itself: it met trouble.
struct Stopped {
  std::string reason;  // name of a Reason, or WhatsApp's words
  std::optional<std::int64_t> code;
};
/// The database was copied: what was to leave may have left already.
struct Doubted {};
struct Resumed {};
/// Those that failed are tried once more.
struct Retried {};
struct Cancelled {};
/// Its time is over, whoever is left.
struct Expired {};
/// Nobody is left.
struct Finished {};

}  // namespace notice_move

using NoticeMove =
    std::variant<notice_move::Scheduled, notice_move::Approved, notice_move::Begun, notice_move::Paused,
                 notice_move::Stopped, notice_move::Doubted, notice_move::Resumed, notice_move::Retried,
                 notice_move::Cancelled, notice_move::Expired, notice_move::Finished>;

bool can_move(const Notice& notice, const NoticeMove& move);
Notice after_move(Notice notice, const NoticeMove& move, const MoveBy& by);

}  // namespace urp
