// urp cancel T/N...: takes back what has not left.
#include <memory>

#include <urp/desk/reply.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "message_list.hpp"
#include "say.hpp"
#include "send.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const BulkOptions& options) {
  const std::vector<MessageRef> messages = parse_messages(options.words, session_sources());
  Office& office = call.office();
  if (messages.size() == 1) {
    cancel_message(office, messages.front(), options.dry_run);
    if (options.dry_run)
      tell_rehearsal();
    else
      call.out().best_effort();
    return print_outgoing(call, find_outgoing(office, messages.front()));
  }
  confirm_many(messages.size(), options, _("Take back {0} messages?"),
               _("{0} messages would be taken back; nothing was changed"));
  std::vector<MessageRef> done;
  std::vector<std::pair<MessageRef, Error>> failed;
  for (const MessageRef& message : messages) {
    try {
      cancel_message(office, message, options.dry_run);
      done.push_back(message);
    } catch (const Error& error) {
      failed.emplace_back(message, error);
    }
  }
  if (done.empty()) {
    std::vector<Error> errors;
    for (const auto& [message, error] : failed) errors.push_back(error);
    throw_gravest(errors);
  }
  if (!failed.empty()) call.shortcoming = Fault::partial;
  if (options.dry_run)
    tell_rehearsal();
  else
    call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(done, failed));
  for (const MessageRef& message : done) {
    if (call.style().screen) {
      call.out().sentence(
          say(options.dry_run ? _("{0}: would be taken back") : _("{0}: taken back, nothing was sent"),
              to_string(message)));
    } else {
      call.out().row({to_string(message), to_name(Delivery::cancelled)});
    }
  }
  for (const auto& [message, error] : failed) tell("urp: " + escape_controls(error.what()));
}

}  // namespace

void add_cancel(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  command.add_option("T/N", options->words, _("messages that have not left: 415/9, 415/8-9"))->required();
  command.add_flag("--yes", options->yes, _("do not ask; three or more need it where nobody can be asked"));
  command.add_flag("--dry-run", options->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp cancel 415/9");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
