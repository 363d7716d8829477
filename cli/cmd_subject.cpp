// urp subject T TEXT: a line that says what it is about.
#include <algorithm>
#include <memory>

#include <urp/desk/change.hpp>
#include <urp/visible.hpp>

#include "arguments.hpp"
#include "bulk.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "doubtful.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct SubjectOptions : BulkOptions {
  std::size_t literal = 0;  // words behind --
};

/// `urp subject 412 415` may mean two tickets, and the subject forgotten.
void refuse_tickets_alone(const std::vector<std::string>& words) {
  if (std::all_of(words.begin() + 1, words.end(), names_tickets)) refuse_doubtful_text(words[1]);
}

void run(Invocation& call, const SubjectOptions& options) {
  if (options.words.size() < 2) {
    throw Error(Fault::usage, _("the subject is missing after the ticket"),
                "urp subject 415 buca in via Roma");
  }
  if (!shows_something(options.words.front())) {
    throw Error(Fault::usage, _("the ticket before the subject was given empty"),
                _("is a variable of the script unset?"));
  }
  if (options.literal == 0) refuse_tickets_alone(options.words);
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
  auto options = std::make_shared<SubjectOptions>();
  add_bulk_options(command, *options, _("T TEXT..."),
                   _("a ticket, and what it is about in one line; \"\" takes the subject away"))
      ->may_be_empty()
      ->count_literal(options->literal);
  command.footer("urp subject 415 buca in via Roma");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
