#include "ledger.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace sim {
namespace {

constexpr const char* kinds[] = {"messages", "refused", "webhooks",  "inbound",
                                 "reads",    "uploads", "downloads", "contact_book"};

}  // namespace

Ledger::Ledger(const std::string& path) {
  clear();
  if (path.empty()) return;
  file_ = open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file_ < 0) throw std::runtime_error(path + ": " + std::strerror(errno));
}

Ledger::~Ledger() {
  if (file_ >= 0) close(file_);
}

void Ledger::write_line(const Json& line) const {
  if (file_ < 0) return;
  // A stranger's bytes may be no UTF-8; they are kept as U+FFFD.
  const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  if (write(file_, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    // A ledger with holes proves nothing: better no stand-in than one that forgets.
    fmt::print(stderr, "urp-sim: the ledger cannot be written: {}\n", std::strerror(errno));
    std::_Exit(1);
  }
}

void Ledger::add(const std::string& kind, const Json& entry) {
  Json line;
  line["kind"] = kind;
  line.update(entry);
  const std::lock_guard lock(mutex_);
  entries_[kind].push_back(entry);
  write_line(line);
}

Json Ledger::all() const {
  const std::lock_guard lock(mutex_);
  Json document;
  for (const auto& [kind, list] : entries_) document[kind] = list;
  return document;
}

Json Ledger::count_messages_by(const std::string& member) const {
  const std::lock_guard lock(mutex_);
  Json counts = Json::object();
  for (const auto& message : entries_.at("messages")) {
    const std::string value = message.value(member, "");
    counts[value] = counts.value(value, 0) + 1;
  }
  return counts;
}

void Ledger::clear() {
  const std::lock_guard lock(mutex_);
  for (const char* kind : kinds) entries_[kind] = Json::array();
  write_line({{"kind", "reset"}});
}

}  // namespace sim
