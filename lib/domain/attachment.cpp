#include "domain/attachment.hpp"

#include <algorithm>
#include <cctype>

#include <urp/error.hpp>

#include "domain/say.hpp"

namespace urp {
namespace {

constexpr std::int64_t kib = 1024, mib = 1024 * kib;

enum class Content { any, jpeg, png, webp, mp4, ogg, mp3, aac, amr, pdf, zip, old_office };

struct FileType {
  std::string_view ending, kind, mime_type;
  Content content;
};
constexpr FileType types[] = {
    {"jpg", "image", "image/jpeg", Content::jpeg},
    {"jpeg", "image", "image/jpeg", Content::jpeg},
    {"png", "image", "image/png", Content::png},
    {"webp", "sticker", "image/webp", Content::webp},
    {"mp4", "video", "video/mp4", Content::mp4},
    {"3gp", "video", "video/3gpp", Content::mp4},
    {"ogg", "audio", "audio/ogg", Content::ogg},
    {"opus", "audio", "audio/ogg", Content::ogg},
    {"mp3", "audio", "audio/mpeg", Content::mp3},
    {"m4a", "audio", "audio/mp4", Content::mp4},
    {"aac", "audio", "audio/aac", Content::aac},
    {"amr", "audio", "audio/amr", Content::amr},
    {"pdf", "document", "application/pdf", Content::pdf},
    {"txt", "document", "text/plain", Content::any},
    {"doc", "document", "application/msword", Content::old_office},
    {"docx", "document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     Content::zip},
    {"xls", "document", "application/vnd.ms-excel", Content::old_office},
    {"xlsx", "document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Content::zip},
    {"ppt", "document", "application/vnd.ms-powerpoint", Content::old_office},
    {"pptx", "document", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     Content::zip},
};

std::int64_t limit_of(const Attachment& attachment) {
  if (attachment.kind == "image") return 5 * mib;
  if (attachment.kind == "sticker") return attachment.animated ? 500 * kib : 100 * kib;
  return attachment.kind == "document" ? 100 * mib : 16 * mib;
}

bool starts(std::string_view head, std::string_view bytes, std::size_t at = 0) {
  return head.size() >= at + bytes.size() && head.substr(at, bytes.size()) == bytes;
}

/// The eleven bits that begin a frame of MPEG sound.
bool has_frame_sync(std::string_view head) {
  return head.size() >= 2 && head[0] == '\xff' && (static_cast<unsigned char>(head[1]) & 0xe0) == 0xe0;
}

bool is(Content content, std::string_view head) {
  switch (content) {
    case Content::any:
      return true;
    case Content::jpeg:
      return starts(head, "\xff\xd8\xff");
    case Content::png:
      return starts(head, "\x89PNG");
    case Content::webp:
      return starts(head, "RIFF") && starts(head, "WEBP", 8);
    case Content::mp4:
      return starts(head, "ftyp", 4);
    case Content::ogg:
      return starts(head, "OggS");
    case Content::mp3:
      return starts(head, "ID3") || has_frame_sync(head);
    case Content::aac:
      return has_frame_sync(head);
    case Content::amr:
      return starts(head, "#!AMR");
    case Content::pdf:
      return starts(head, "%PDF");
    case Content::zip:
      return starts(head, "PK");
    case Content::old_office:
      return starts(head, "\xd0\xcf\x11\xe0");
  }
  return false;
}

std::string ending_of(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == name.npos) return {};
  std::string ending(name.substr(dot + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return ending;
}

std::string known_endings() {
  std::string list;
  for (const auto& type : types) list += (list.empty() ? "" : ", ") + std::string(type.ending);
  return list;
}

/// OPUS with one channel, in the first page of an Ogg file: `OpusHead`, version, channels.
bool is_voice(std::string_view head) {
  const auto opus = head.find("OpusHead");
  return opus != head.npos && head.size() > opus + 9 && head[opus + 9] == 1;
}

bool is_animated(std::string_view head) {
  return starts(head, "VP8X", 12) && head.size() > 20 && (head[20] & 0x02) != 0;
}

}  // namespace

bool takes_caption(std::string_view kind) {
  return kind == "image" || kind == "video" || kind == "document";
}

Attachment read_attachment(std::string_view file_name, std::int64_t size, std::string_view head) {
  const std::string ending = ending_of(file_name);
  const auto* type = std::find_if(std::begin(types), std::end(types),
                                  [&](const FileType& known) { return known.ending == ending; });
  if (type == std::end(types)) {
    throw Error(Fault::usage, say(_("{0}: WhatsApp does not take files of this type"), file_name),
                say(_("allowed: {0}"), known_endings()));
  }
  if (size == 0) throw Error(Fault::usage, say(_("{0}: the file is empty"), file_name));
  if (!is(type->content, head)) {
    throw Error(Fault::usage, say(_("{0}: its content is not what its name says"), file_name),
                _("save it again in the right format"));
  }
  Attachment attachment;
  attachment.kind = type->kind;
  attachment.mime_type = type->mime_type;
  attachment.file_name = file_name;
  if (ending == "opus") attachment.file_name.replace(file_name.size() - 4, 4, "ogg");  // else it is refused
  attachment.size = size;
  attachment.voice = type->content == Content::ogg && is_voice(head);
  attachment.animated = attachment.kind == "sticker" && is_animated(head);
  if (const auto most = limit_of(attachment); size > most) {
    throw Error(Fault::usage,
                say(_("{0}: {1} KB, WhatsApp takes at most {2} KB of this kind"), file_name,
                    (size + kib - 1) / kib, most / kib),
                _("make it smaller, or send a link"));
  }
  return attachment;
}

}  // namespace urp
