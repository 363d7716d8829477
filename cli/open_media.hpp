// open_media.hpp: attachments shown by the desktop's programs.
#pragma once

#include <span>

#include <urp/desk/media.hpp>

namespace urp::cli {

/// Throws failed when this machine has no program for it, not_found when none of them is here.
void open_media(std::span<const MediaItem> items);

}  // namespace urp::cli
