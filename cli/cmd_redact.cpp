// urp redact T/N WORDS...: masks words inside a message, named as they stand or by their span.
#include <memory>

#include <urp/desk/redact.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "message_list.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct RedactOptions {
  std::string message;
  std::vector<std::string> words;
  bool all = false, undo = false, dry_run = false;
};

std::string kind_words(const std::string& kind) {
  if (kind == "phone") return _("phone");
  if (kind == "mail") return _("mail address");
  if (kind == "tax-code") return _("tax code");
  if (kind == "iban") return "IBAN";
  if (kind == "plate") return _("number plate");
  return _("card number");
}

void print_proposals(Invocation& call, MessageRef ref) {
  const RedactView view = find_redaction(call.office(), ref);
  if (call.common.json) return call.out().line(to_json(view));
  for (const RedactProposal& one : view.proposals) {
    if (call.style().screen) {
      call.out().line(pad_right(kind_words(one.kind), 20) + "  " + pad_right(one.span, 9) + "  " +
                      one_line(one.words));
    } else {
      call.out().row({to_string(ref), one.kind, one.words, one.span});
    }
  }
  if (!call.style().screen) return;
  if (view.proposals.empty()) {
    call.out().sentence(view.redacted ? _("nothing more is proposed; words are masked in it")
                                      : _("nothing is proposed; other words are named after the message"));
  } else {
    call.out().line(fmt::format("urp redact {} --all", to_string(ref)));
  }
}

void run(Invocation& call, const RedactOptions& options) {
  RedactRequest request;
  request.message = parse_message(options.message, session_sources());
  request.all = options.all;
  request.undo = options.undo;
  request.dry_run = options.dry_run;
  for (const std::string& word : options.words) request.words.push_back(clerk_text(word, _("WORDS")));
  if (options.undo && (options.all || !options.words.empty())) {
    throw Error(Fault::usage, _("--undo takes every mask off, and needs no words"));
  }
  if (!options.undo && !options.all && options.words.empty()) return print_proposals(call, request.message);
  const RedactResult result = redact_message(call.office(), request);
  if (!options.dry_run) call.out().best_effort();
  if (options.dry_run) tell_rehearsal();
  if (call.common.json) return call.out().line(to_json(result));
  const std::string name = to_string(result.ref);
  if (!call.style().screen) return call.out().row({name, std::to_string(result.masked.size())});
  if (options.undo) return call.out().sentence(say(_("{0}: shown again as it was written"), name));
  if (result.masked.empty()) return call.out().sentence(say(_("{0}: nothing is proposed"), name));
  call.out().sentence(say(_("{0}: masked in every view, search and export   urp redact {0} --undo"), name));
}

}  // namespace

void add_redact(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<RedactOptions>();
  command.add_option("T/N", o->message, _("a message, as 415/3"))->required();
  command.add_option(
      _("WORDS"), o->words,
      _("words to be masked, as they stand in it, or their span, as 12-20; without any, what is "
        "proposed is listed"));
  command.add_flag("--all", o->all,
                   _("mask all that is proposed: phones, mail addresses, tax codes, IBANs ..."));
  command.add_flag("--undo", o->undo, _("take the masks off: everything is as it was"));
  command.add_flag("--dry-run", o->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp redact 415/3 \"Mario Rossi\" --all");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
