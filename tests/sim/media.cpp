#include "media.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "errors.hpp"

namespace sim {
namespace {

constexpr std::int64_t day = 86'400;
constexpr std::int64_t upload_life = 30 * day;
constexpr std::int64_t inbound_life = 7 * day;

struct Type {
  const char* mime;
  const char* kind;        // what it may be sent as; everything may be sent as a document too
  const char* extensions;  // with blanks around each
  std::size_t limit;
  std::string_view magic;  // how such a file begins; empty: not looked at
  std::size_t magic_at = 0;
};

constexpr std::size_t megabyte = 1u << 20;

constexpr Type types[] = {
    {"audio/aac", "audio", " aac ", 16 * megabyte, ""},
    {"audio/amr", "audio", " amr ", 16 * megabyte, "#!AMR"},
    {"audio/mpeg", "audio", " mp3 ", 16 * megabyte, ""},
    {"audio/mp4", "audio", " m4a mp4 ", 16 * megabyte, "ftyp", 4},
    {"audio/ogg", "audio", " ogg ", 16 * megabyte, "OggS"},
    {"text/plain", "document", " txt ", 100 * megabyte, ""},
    {"application/pdf", "document", " pdf ", 100 * megabyte, "%PDF"},
    {"application/msword", "document", " doc ", 100 * megabyte, ""},
    {"application/vnd.ms-excel", "document", " xls ", 100 * megabyte, ""},
    {"application/vnd.ms-powerpoint", "document", " ppt ", 100 * megabyte, ""},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "document", " docx ",
     100 * megabyte, "PK"},
    {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "document", " xlsx ",
     100 * megabyte, "PK"},
    {"application/vnd.openxmlformats-officedocument.presentationml.presentation", "document", " pptx ",
     100 * megabyte, "PK"},
    {"image/jpeg", "image", " jpg jpeg ", 5 * megabyte, "\xff\xd8\xff"},
    {"image/png", "image", " png ", 5 * megabyte, "\x89PNG"},
    {"image/webp", "sticker", " webp ", 500 << 10, "WEBP", 8},
    {"video/mp4", "video", " mp4 ", 16 * megabyte, "ftyp", 4},
    {"video/3gpp", "video", " 3gp 3gpp ", 16 * megabyte, "ftyp", 4},
};

const Type* find_type(const std::string& mime) {
  const auto* at =
      std::find_if(std::begin(types), std::end(types), [&](const Type& t) { return mime == t.mime; });
  return at == std::end(types) ? nullptr : at;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string extension(const std::string& file_name) {
  const auto dot = file_name.rfind('.');
  return dot == std::string::npos ? "" : lower(std::string_view(file_name).substr(dot + 1));
}

Refusal unfit(const std::string& details) {
  return {.code = 131053, .details = details};
}

}  // namespace

std::string bare_mime(std::string_view mime_type) {
  auto bare = lower(mime_type.substr(0, mime_type.find(';')));
  while (!bare.empty() && bare.back() == ' ') bare.pop_back();
  return bare;
}

std::string invent_bytes(const std::string& mime_type, std::size_t size) {
  std::string bytes;
  if (const auto* type = find_type(bare_mime(mime_type)); type != nullptr && !type->magic.empty())
    bytes = std::string(type->magic_at, '\0') + std::string(type->magic);
  if (bare_mime(mime_type) == "audio/ogg") bytes += std::string(24, '\0') + "OpusHead";
  if (bare_mime(mime_type) == "image/webp") bytes.replace(0, 4, "RIFF");
  // Never all zeros, so that a piece that was lost or stands twice shows in the digest.
  for (std::uint32_t dice = 1; bytes.size() < size; dice = dice * 1664525u + 1013904223u)
    bytes += static_cast<char>(dice >> 24);
  bytes.resize(size);
  return bytes;
}

Medium& MediaStore::add(Medium medium) {
  medium.id = make_graph_id();
  medium.digest = sha256(*medium.bytes);
  return media_[medium.id] = std::move(medium);
}

Medium MediaStore::add_upload(UploadedFile file, std::int64_t now) {
  if (file.messaging_product != "whatsapp") throw bad_parameter("messaging_product must be whatsapp");
  if (file.type.empty()) throw bad_parameter("type is missing");
  const std::string mime = bare_mime(file.type);
  const auto* type = find_type(mime);
  if (type == nullptr) {
    std::string all;
    for (const auto& each : types) all += std::string(all.empty() ? "" : ", ") + each.mime;
    throw bad_parameter(fmt::format(
        "Param file must be a file with one of the following types: {}. Received: {}", all, file.type));
  }
  if (bare_mime(file.file_type) != mime) {
    throw bad_parameter(
        fmt::format("the part says '{}', the field type says '{}'", file.file_type, file.type));
  }
  if (std::string(type->extensions).find(" " + extension(file.file_name) + " ") == std::string::npos)
    throw unfit(fmt::format("the file name '{}' is not that of {}", file.file_name, mime));
  const auto& bytes = file.content_of_file;
  if (bytes.empty()) throw unfit("the file is empty");
  if (bytes.size() > type->limit) {
    throw unfit(fmt::format("{} bytes of {}: at most {} are taken", bytes.size(), mime, type->limit));
  }
  if (bytes.size() < type->magic_at || bytes.compare(type->magic_at, type->magic.size(), type->magic) != 0)
    throw unfit(fmt::format("the bytes are not {}", mime));
  if (mime == "audio/ogg" && bytes.substr(0, 256).find("OpusHead") == std::string::npos)
    throw unfit("audio/ogg must be encoded with OPUS");
  Medium medium;
  medium.mime_type = file.type;
  medium.file_name = std::move(file.file_name);
  medium.bytes = std::make_shared<const std::string>(std::move(file.content_of_file));
  medium.dies_at = now + upload_life;
  medium.uploaded = true;
  return add(std::move(medium));
}

Medium MediaStore::add_inbound(const std::string& mime_type, std::string bytes, std::int64_t now) {
  Medium medium;
  medium.mime_type = mime_type;
  medium.bytes = std::make_shared<const std::string>(std::move(bytes));
  medium.dies_at = now + inbound_life;
  return add(std::move(medium));
}

const Medium& MediaStore::get(const std::string& id, std::int64_t now) const {
  const auto found = media_.find(id);
  if (found == media_.end() || found->second.dies_at <= now) throw unknown_object(id);
  return found->second;
}

void MediaStore::check_sendable(const std::string& id, const std::string& kind, std::int64_t now) const {
  const auto found = media_.find(id);
  if (found == media_.end() || !found->second.uploaded)
    throw bad_value(fmt::format("{}['id']: no media '{}' was uploaded to this number", kind, id));
  if (found->second.dies_at <= now)
    throw bad_value(fmt::format("{}['id']: media '{}' has expired", kind, id));
  const auto* type = find_type(bare_mime(found->second.mime_type));
  if (kind != "document" && kind != type->kind) {
    throw unfit(fmt::format("{} cannot be sent as {}", found->second.mime_type, kind));
  }
}

void MediaStore::remove(const std::string& id, std::int64_t now) {
  get(id, now);
  media_.erase(id);
}

}  // namespace sim
