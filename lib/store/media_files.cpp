#include "store/media_files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

#include "db/store.hpp"
#include "domain/say.hpp"
#include "files/bytes.hpp"
#include "files/trouble.hpp"

namespace urp::store {
namespace {

constexpr const char* inbox_name = "tmp";
constexpr std::string_view fetched_mark = "in-", copied_mark = "out-";
constexpr unsigned kept_mode = 0640;

files::Folder data_folder(const Store& store) {
  return files::Folder(store.media_folder().parent_path());
}

files::Folder media_folder(const Store& store) {
  return data_folder(store).enter_or_make(store.media_folder().filename());
}

[[noreturn]] void refuse_digest() {
  throw Error(Fault::failed,
              _("the database names a file of the media folder by something that is no digest"),
              _("somebody has written into the database; see: urp doctor"));
}

/// Its bytes are those of its name.
bool is_whole(const files::Folder& folder, const std::string& sha256) {
  const auto file = folder.open_file(sha256, O_RDONLY);
  return file && files::digest_rest(file->get(), folder.path() / sha256) == sha256;
}

/// False: there is something of that name already.
bool link_into(const files::Folder& folder, int file, const std::string& name) {
  const std::string source = "/proc/self/fd/" + std::to_string(file);
  if (::linkat(AT_FDCWD, source.c_str(), folder.descriptor(), name.c_str(), AT_SYMLINK_FOLLOW) == 0)
    return true;
  if (errno != EEXIST) files::throw_trouble(folder.path() / name, errno);
  return false;
}

}  // namespace

bool is_media_digest(std::string_view sha256) {
  return sha256.size() == 64 && std::all_of(sha256.begin(), sha256.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::filesystem::path media_path(const Store& store, const std::string& sha256) {
  if (!is_media_digest(sha256)) refuse_digest();
  return store.media_folder() / sha256.substr(0, 2) / sha256;
}

std::optional<StoredMedia> open_media(const Store& store, const std::string& sha256) {
  const auto path = media_path(store, sha256);
  std::error_code unknown;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, unknown))) return std::nullopt;
  const auto folder = data_folder(store).enter(store.media_folder().filename()).enter(sha256.substr(0, 2));
  auto file = folder.open_file(sha256, O_RDONLY);
  if (!file) return std::nullopt;
  if (files::digest_rest(file->get(), path) != sha256) {
    throw Error(Fault::failed, say(_("{0}: the file was changed since it came"), path.string()),
                _("bring it back from the last backup; it is neither sent nor copied as it is"));
  }
  const auto size = ::lseek(file->get(), 0, SEEK_CUR);
  if (size < 0 || ::lseek(file->get(), 0, SEEK_SET) != 0) files::throw_trouble(path, errno);
  return StoredMedia{std::move(*file), size};
}

std::optional<StoredMedia> find_media(const Store& store, const std::string& sha256) {
  try {
    return open_media(store, sha256);
  } catch (const Error&) {
    return std::nullopt;
  }
}

IncomingMedia::IncomingMedia(const Store& store, From from)
    : media_(media_folder(store)),
      inbox_(media_.enter_or_make(inbox_name)),
      name_(from == From::provider ? fetched_mark : copied_mark) {
  inbox_.create_passing_file(name_, kept_mode);
}

IncomingMedia::~IncomingMedia() {
  ::unlinkat(inbox_.descriptor(), name_.c_str(), 0);  // what was kept has its lasting name
}

std::string IncomingMedia::path() const {
  return "/proc/self/fd/" + std::to_string(inbox_.descriptor()) + "/" + name_;
}

void IncomingMedia::write(std::string_view bytes) {
  const auto here = inbox_.path() / name_;
  const auto file = inbox_.open_file(name_, O_WRONLY | O_APPEND);
  if (!file) files::throw_trouble(here, ENOENT);
  files::write_all(file->get(), bytes, here);
}

const std::string& IncomingMedia::finish() {
  if (file_) return sha256_;
  const auto here = inbox_.path() / name_;
  auto file = inbox_.open_file(name_, O_RDONLY);
  if (!file) files::throw_trouble(here, ENOENT);
  std::string sha256 = files::digest_rest(file->get(), here);
  inbox_.adopt(file->get());
  if (::fchmod(file->get(), kept_mode) != 0 || ::fsync(file->get()) != 0) files::throw_trouble(here, errno);
  sha256_ = std::move(sha256);
  file_ = std::move(*file);
  return sha256_;
}

const std::string& IncomingMedia::keep() {
  finish();
  const auto place = media_.enter_or_make(sha256_.substr(0, 2));
  if (!link_into(place, file_.get(), sha256_) && !is_whole(place, sha256_)) {
    // Other bytes under this name are damaged, or somebody's trick: the right ones take their place.
    if (::renameat(inbox_.descriptor(), name_.c_str(), place.descriptor(), sha256_.c_str()) != 0) {
      files::throw_trouble(place.path() / sha256_, errno);
    }
  }
  place.sync();
  return sha256_;
}

std::unique_ptr<IncomingMedia> copy_of(const Store& store, const std::filesystem::path& file) {
  const files::Descriptor from(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!from) files::throw_trouble(file, errno);
  auto copy = std::make_unique<IncomingMedia>(store, IncomingMedia::From::clerk);
  std::array<char, 65536> buffer;
  while (const auto count = files::read_some(from.get(), buffer.data(), buffer.size(), file))
    copy->write({buffer.data(), count});
  copy->finish();
  return copy;
}

std::string keep_copy_of(const Store& store, const std::filesystem::path& file) {
  return copy_of(store, file)->keep();
}

void clean_media_inbox(const Store& store) {
  constexpr std::time_t day = 24 * 60 * 60;
  std::error_code unknown;
  if (!std::filesystem::exists(store.media_folder() / inbox_name, unknown)) return;
  const auto inbox = media_folder(store).enter(inbox_name);
  for (const auto& name : inbox.list()) {
    struct stat status {};
    if (::fstatat(inbox.descriptor(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    const bool fresh_copy = name.starts_with(copied_mark) && std::time(nullptr) - status.st_mtime < day;
    if (!fresh_copy && !S_ISDIR(status.st_mode)) inbox.remove(name);
  }
}

}  // namespace urp::store
