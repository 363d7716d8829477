// urp undo: takes back what this terminal session sent last and what has not left yet.
#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "session.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call) {
  const auto answer = last_answer();
  if (answer.empty()) {
    throw Error(Fault::not_found, _("no answer of this terminal session can be taken back"),
                _("of another one: urp outbox, urp cancel T/N"));
  }
  const TakenBack taken = take_back(call.office(), answer);
  if (taken.done.empty()) {
    std::vector<Error> errors;
    for (const auto& [message, error] : taken.failed) errors.push_back(error);
    throw_gravest(errors);
  }
  remember_answer({});
  if (!taken.failed.empty()) call.shortcoming = Fault::partial;
  call.out().forgive();
  if (call.common.json) return call.out().line(to_json(taken.done, taken.failed));
  print_taken_back(call, taken);
}

}  // namespace

void add_undo(Arguments& command, Invocation& invocation) {
  command.footer("urp undo");
  invocation.action = run;
}

}  // namespace urp::cli
