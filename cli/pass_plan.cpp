#include "pass_plan.hpp"

#include <urp/render.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {

void print_plan(Invocation& call, const PassPlan& plan) {
  tell_rehearsal();
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(plan));
  if (!out.style().screen) {
    const std::pair<std::string_view, std::int64_t> figures[] = {
        {"messages", plan.messages}, {"letters", plan.letters}, {"media", plan.media},
        {"expired", plan.expired},   {"closed", plan.closed},
    };
    for (const auto& [name, value] : figures) out.row({name, std::to_string(value)});
    for (const NoticeLine& one : plan.notices)
      out.row({"notice", std::to_string(one.sums.left), one.notice.name});
    return;
  }
  if (plan.stopped)
    out.sentence(_("!! sending is stopped: neither messages nor notices would leave; see: urp doctor"));
  out.sentence(say(_("would leave now: messages {0}, letters {1}; files to fetch: {2}"),
                   grouped(plan.messages), grouped(plan.letters), grouped(plan.media)));
  out.sentence(say(_("would end by the clock: cases without an answer {0}, parked answers {1}"),
                   grouped(plan.closed), grouped(plan.expired)));
  for (const NoticeLine& one : plan.notices)
    out.sentence(say(_("notice {0}: to be sent {1}"), one.notice.name, grouped(one.sums.left)));
}

}  // namespace urp::cli
