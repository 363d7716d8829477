// media.hpp: what was uploaded and what citizens sent: kinds, sizes, lives. No HTTP in here.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "encode.hpp"

namespace sim {

struct Medium {
  std::string id, mime_type, file_name;
  std::shared_ptr<const std::string> bytes;
  std::string digest;  // SHA-256, raw
  std::int64_t dies_at = 0;
  bool uploaded = false;
};

struct UploadedFile {
  std::string messaging_product, type;                // the fields
  std::string file_type, file_name, content_of_file;  // the part
};
/// Throws Refusal.
UploadedFile parse_upload(const std::string& content_type, const std::string& body);

/// Without its parameters, in lower case.
std::string bare_mime(std::string_view mime_type);
/// Bytes that begin as a file of that type does, filled up to `size`.
std::string invent_bytes(const std::string& mime_type, std::size_t size);

class MediaStore {
 public:
  /// Throws Refusal when the provider would not take it.
  Medium add_upload(UploadedFile file, std::int64_t now);
  Medium add_inbound(const std::string& mime_type, std::string bytes, std::int64_t now);
  /// Throws Refusal: unknown, or its life is over.
  const Medium& get(const std::string& id, std::int64_t now) const;
  /// For a message of that kind (image, video, audio, document, sticker). Throws Refusal.
  void check_sendable(const std::string& id, const std::string& kind, std::int64_t now) const;
  void remove(const std::string& id, std::int64_t now);
  void clear() { media_.clear(); }

 private:
  Medium& add(Medium medium);

  std::map<std::string, Medium> media_;
};

}  // namespace sim
