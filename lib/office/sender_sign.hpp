// sender_sign.hpp: what the holder of the sender lock writes of itself into the lock file, and what others
// make of it. Shown, never obeyed: the lock is the kernel's.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "db/audit.hpp"
#include "office/local.hpp"

namespace urp {

/// `1234 1795000000 415 9f86d081884c7d65`: the process, its last sign of life by the real clock, and how far
/// the register had come.
struct SenderSign {
  long process = 0;
  TimePoint at{};
  db::RegisterMark mark;
};
std::string to_line(const SenderSign& sign);
/// Nothing when nobody ever sent, or the line is not understood.
std::optional<SenderSign> read_sender_sign(const std::filesystem::path& database);

/// What to tell of a process that holds the lock and is stopped, or has not given a sign for long; nothing
/// otherwise. May take a fifth of a second.
std::optional<std::string> find_stalled_sender(const Office::Local& office);

}  // namespace urp
