// urp restore: a backup in the place of the office's database.
#include <memory>

#include <urp/desk/backup.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct RestoreOptions {
  std::string file;
  std::optional<std::string> confirm, erasures;
  bool no_media = false, dry_run = false;
};

void print(Invocation& call, const RestoreResult& result, bool dry_run) {
  Printer& out = call.out();
  if (!call.style().screen) {
    return out.row(
        {std::to_string(result.events), std::to_string(result.media), std::to_string(result.uncertain),
         std::to_string(result.erased), std::to_string(result.missing.size()), std::to_string(result.hidden),
         std::to_string(result.destroyed), std::to_string(result.bodies), std::to_string(result.letters),
         std::to_string(result.wishes), std::to_string(result.reached)});
  }
  std::string words = say(plural("{0} event", "{0} events", result.events), grouped(result.events));
  if (result.media > 0)
    words += "; " + say(plural("{0} attachment brought back", "{0} attachments brought back", result.media),
                        grouped(result.media));
  if (result.erased > 0)
    words += "; " +
             say(plural("{0} person erased again", "{0} people erased again", result.erased), result.erased);
  if (result.hidden > 0)
    words += "; " + say(plural("{0} message hidden or masked again", "{0} messages hidden or masked again",
                               result.hidden),
                        grouped(result.hidden));
  if (result.destroyed > 0)
    words += "; " + say(plural("{0} case destroyed again", "{0} cases destroyed again", result.destroyed),
                        grouped(result.destroyed));
  if (result.bodies > 0)
    words += "; " + say(plural("{0} delivery of WhatsApp destroyed again",
                               "{0} deliveries of WhatsApp destroyed again", result.bodies),
                        grouped(result.bodies));
  if (result.letters > 0)
    words += "; " + say(plural("{0} mail destroyed again", "{0} mails destroyed again", result.letters),
                        grouped(result.letters));
  if (result.wishes > 0)
    words += "; " + say(plural("{0} later stop or hold counts again", "{0} later stops and holds count again",
                               result.wishes),
                        grouped(result.wishes));
  if (result.reached > 0)
    words += "; " + say(plural("{0} person has a notice already, and does not get it again",
                               "{0} people have a notice already, and do not get it again", result.reached),
                        grouped(result.reached));
  if (result.uncertain > 0)
    words +=
        "; " + say(plural("{0} message that waited is uncertain: urp outbox --uncertain",
                          "{0} messages that waited are uncertain: urp outbox --uncertain", result.uncertain),
                   result.uncertain);
  out.sentence(words);
  if (!dry_run) out.sentence(_("the backup is the office's database now; start the service urp"));
}

void run(Invocation& call, const RestoreOptions& options) {
  RestoreRequest request;
  request.file = options.file;
  if (options.erasures) request.erasures = *options.erasures;
  request.media = !options.no_media;
  request.dry_run = options.dry_run;
  request.confirmed = options.confirm == "restore";
  if (options.confirm && !request.confirmed) {
    throw Error(Fault::usage, say(_("--confirm={0}: confirms something else"), one_line(*options.confirm)),
                _("say it on purpose: --confirm=restore"));
  }
  const RestoreResult result = restore_backup(call.open_request(false), request);
  const bool well = result.deviations.empty();
  if (well && !options.dry_run) call.out().best_effort();
  if (!well) {
    call.shortcoming = Fault::failed;
  } else if (!result.missing.empty()) {
    call.shortcoming = Fault::partial;
  }
  if (options.dry_run) tell_rehearsal();
  if (call.common.json) return put_document(call, to_json(result), well);
  for (const Deviation& one : result.deviations) tell("urp: " + one_line(one.message));
  if (!well) return tell(_("urp: the backup is not as it was written; nothing was changed"));
  print(call, result, options.dry_run);
  for (const auto& sha256 : result.missing)
    tell(say(_("urp: the attachment {0} is neither in the media folder nor beside the backup"), sha256));
}

}  // namespace

void add_restore(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<RestoreOptions>();
  command.add_option(_("FILE"), options->file, _("what urp backup wrote"))->required();
  command.add_option("--confirm", options->confirm, _("restore: over the office that is there"))
      ->type_name(_("WORD"));
  command
      .add_option("--erasures", options->erasures,
                  _("a copy of the register of erasures, when the office's own is lost"))
      ->type_name(_("FILE"));
  command.add_flag("--no-media", options->no_media, _("leave the attachments as they are"));
  command.add_flag("--dry-run", options->dry_run, _("say what it would do, and change nothing"));
  command.footer("urp restore /mnt/backup/urp.db --confirm=restore");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
