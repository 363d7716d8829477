// urp subject T TEXT: a line that says what it is about.
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/visible.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const BulkOptions& options) {
  if (options.words.size() < 2) {
    throw Error(Fault::usage, _("the subject is missing after the ticket"),
                "urp subject 415 buca in via Roma");
  }
  if (!shows_something(options.words.front())) {
    throw Error(Fault::usage, _("the ticket before the subject was given empty"),
                _("is a variable of the script unset?"));
  }
  // The first word alone names tickets: a subject may begin with a number.
  const auto request = change_request(options, parse_all({options.words.front()}));
  confirm_many(request.tickets.size(), options, _("Change the subject of {0} tickets?"),
               _("the subject of {0} tickets would change; nothing was changed"));
  const std::string words = joined({options.words.begin() + 1, options.words.end()});
  const std::string subject = shows_something(words) ? argument_text(words, _("the subject")) : std::string();
  print_bulk(call, set_subject(call.office(), request, subject), options, [&call](const Ticket& ticket) {
    if (!ticket.subject) return std::string(_("no subject"));
    return say(_("subject {0}"), quoted(call.style(), one_line(*ticket.subject)));
  });
}

}  // namespace

void add_subject(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<BulkOptions>();
  add_bulk_options(command, *options, _("T TEXT..."),
                   _("a ticket, and what it is about in one line; \"\" takes the subject away"))
      ->may_be_empty();
  command.footer("urp subject 415 buca in via Roma");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
