#include "open_media.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "environment.hpp"
#include "layout.hpp"
#include "message_words.hpp"
#include "printer.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// Runs it to its end; `quiet` keeps its talk off our screen. Whether it went well.
bool run_program(const std::vector<std::string>& words, bool quiet) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child < 0) throw Error(Fault::failed, say(_("no process for {0}"), words.front()));
  if (child == 0) {
    if (quiet) {
      const int nowhere = open("/dev/null", O_RDWR);
      for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, fd);
    }
    execvp(arguments.front(), arguments.data());
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/// Over SSH the desktop of this machine is nobody's, unless its screen comes along.
bool has_desktop() {
  const bool session = environment("DISPLAY") || environment("WAYLAND_DISPLAY");
  return is_on_path("xdg-open") && (session || !environment("SSH_CONNECTION"));
}

void open_on_desktop(std::span<const MediaItem> items) {
  for (const MediaItem& item : items) {
    if (!item.media.path || run_program({"xdg-open", *item.media.path}, true)) continue;
    throw Error(Fault::failed, say(_("xdg-open could not open {0}"), *item.media.path),
                _("copy it instead: urp media T --save FOLDER"));
  }
}

bool is_picture(const MediaItem& item) {
  return item.media.path && item.media.mime_type && item.media.mime_type->starts_with("image/");
}

/// The terminal on which a picture is drawn.
struct Canvas {
  Graphics graphics = Graphics::none;
  Cells screen;
  Pixels cell{8, 16};  // as most are, where the terminal does not say
};

Canvas make_canvas(Graphics graphics, const TerminalStyle& style) {
  Canvas canvas{graphics,
                {style.width, std::max(1, style.height - 3)}};  // its label and a prompt stay in view
  if (winsize size{}; ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0 &&
                      size.ws_xpixel >= size.ws_col && size.ws_ypixel >= size.ws_row) {
    canvas.cell = {size.ws_xpixel / size.ws_col, size.ws_ypixel / size.ws_row};
  }
  return canvas;
}

/// The program that draws a file, and its options; none: none is installed.
std::optional<std::vector<std::string>> drawing_program(const Canvas& canvas) {
  if (is_on_path("chafa")) {
    return std::vector<std::string>{
        "chafa", "--format", canvas.graphics == Graphics::kitty ? "kitty" : "sixels",        "--animate",
        "off",   "--size",   fmt::format("{}x{}", canvas.screen.columns, canvas.screen.rows)};
  }
  if (canvas.graphics == Graphics::sixel && is_on_path("img2sixel")) {
    return std::vector<std::string>{"img2sixel", "--static", "--height",
                                    std::to_string(canvas.screen.rows * canvas.cell.height)};
  }
  return std::nullopt;
}

/// What kitty's protocol takes as it is.
std::optional<std::string> read_png(const MediaItem& item) {
  if (item.media.mime_type != "image/png") return std::nullopt;
  std::ifstream file(*item.media.path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!png_size(bytes)) return std::nullopt;
  return bytes;
}

/// False: no program for it is installed.
bool draw(const MediaItem& item, const Canvas& canvas) {
  if (canvas.graphics == Graphics::kitty) {
    if (const auto png = read_png(item)) {
      write_all(STDOUT_FILENO,
                kitty_picture(*png, shrink_to(*png_size(*png), canvas.screen, canvas.cell)) + "\n");
      return true;
    }
  }
  auto words = drawing_program(canvas);
  if (!words) return false;
  words->push_back(*item.media.path);
  if (!run_program(*words, false))
    throw Error(Fault::failed, say(_("{0} could not show {1}"), words->front(), to_string(item.ref)));
  return true;
}

/// Which one it is, its size, its link, and what was said in it.
void describe(const MediaItem& item) {
  std::string words = fmt::format("{}  {}", to_string(item.ref), media_label(item));
  if (item.media.link) words += "\n" + *item.media.link;
  if (item.media.transcript) words += "\n" + say(_("transcript: {0}"), one_line(*item.media.transcript));
  tell(words);
}

/// What would help is said for this machine and these attachments.
Error helpless(std::span<const MediaItem> items, Graphics graphics, bool wants_program) {
  if (wants_program) {
    return {Fault::failed, _("this terminal shows pictures, but no program for these is installed"),
            _("for the administrator: apt install chafa")};
  }
  const bool linked = std::any_of(items.begin(), items.end(),
                                  [](const MediaItem& item) { return item.media.link.has_value(); });
  const char* hint =
      linked ? _("open the link in the browser of your own machine, or: urp media T --save FOLDER")
             : _("urp media T --save FOLDER; with [media] link in urp.toml there is a link for the "
                 "browser of your own machine");
  return {Fault::failed,
          graphics == Graphics::none ? _("there is no desktop here, and this terminal shows no pictures")
                                     : _("there is no desktop here, and a terminal shows only pictures"),
          hint};
}

OpenedMedia show_here(std::span<const MediaItem> items, const TerminalStyle& style,
                      const std::function<Graphics()>& ask) {
  const bool pictures = std::any_of(items.begin(), items.end(), is_picture);
  const Canvas canvas = make_canvas(pictures && style.live ? ask() : Graphics::none, style);
  bool wants_program = false, unseen = false;
  for (const MediaItem& item : items) {
    if (style.live) describe(item);
    if (is_picture(item) && canvas.graphics != Graphics::none) {
      if (!draw(item, canvas)) wants_program = true;
    } else if (item.media.path && !item.media.transcript) {
      unseen = true;
    }
  }
  OpenedMedia opened{style.live, {}};
  if (wants_program || unseen) opened.trouble = helpless(items, canvas.graphics, wants_program);
  return opened;
}

}  // namespace

OpenedMedia open_media(std::span<const MediaItem> items, const TerminalStyle& style,
                       const std::function<Graphics()>& ask) {
  if (items.empty()) throw Error(Fault::not_found, _("no attachments"));
  const bool stored =
      std::any_of(items.begin(), items.end(), [](const MediaItem& item) { return item.media.path; });
  if (!stored) throw Error(Fault::not_found, _("none of these attachments is here"));
  if (!has_desktop()) return show_here(items, style, ask);
  open_on_desktop(items);
  return {};
}

}  // namespace urp::cli
