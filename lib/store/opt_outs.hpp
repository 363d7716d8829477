// opt_outs.hpp: who stopped the office's marketing at WhatsApp. What the person said last counts, in whatever
// order it comes.
#pragma once

#include <optional>
#include <string_view>

#include <urp/ids.hpp>
#include <urp/time.hpp>

#include "store/access.hpp"

namespace urp::store {

/// The person wants no marketing from this number; told once.
void record_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at,
                    std::string_view source);
/// The person allows it again, unless they stopped it later than that.
void end_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at);
/// The person asks for notices: an earlier stop is taken back, where there was one.
void take_back_opt_out(Writer& db, ContactId contact, std::int64_t number, TimePoint at);
/// Since when, from any of our numbers.
std::optional<TimePoint> opted_out_since(const Access& db, ContactId contact);

}  // namespace urp::store
