// attachment.hpp: what a file of the office is to WhatsApp: its kind, type and limit, read from its
// name and its first bytes. WhatsApp refuses bytes that are not what the name says, after the
// upload; urp before it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace urp {

constexpr std::size_t attachment_head = 64;  // bytes that tell what a file is

struct Attachment {
  std::string kind;  // image, video, audio, document, sticker
  std::string mime_type;
  std::string file_name;  // as the citizen sees it
  std::int64_t size = 0;
  bool voice = false, animated = false;
};

/// Throws usage: a type that WhatsApp does not take, bytes of another type, empty, or too large.
Attachment read_attachment(std::string_view file_name, std::int64_t size, std::string_view head);

/// Only these stand beside words in one message.
bool takes_caption(std::string_view kind);

}  // namespace urp
