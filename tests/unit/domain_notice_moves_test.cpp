#include "domain/notice_moves.hpp"

#include <doctest/doctest.h>

#include <array>
#include <vector>

using namespace urp;
using namespace urp::notice_move;

namespace {

using S = NoticeState;
constexpr std::array states = {S::draft, S::scheduled, S::running, S::paused, S::done, S::cancelled};
const MoveBy maria{TimePoint(Seconds(1000)), "maria"};

Notice in_state(S state) {
  Notice notice;
  notice.name = "allerta";
  notice.state = state;
  notice.created_by = "gianni";
  if (state == S::paused) {
    notice.paused_at = TimePoint(Seconds(500));
    notice.reason = "too_many_failures";
    notice.code = 131026;
  }
  if (state == S::done || state == S::cancelled) notice.ended_at = TimePoint(Seconds(600));
  return notice;
}

struct Row {
  const char* event;
  NoticeMove move;
  std::array<S, 6> to;  // from draft, scheduled, running, paused, done, cancelled
};

std::vector<Row> table() {
  constexpr S dr = S::draft, sc = S::scheduled, ru = S::running, pa = S::paused, dn = S::done,
              ca = S::cancelled;
  return {
      {"scheduled", Scheduled{}, {sc, sc, ru, pa, dn, ca}},
      {"approved", Approved{}, {dr, sc, ru, pa, dn, ca}},
      {"begun", Begun{}, {dr, ru, ru, pa, dn, ca}},
      {"paused", Paused{}, {dr, pa, pa, pa, dn, ca}},
      {"stopped", Stopped{}, {dr, sc, pa, pa, dn, ca}},
      {"doubted", Doubted{}, {dr, pa, pa, pa, dn, ca}},
      {"resumed", Resumed{}, {dr, sc, ru, sc, dn, ca}},
      {"retried", Retried{}, {dr, sc, sc, sc, sc, ca}},
      {"cancelled", Cancelled{}, {ca, ca, ca, ca, dn, ca}},
      {"expired", Expired{}, {dr, dn, dn, pa, dn, ca}},
      {"finished", Finished{}, {dr, sc, dn, pa, dn, ca}},
  };
}

}  // namespace

TEST_CASE("notice moves: every event in every state") {
  std::vector<bool> named(std::variant_size_v<NoticeMove>);
  for (const auto& row : table()) {
    named[row.move.index()] = true;
    for (std::size_t from = 0; from < states.size(); ++from) {
      CAPTURE(row.event);
      CAPTURE(to_name(states[from]));
      const auto after = after_move(in_state(states[from]), row.move, maria);
      CHECK(to_name(after.state) == to_name(row.to[from]));
      CHECK(after.ended_at.has_value() == (after.state == S::done || after.state == S::cancelled));
      if (after.state == S::paused) CHECK(after.paused_at);
      if (after.state == S::scheduled || after.state == S::running) {  // what is over may say what held it up
        CHECK_FALSE(after.paused_at);
        CHECK_FALSE(after.reason);
      }
    }
  }
  for (const bool each : named) CHECK(each);
}

TEST_CASE("notice moves: scheduled anew, it is approved anew") {
  auto notice = in_state(S::draft);
  notice = after_move(notice, Scheduled{TimePoint(Seconds(5000)), TimePoint(Seconds(9000)), true}, maria);
  CHECK(notice.due_at == TimePoint(Seconds(5000)));
  CHECK(notice.expires_at == TimePoint(Seconds(9000)));
  CHECK(notice.scheduled_by == "maria");
  CHECK(notice.waits_for_approval());
  notice = after_move(notice, Approved{}, {TimePoint(Seconds(2000)), "anna"});
  CHECK(notice.approved_by == "anna");
  CHECK_FALSE(notice.waits_for_approval());
  CHECK(after_move(notice, Scheduled{TimePoint(Seconds(6000)), {}, true}, maria).waits_for_approval());
}

TEST_CASE(
    "notice moves: what stopped by itself says why and by nobody; a clerk's pause says who and no why") {
  const auto stopped = after_move(in_state(S::running), Stopped{"file_refused", 131053}, maria);
  CHECK(stopped.reason == "file_refused");
  CHECK(stopped.code == 131053);
  CHECK_FALSE(stopped.paused_by);
  const auto paused = after_move(in_state(S::running), Paused{}, maria);
  CHECK(paused.paused_by == "maria");
  CHECK_FALSE(paused.reason);
  CHECK_FALSE(after_move(stopped, Resumed{}, maria).paused_at);
}

TEST_CASE("notice moves: the first beginning stays the first") {
  auto notice = after_move(in_state(S::scheduled), Begun{}, maria);
  notice = after_move(after_move(notice, Paused{}, maria), Resumed{}, maria);
  CHECK(after_move(notice, Begun{}, {TimePoint(Seconds(7000)), "urp"}).started_at == maria.now);
}
