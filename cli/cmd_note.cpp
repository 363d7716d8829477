// urp note T TEXT|-: an internal note, which can never be sent.
#include <memory>

#include <urp/desk/enter.hpp>
#include <urp/error.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "doubtful.hpp"
#include "invocation.hpp"
#include "say.hpp"
#include "send.hpp"
#include "ticket_list.hpp"

namespace urp::cli {
namespace {

struct NoteOptions {
  std::string ticket, text;
  std::size_t literal = 0;  // words behind --
};

void run(Invocation& call, const NoteOptions& options) {
  NoteRequest request;
  request.ticket = parse_one_ticket(options.ticket, session_sources());
  if (options.literal == 0) refuse_doubtful_text(options.text, true);
  request.text = typed_words(options.text, session_sources());
  const MessageRef note = add_note(call.office(), request);
  call.out().best_effort();
  print_entered(call, note, _("noted, never sent"));
}

}  // namespace

void add_note(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<NoteOptions>();
  command.add_option("T", o->ticket, _("415, URP-415, or @ for the last one shown"))->required();
  command.add_option(_("TEXT"), o->text, _("the note, or - for standard input"))
      ->required()
      ->count_literal(o->literal);
  command.footer("urp note 415 \"sentito il capocantiere\"");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
