// urp verify: is everything as it was written? Names each place that is not.
#include <memory>

#include <urp/desk/verify.hpp>
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

struct VerifyOptions {
  std::string backup;
  std::optional<std::string> head, tsa_ca;
  bool full = false, no_media = false;
};

void print(Invocation& call, const VerifyResult& result, const VerifyOptions& options) {
  Printer& out = call.out();
  const TerminalStyle& style = call.style();
  for (const Deviation& one : result.deviations) {
    if (!style.screen) {
      out.row({one.code, one.place, one.message});
      continue;
    }
    out.line(style.red(pad_right("!!", 4) + wrap_lines(one_line(one.message), style.width - 4, "    ")));
  }
  if (!style.screen) return;
  std::string words = say(plural("{0} event", "{0} events", result.events), grouped(result.events));
  if (result.erased > 0)
    words +=
        ", " + say(plural("{0} of them erased", "{0} of them erased", result.erased), grouped(result.erased));
  if (result.lost > 0)
    words += ", " + say(plural("{0} lost what it said, and no erasure says so",
                               "{0} lost what they said, and no erasure says so", result.lost),
                        grouped(result.lost));
  words += "; " + say(plural("{0} attachment", "{0} attachments", result.media), grouped(result.media));
  if (options.no_media) words += " " + std::string(_("(not read)"));
  if (result.heads > 0)
    words +=
        "; " + say(plural("{0} head kept elsewhere", "{0} heads kept elsewhere", result.heads), result.heads);
  if (result.stamps > 0)
    words += "; " + say(plural("{0} time stamp", "{0} time stamps", result.stamps), result.stamps);
  out.sentence(words);
  const auto count = static_cast<std::int64_t>(result.deviations.size());
  out.line(count == 0 ? std::string(_("all is as it was written"))
                      : say(plural("{0} place is not as it was written",
                                   "{0} places are not as they were written", count),
                            count));
}

void run(Invocation& call, const VerifyOptions& options) {
  VerifyRequest request;
  request.full = options.full;
  request.media = !options.no_media;
  if (options.head) request.head = *options.head;
  if (options.tsa_ca) request.tsa_ca = *options.tsa_ca;
  if (options.tsa_ca && !options.head && !options.backup.empty()) {
    throw Error(Fault::usage, _("the time stamps stand beside the file of the heads: name it"),
                "urp verify BACKUP --head FILE --tsa-ca FILE");
  }
  const VerifyResult result = options.backup.empty() ? verify(call.machine_office(), request)
                                                     : verify_backup(options.backup, request);
  const bool well = result.deviations.empty();
  if (!well) call.shortcoming = Fault::failed;
  if (call.common.json) return put_document(call, to_json(result), well);
  print(call, result, options);
}

}  // namespace

void add_verify(Arguments& command, Invocation& invocation) {
  auto options = std::make_shared<VerifyOptions>();
  command.add_option(_("BACKUP"), options->backup, _("of this backup, instead of the office's database"));
  command
      .add_option("--head", options->head, _("heads of the chain that were kept elsewhere: they are in it"))
      ->type_name(_("FILE"));
  command
      .add_option("--tsa-ca", options->tsa_ca,
                  _("certificates of the time stamp authority, instead of [audit] tsa_ca"))
      ->type_name(_("FILE"));
  command.add_flag("--full", options->full, _("every index against its table, too"));
  command.add_flag("--no-media", options->no_media,
                   _("do not read the attachments, only see whether they are there"));
  command.footer("urp verify --head /mnt/notary/urp-heads");
  invocation.action = [options](Invocation& call) { run(call, *options); };
}

}  // namespace urp::cli
