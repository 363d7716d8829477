#include "contact_data.hpp"

#include <memory>

#include <urp/desk/contact.hpp>
#include <urp/desk/person.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "clerk_text.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "output_option.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct DataOptions {
  std::string who, output;
  std::optional<std::string> confirm, until, reason;
  bool dry_run = false, off = false;
};

void run_access(Invocation& call, const DataOptions& options) {
  if (is_standard_output(options.output)) {
    throw Error(Fault::usage, _("the package is a folder, and has no place on standard output"),
                _("name a folder that does not exist yet: -o DIR"));
  }
  const AccessResult result = [&] {
    const CleanEnd clean;
    return write_access_package(call.office(), options.who, options.output);
  }();
  call.out().best_effort();
  if (!result.missing.empty()) call.shortcoming = Fault::partial;
  if (call.common.json) {
    call.out().line(to_json(result));
  } else if (!call.style().screen) {
    call.out().row({to_string(result.contact), result.folder.string(), std::to_string(result.files),
                    std::to_string(result.tickets), std::to_string(result.messages),
                    std::to_string(result.media)});
  } else {
    call.out().line(
        wrap_lines(say(_("{0}: cases {1}, messages {2}, attachments {3} in {4}; begin with "
                         "index.html"),
                       to_string(result.contact), grouped(result.tickets), grouped(result.messages),
                       grouped(result.media), one_line(result.folder.string())),
                   call.style().width, ""));
  }
  for (const auto& sha256 : result.missing)
    tell(say(_("urp: the attachment {0} is not in the media folder any more as it came"), sha256));
}

/// What is destroyed does not come back: the record is named as it is shown.
void require_confirmation(Office& office, const DataOptions& options) {
  const ContactResult page = show_contact(office, options.who);
  const std::string name = to_string(page.contact.id);
  if (options.confirm == name) return;
  throw Error(
      Fault::usage,
      options.confirm ? say(_("--confirm={0}: confirms something else"), one_line(*options.confirm))
                      : say(_("erasing {0} {1} must be confirmed: it does not come back"), name,
                            contact_label(page.contact, 40)),
      say(_("see what would go and what stays with --dry-run; then say it on purpose: --confirm={0}"), name));
}

std::string kept_words(const Kept& one) {
  const auto count = grouped(one.count);
  if (one.what == "cases") return say(plural("{0} case", "{0} cases", one.count), count);
  if (one.what == "messages") return say(plural("{0} message", "{0} messages", one.count), count);
  if (one.what == "events")
    return say(plural("{0} entry of the audit chain", "{0} entries of the audit chain", one.count), count);
  if (one.what == "notices") return say(plural("{0} notice", "{0} notices", one.count), count);
  if (one.what == "partings") return say(plural("{0} errand", "{0} errands", one.count), count);
  return say(plural("{0} copy", "{0} copies", one.count), count);
}

void print_erased(Invocation& call, const EraseResult& result, bool dry_run) {
  Printer& out = call.out();
  if (!call.style().screen) {
    out.row({to_string(result.contact), std::to_string(result.tickets), std::to_string(result.messages),
             std::to_string(result.media), std::to_string(result.bodies), std::to_string(result.events)});
    return;
  }
  const int width = call.style().width;
  out.line(wrap_lines(
      say(dry_run
              ? _("{0}: would go: name, numbers and notes; the words of the messages ({1}, in "
                  "cases: {2}); the attachments ({3}); their parts of the journal and of the audit chain")
              : _("{0}: gone: name, numbers and notes; the words of the messages ({1}, in "
                  "cases: {2}); the attachments ({3}); their parts of the journal and of the audit chain"),
          to_string(result.contact), grouped(result.messages), grouped(result.tickets),
          grouped(result.media)),
      width, ""));
  if (!result.kept.empty()) out.line(dry_run ? _("would stay:") : _("stays:"));
  for (const Kept& one : result.kept) {
    out.line(wrap_lines("  " + kept_words(one) + ": " + one.why, width, "    "));
  }
  out.line(
      wrap_lines(_("backups from before hold the person still: restoring one erases them again"), width, ""));
}

void run_erase(Invocation& call, const DataOptions& options) {
  Office& office = call.office();
  if (!options.dry_run) require_confirmation(office, options);
  const EraseResult result = erase_contact(office, {options.who, options.dry_run});
  if (!options.dry_run) call.out().best_effort();
  if (options.dry_run) tell_rehearsal();
  if (call.common.json) return call.out().line(to_json(result));
  print_erased(call, result, options.dry_run);
  if (result.remains)
    tell(_("urp: somebody reads in the database just now; the service clears the last traces soon"));
}

void run_hold(Invocation& call, const DataOptions& options) {
  if (options.off && (options.until || options.reason)) {
    throw Error(Fault::usage, _("--off takes the hold away; it has neither an end nor a reason"),
                "urp contact hold c57 --off");
  }
  Office& office = call.office();
  HoldRequest request;
  request.who = options.who;
  request.off = options.off;
  if (options.until) request.until = parse_until(*options.until, office.now(), office.zone());
  if (options.reason) request.reason = argument_text(*options.reason, "--reason");
  const HoldResult result = hold_contact(office, request);
  call.out().best_effort();
  if (call.common.json) return call.out().line(to_json(result, office.zone()));
  if (!call.style().screen) {
    return call.out().row({to_string(result.contact), result.held ? "true" : "false",
                           result.until ? iso_time(*result.until, office.zone()) : ""});
  }
  const std::string name = to_string(result.contact);
  std::string words = result.held      ? say(_("{0}: on hold, nothing of them is destroyed"), name)
                      : result.changed ? say(_("{0}: not on hold any more"), name)
                                       : say(_("{0}: was not on hold"), name);
  if (result.until)
    words += ", " + until_time(*result.until - Seconds(1), office.now(), office.zone());  // that day is in it
  call.out().line(wrap_lines(words, call.style().width, ""));
}

}  // namespace

void add_contact_data(Arguments& contact, Invocation& invocation) {
  auto options = std::make_shared<DataOptions>();
  const auto add = [&](const char* name, std::string description,
                       void (*run)(Invocation&, const DataOptions&)) {
    Arguments* part = contact.add_subcommand(name, std::move(description));
    part->add_option("C", options->who, _("c57, a phone, @username or a user id"))->required();
    part->callback([&invocation, options, run] {
      invocation.action = [options, run](Invocation& call) { run(call, *options); };
    });
    return part;
  };
  Arguments* access = add("access", _("all that is held about them, as a folder for the person"), run_access);
  access->add_option("-o,--output", options->output, _("the folder: it appears whole or not at all"))
      ->type_name("DIR")
      ->required();
  Arguments* erase = add("erase", _("forgets them: what no duty keeps is destroyed"), run_erase);
  erase->add_option("--confirm", options->confirm, _("the record, as c57: it does not come back"))
      ->type_name("C");
  erase->add_flag("--dry-run", options->dry_run, _("say what it would do, and change nothing"));
  Arguments* hold = add("hold", _("nothing of them is destroyed, as long as this lasts"), run_hold);
  hold->add_option("--until", options->until, _("its last day; else until it is taken off"))
      ->type_name(_("TIME"));
  hold->add_option("--reason", options->reason, _("why, for colleagues"))->type_name(_("TEXT"));
  hold->add_flag("--off", options->off, _("it is over"));
}

}  // namespace urp::cli
