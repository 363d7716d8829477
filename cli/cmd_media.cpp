// urp media T[/N[-M]]: attachments: where they are, copies of them, opening them.
#include <memory>

#include <urp/desk/media.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "interrupt.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "message_list.hpp"
#include "message_words.hpp"
#include "open_media.hpp"
#include "raw_terminal.hpp"
#include "say.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

struct MediaOptions {
  std::string word;
  std::optional<std::string> folder;
  bool open = false, retry = false;
};

void show(Printer& out, const std::vector<MediaItem>& items) {
  const TerminalStyle& style = out.style();
  if (items.empty()) return out.sentence(_("no attachments"));
  std::vector<std::vector<Cell>> rows;
  for (const MediaItem& item : items) {
    const Media& media = item.media;
    const std::string target = media_target(media);
    std::string place = media.link ? *media.link : media.path.value_or("");
    if (media.file_name) place = one_line(*media.file_name) + (place.empty() ? "" : "  " + place);
    rows.push_back({{to_string(item.ref)},
                    {media_label(item),
                     media.state == MediaState::stored
                         ? Style([&style, target](std::string_view text) { return style.link(text, target); })
                         : Style()},
                    {place}});
  }
  for (const std::string& line : lay_out({{""}, {""}, {""}}, rows, style.width)) out.line(line);
}

void list_lines(Printer& out, const std::vector<MediaItem>& items) {
  for (const MediaItem& item : items) {
    const Media& media = item.media;
    out.row({to_string(item.ref), item.type, to_name(media.state),
             media.size ? std::to_string(*media.size) : "", media.mime_type.value_or(""),
             media.sha256.value_or(""), media.path.value_or(""), media.link.value_or(""),
             media.file_name.value_or(""), media.why.value_or("")});
  }
}

void save(Invocation& call, const MediaRequest& request, const std::string& folder) {
  const std::vector<std::string> saved = [&] {
    const CleanEnd clean;
    return save_media(call.office(), request, folder);
  }();
  if (saved.empty()) throw Error(Fault::not_found, _("none of these attachments is here"));
  for (const std::string& path : saved) {
    if (call.style().screen) {
      call.out().line(escape_controls(path));
    } else {
      call.out().row({path});
    }
  }
}

void retry(Invocation& call, const MediaRequest& request) {
  const int again = retry_media(call.office(), request);
  if (!call.style().screen) return call.out().row({"again", std::to_string(again)});
  call.out().sentence(say(
      plural("{0} attachment will be fetched again", "{0} attachments will be fetched again", again), again));
}

void run(Invocation& call, const MediaOptions& options) {
  const MessageRange range = parse_message_range(options.word, session_sources());
  MediaRequest request;
  request.ticket = range.ticket;
  request.first = range.first;
  request.last = range.last;
  if (static_cast<int>(options.open) + static_cast<int>(options.retry) +
          static_cast<int>(options.folder.has_value()) >
      1) {
    throw Error(Fault::usage, _("--open, --retry and --save exclude each other"), _("give one of them"));
  }
  Office& office = call.office();
  const bool json = call.common.json;
  if (options.retry && !json) return retry(call, request);
  if (options.folder && !json) return save(call, request, *options.folder);
  if (options.retry) retry_media(office, request);
  if (options.folder) save_media(office, request, *options.folder);
  const std::vector<MediaItem> items = list_media(office, request);
  std::optional<Error> unseen;
  if (options.open) {
    TerminalStyle style = call.style();
    style.live = style.live && !json;
    unseen = open_media(items, style, ask_graphics).trouble;
  }
  if (unseen) throw *std::move(unseen);
  if (json) {
    call.out().line(to_json(items));
  } else if (!options.open) {
    if (call.style().screen) {
      show(call.out(), items);
    } else {
      list_lines(call.out(), items);
    }
  }
}

}  // namespace

void add_media(Arguments& command, Invocation& invocation) {
  auto o = std::make_shared<MediaOptions>();
  command.add_option("T[/N]", o->word, _("a ticket, one message of it, or some: 415, 415/2, 415/2-4"))
      ->required();
  command.add_option("--save", o->folder, _("copy the files into this folder; overwrite nothing"))
      ->type_name(_("DIR"))
      ->names_path();
  command.add_flag("--open", o->open,
                   _("open them with the desktop's programs, or in a terminal that shows pictures"));
  command.add_flag("--retry", o->retry, _("fetch again what was lost or refused"));
  command.footer("urp media 415 --save foto");
  invocation.action = [o](Invocation& call) { run(call, *o); };
}

}  // namespace urp::cli
