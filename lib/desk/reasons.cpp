#include "desk/reasons.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace urp {
namespace {

constexpr Fault gravest_first[] = {Fault::not_found, Fault::refused, Fault::conflict, Fault::window_closed};

auto rank_of(Fault fault) {
  return std::find(std::begin(gravest_first), std::end(gravest_first), fault);
}

void add(std::string& all, const std::string& one) {
  if (one.empty() || all.find(one) != std::string::npos) return;
  all += (all.empty() ? "" : "; ") + one;
}

}  // namespace

bool Reasons::is_reason(Fault fault) {
  return rank_of(fault) != std::end(gravest_first);
}

void Reasons::raise() const {
  if (kept_.empty()) return;
  std::vector<Reason> ordered = kept_;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Reason& one, const Reason& other) {
    return rank_of(one.fault) < rank_of(other.fault);
  });
  std::string what, hint;
  for (const Reason& reason : ordered) {
    add(what, reason.what);
    add(hint, reason.hint);
  }
  throw Error(ordered.front().fault, what, hint);
}

}  // namespace urp
