// in_flight.hpp: what waits for the outcome of its request.
#pragma once

#include <algorithm>
#include <map>
#include <utility>

#include "work/wire.hpp"

namespace urp::work {

/// An entry leaves, and its outcome with it, only when what the outcome means is written: who cannot write
/// now (somebody holds the database) comes again with the same outcome.
template <class Entry>
class InFlight {
 public:
  void add(RequestId id, Entry entry) { entries_.emplace(id, std::move(entry)); }
  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  template <class Predicate>
  bool any_of(Predicate is) const {
    return std::any_of(entries_.begin(), entries_.end(), [&](const auto& one) { return is(one.second); });
  }
  Entry* find(RequestId id) {
    const auto found = entries_.find(id);
    return found == entries_.end() ? nullptr : &found->second;
  }

  /// One after the other: `settle(entry, outcome)` throws when it cannot write.
  template <class Settle>
  void finish(Ended& ended, Settle settle) {
    for (auto one = ended.begin(); one != ended.end();) {
      Entry* entry = find(one->first);
      if (entry == nullptr) {
        ++one;
        continue;
      }
      settle(*entry, one->second);
      entries_.erase(one->first);
      one = ended.erase(one);
    }
  }
  /// All of ours are written.
  void take_out(Ended& ended) {
    std::erase_if(ended, [this](const auto& one) { return entries_.erase(one.first) > 0; });
  }

 private:
  std::map<RequestId, Entry> entries_;
};

}  // namespace urp::work
