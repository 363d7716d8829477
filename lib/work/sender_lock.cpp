#include "work/sender_lock.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "db/place.hpp"
#include "domain/say.hpp"
#include "office/sender_sign.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::seconds sign_pause{5};

std::filesystem::path lock_path(const db::Store& store) {
  return store.path().string() + "-sender";
}

/// 0: there is none, as in memory.
ino_t inode_of_lock(const db::Store& store) {
  struct stat found {};
  return !store.path().empty() && ::lstat(lock_path(store).c_str(), &found) == 0 ? found.st_ino : 0;
}

}  // namespace

bool SenderLock::take() {
  if (held_) return true;
  held_ = lock_.try_lock(db::FileLock::Mode::exclusive);
  if (!held_) return false;
  inode_ = inode_of_lock(*office_->store);
  const auto before = read_sender_sign(office_->store->path());
  mark_ = before ? before->mark : db::RegisterMark{};
  trusted_ = false;
  sign();
  return true;
}

void SenderLock::give_back() {
  if (held_) lock_.unlock();
  held_ = false;
}

void SenderLock::trust() {
  trusted_ = true;
  const auto db = office_->read();
  mark_ = db::mark_of(db);
}

void SenderLock::give_sign() {
  if (signed_at_ && office_->steady_now() - *signed_at_ < sign_pause) return;
  sign();
}

void SenderLock::sign() {
  if (inode_of_lock(*office_->store) != inode_) {
    throw Error(
        Fault::failed,
        say(_("{0}: the lock of who sends was removed or replaced"), lock_path(*office_->store).string()),
        _("leave the files beside the database where they are"));
  }
  if (trusted_) {
    const auto db = office_->read();
    if (!db::has_mark(db, mark_)) db::throw_replaced(*office_->store);
    mark_ = db::mark_of(db);
  }
  signed_at_ = office_->steady_now();
  try {
    lock_.write_line(to_line({::getpid(), office_->real_now(), mark_}));
  } catch (const Error&) {
    // Shown, never obeyed: on a disk that takes nothing the answers in hand are worth more.
  }
}

}  // namespace urp::work
