// urp backup: database and attachments, while others work.
#include <memory>
#include <optional>

#include <urp/desk/backup.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/render_memory.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "output_option.hpp"
#include "own_configuration.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

void run(Invocation& call, const std::string& file, bool no_media) {
  if (is_standard_output(file) && call.common.json) {
    throw Error(Fault::usage, _("--json tells how the backup went, and needs a FILE for the backup"),
                _("name a file instead of -"));
  }
  refuse_configuration(call, file);
  Printer& out = call.out();
  BackupRequest request;
  request.file = file;
  request.media = !no_media;
  if (is_standard_output(file)) {
    if (!no_media) {
      throw Error(Fault::usage, _("attachments have no place on standard output"),
                  _("the database alone: urp backup - --no-media"));
    }
    out.stream();
    request.write = [&out](std::string_view bytes) { out.put(bytes); };
  }
  std::optional<CleanEnd> clean;
  if (!request.write) clean.emplace();
  const BackupResult result = make_backup(call.machine_office(), request);
  if (!result.missing.empty()) call.shortcoming = Fault::partial;
  if (is_standard_output(file)) return;
  out.best_effort();
  if (call.common.json) {
    out.line(to_json(result, file));
  } else if (!call.style().screen) {
    out.row({file, std::to_string(result.bytes), std::to_string(result.events), std::to_string(result.media),
             std::to_string(result.copied), std::to_string(result.missing.size())});
  } else {
    std::string words =
        say(_("{0}: {1}, {2} events"), one_line(file), size_words(result.bytes), grouped(result.events));
    if (!no_media)
      words += "; " + say(plural("{0} attachment beside it", "{0} attachments beside it", result.media),
                          grouped(result.media));
    out.sentence(words);
  }
  for (const auto& sha256 : result.missing)
    tell(say(_("urp: the attachment {0} is not in the media folder any more as it came"), sha256));
}

}  // namespace

void add_backup(Arguments& command, Invocation& invocation) {
  auto file = std::make_shared<std::string>();
  auto no_media = std::make_shared<bool>(false);
  command
      .add_option(_("FILE"), *file, _("the database; attachments go into FILE-media; - is standard output"))
      ->required();
  command.add_flag("--no-media", *no_media, _("the database alone"));
  command.footer("urp backup /mnt/backup/urp.db");
  invocation.action = [file, no_media](Invocation& call) { run(call, *file, *no_media); };
}

}  // namespace urp::cli
