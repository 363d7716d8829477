// lock.hpp: a lock of the kernel on a file, for what must happen in one process at a time.
#pragma once

#include <chrono>
#include <filesystem>
#include <string_view>

namespace urp::db {

/// A lock of the kernel on a file beside the database; freed at death.
class FileLock {
 public:
  enum class Mode { shared, exclusive };
  FileLock() = default;  // of no file: always free
  /// Opens the file, creating it with this mode. Does not lock yet. Throws denied, failed.
  FileLock(const std::filesystem::path& file, unsigned mode);
  ~FileLock();
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;

  bool try_lock(Mode mode);
  /// False when it did not get it in this time.
  bool lock(Mode mode, std::chrono::milliseconds wait);
  void unlock();
  /// What the holder says of itself: shown, never obeyed.
  void write_line(std::string_view line);
  /// Whether another process holds it now in a way that keeps `mode` out.
  bool is_held_by_another(Mode mode);

 private:
  int fd_ = -1;
};

}  // namespace urp::db
