// urp similar T: answered cases like this one, and what was answered.
#include <algorithm>
#include <memory>

#include <urp/desk/similar.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>

#include "answer.hpp"
#include "arguments.hpp"
#include "ask.hpp"
#include "commands.hpp"
#include "compose.hpp"
#include "invocation.hpp"
#include "options.hpp"
#include "reply_flow.hpp"
#include "say.hpp"
#include "similar_view.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct SimilarOptions {
  std::string ticket;
  int limit = 5, use = -1;  // -1: not asked for
};

/// Its words are the draft of the answer; what the clerk has typed already is not lost for it.
void keep_as_draft(Office& office, const SimilarResult& result, int use) {
  const auto count = result.answers.size();
  if (static_cast<std::size_t>(use) > count) {
    throw Error(Fault::not_found, say(_("--use {0}: there are {1} answers"), use, count),
                say(_("see them: urp similar {0}"), result.ticket.value));
  }
  const std::string& text = result.answers[static_cast<std::size_t>(use) - 1].text;
  const auto draft = find_draft(office, result.ticket);
  if (draft && *draft != text) {
    throw Error(
        Fault::conflict, say(_("{0}: there is a draft of yours already"), to_string(result.ticket)),
        say(_("send it first: urp reply {0}; or away with it: urp drafts --drop {0}"), result.ticket.value));
  }
  keep_draft(office, result.ticket, text);
}

void use(Invocation& call, const SimilarResult& result, int number) {
  Office& office = call.office();
  keep_as_draft(office, result, number);
  if (!can_ask() || call.common.json) return;
  ReplyRequest request;
  request.ticket = result.ticket;
  request.hold = resting_time(call, office.settings().reply.hold);
  request.text = compose(call, request);
  answer_one(call, request, std::nullopt);
}

void run(Invocation& call, const SimilarOptions& options) {
  if (options.limit < 1) {
    throw Error(Fault::usage, _("-n 0: at least one answer is looked for"), _("write 1 or more"));
  }
  if (options.use == 0)
    throw Error(Fault::usage, _("--use 0: answers count from 1"), "urp similar 415 --use 1");
  Office& office = call.office();
  const TicketId ticket = parse_one_ticket(options.ticket, session_sources());
  const int wanted = std::max(options.limit, options.use);
  const SimilarResult result = similar_answers(office, {ticket, static_cast<std::size_t>(wanted)});
  if (options.use > 0) use(call, result, options.use);
  if (call.common.json) return call.out().line(to_json(result, office.zone()));
  if (options.use > 0) {
    if (!can_ask())
      call.out().sentence(say(_("{0}: answer {1} is the draft"), to_string(ticket), options.use));
    return;
  }
  if (!call.style().screen) return list_similar_lines(call.out(), result, office.zone());
  show_similar(call.out(), result, office);
  remember_ticket(result.ticket);
}

}  // namespace

void add_similar(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<SimilarOptions>();
  command.add_option("T", o->ticket, _("415, URP-415, or @ for the last one shown"))->required();
  add_count(command, "-n,--limit", o->limit, _("at most N answers (default 5)"));
  add_count(command, "--use", o->use, _("open answer N as the draft of the reply"));
  command.footer("urp similar 415 --use 1");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
