// media_files.hpp: where the bytes of media lie: media/ab/abcd..., by SHA-256, and how they come there and
// out again. The folder is shared: nothing in it is believed before it was looked at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "files/folder.hpp"
#include "store/access.hpp"

namespace urp::store {

/// 64 lower-case hex digits. What a row says is no path before this is true.
bool is_media_digest(std::string_view sha256);
/// Throws failed when it is no digest.
std::filesystem::path media_path(const Store& store, const std::string& sha256);

struct StoredMedia {
  files::Descriptor file;  // at its beginning
  std::int64_t size = 0;
};
/// The bytes of a row, hashed again. Nothing when there is no such file; throws failed or denied when there
/// is another: a link, a pipe, other bytes.
std::optional<StoredMedia> open_media(const Store& store, const std::string& sha256);
/// Nothing too when there is another, or it cannot be read: for whom one file of many must not keep from the
/// rest. `verify` tells of it.
std::optional<StoredMedia> find_media(const Store& store, const std::string& sha256);

/// A file on its way into the folder: in media/tmp, under a name that nobody can guess, gone with this unless
/// it was kept.
class IncomingMedia {
 public:
  enum class From { provider, clerk };  // what a clerk attaches is written while others clean up
  /// Makes the folders that are missing. Throws denied, failed.
  IncomingMedia(const Store& store, From from);
  ~IncomingMedia();
  IncomingMedia(const IncomingMedia&) = delete;

  /// For whoever writes it by a name: leads there even if the folder is replaced meanwhile.
  std::string path() const;
  /// At its end; into no file that somebody has put into its place and that leads elsewhere.
  void write(std::string_view bytes);
  /// Nothing more is written: fsync. Returns the SHA-256 in hex. Slow for a large file; a second call is not.
  const std::string& finish();
  /// Finishes it and gives it its lasting place: link, fsync of the folder. The same bytes twice are one
  /// file.
  const std::string& keep();

 private:
  files::Folder media_, inbox_;
  std::string name_;
  files::Descriptor file_;  // once it is finished
  std::string sha256_;
};

/// A copy of somebody else's file, which stays where it is; finished, not kept.
std::unique_ptr<IncomingMedia> copy_of(const Store& store, const std::filesystem::path& file);
/// Finished and kept.
std::string keep_copy_of(const Store& store, const std::filesystem::path& file);
/// Takes away what a worker that died left half fetched.
void clean_media_inbox(const Store& store);

}  // namespace urp::store
