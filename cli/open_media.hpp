// open_media.hpp: attachments shown by the desktop's programs, or in the terminal itself.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include <urp/desk/media.hpp>
#include <urp/error.hpp>

#include "graphics.hpp"
#include "terminal.hpp"

namespace urp::cli {

struct OpenedMedia {
  bool here = false;             // something about them stands in this terminal now
  std::optional<Error> trouble;  // of what could not be shown, with what would help on this machine
};
/// With a desktop its programs open them. Else, on a live terminal, pictures are drawn when it says that it
/// can
/// (`ask`), and of each it is told what it is, with its link and its transcript. Throws failed, and not_found
/// when none of them is stored.
OpenedMedia open_media(std::span<const MediaItem> items, const TerminalStyle& style,
                       const std::function<Graphics()>& ask);

}  // namespace urp::cli
