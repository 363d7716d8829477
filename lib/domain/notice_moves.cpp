#include "domain/notice_moves.hpp"

#include <algorithm>
#include <initializer_list>

#include <urp/reason.hpp>

namespace urp {
namespace {

using namespace notice_move;
using State = NoticeState;

/// From which states a move leads.
struct LeadsFrom {
  State state;

  bool in(std::initializer_list<State> states) const {
    return std::find(states.begin(), states.end(), state) != states.end();
  }
  bool operator()(const Scheduled&) const { return in({State::draft, State::scheduled}); }
  bool operator()(const Approved&) const { return in({State::scheduled, State::paused}); }
  bool operator()(const Begun&) const { return in({State::scheduled}); }
  bool operator()(const Paused&) const { return in({State::scheduled, State::running}); }
  bool operator()(const Stopped&) const { return in({State::running}); }
  bool operator()(const Doubted&) const { return in({State::scheduled, State::running}); }
  bool operator()(const Resumed&) const { return in({State::paused}); }
  bool operator()(const Retried&) const { return in({State::done, State::running, State::paused}); }
  bool operator()(const Cancelled&) const {
    return in({State::draft, State::scheduled, State::running, State::paused});
  }
  bool operator()(const Expired&) const { return in({State::scheduled, State::running}); }
  bool operator()(const Finished&) const { return in({State::running}); }
};

struct Step {
  Notice& notice;
  const MoveBy& by;

  void forget_trouble() const {
    notice.reason.reset();
    notice.code.reset();
  }
  void end(State state) const {
    notice.state = state;
    notice.ended_at = by.now;
  }
  /// Whatever held it up is over: the worker begins it again.
  void go_on() const {
    notice.state = State::scheduled;
    notice.ended_at.reset();
    notice.paused_at.reset();
    notice.paused_by.reset();
    forget_trouble();
  }

  void operator()(const Scheduled& plan) const {
    notice.state = State::scheduled;
    notice.due_at = plan.due_at;
    notice.expires_at = plan.expires_at;
    notice.approval_needed = plan.approval_needed;
    notice.approved_at.reset();
    notice.approved_by.reset();
    notice.scheduled_at = by.now;
    notice.scheduled_by = by.clerk;
  }
  void operator()(const Approved&) const {
    notice.approved_at = by.now;
    notice.approved_by = by.clerk;
  }
  void operator()(const Begun&) const {
    notice.state = State::running;
    if (!notice.started_at) notice.started_at = by.now;
  }
  void operator()(const Paused&) const {
    notice.state = State::paused;
    notice.paused_at = by.now;
    notice.paused_by = by.clerk;
    forget_trouble();
  }
  void operator()(const Stopped& trouble) const {
    notice.state = State::paused;
    notice.paused_at = by.now;
    notice.paused_by.reset();
    notice.reason = trouble.reason;
    notice.code = trouble.code;
  }
  void operator()(const Doubted&) const {
    (*this)(Stopped{std::string(to_name(Reason::copied)), std::nullopt});
  }
  void operator()(const Resumed&) const { go_on(); }
  void operator()(const Retried&) const { go_on(); }
  void operator()(const Cancelled&) const { end(State::cancelled); }
  void operator()(const Expired&) const { end(State::done); }
  void operator()(const Finished&) const { end(State::done); }
};

}  // namespace

bool can_move(const Notice& notice, const NoticeMove& move) {
  return std::visit(LeadsFrom{notice.state}, move);
}

Notice after_move(Notice notice, const NoticeMove& move, const MoveBy& by) {
  if (can_move(notice, move)) std::visit(Step{notice, by}, move);
  return notice;
}

}  // namespace urp
