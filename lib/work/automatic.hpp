// automatic.hpp: what the office says by itself, put into the outbox when it is due. What is said, and
// whether, is in domain/automatic.
#pragma once

#include <chrono>
#include <optional>

#include <urp/work.hpp>

#include "office/local.hpp"
#include "store/automatic.hpp"
#include "work/clock_watch.hpp"

namespace urp::work {

class Automatic {
 public:
  explicit Automatic(const Office::Local& office) : office_(&office) {}
  /// Nothing while the machine's clock is ahead by mistake: windows seem closed, and what was to be said
  /// would be settled unsaid. True: something was written or settled.
  bool start_due(PassResult& result);

 private:
  void look_around();
  void settle(db::Writer& db, const store::DueAutomatic& due);
  void speak(db::Writer& db, const store::DueAutomatic& due, const store::AutomaticCase& about,
             const AutomaticParts& parts);
  TimePoint month_begin() const;

  const Office::Local* office_;
  std::optional<std::chrono::steady_clock::time_point> looked_at_;
  ClockWatch clock_;
};

/// What is due by now is not said any more: of a copied or restored database nobody knows whether it was said
/// already. How many.
int leave_unsaid(const Office::Local& office, db::Writer& db);

}  // namespace urp::work
