// channel.hpp: how the account stands with WhatsApp, and what it costs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include <urp/api.hpp>
#include <urp/time.hpp>

namespace urp {

/// Something WhatsApp said of account, number or a template, in its own words.
struct ChannelEvent {
  TimePoint at{};
  std::string field, event;  // phone_number_quality_update, FLAGGED
  std::string subject, text;
};

/// `FLAGGED 390700001234 (phone_number_quality_update)`
URP_API std::string to_string(const ChannelEvent& event);

/// Messages of one calendar month that were delivered, by the category that WhatsApp reported. Since October
/// 2026 free-form messages ("service") cost beyond a monthly tier for each number.
struct MonthlyMessages {
  std::string month;  // 2026-11
  std::map<std::string, std::int64_t> delivered;
  std::int64_t service = 0;          // of them free-form
  std::int64_t free = 1000;          // of those without a price
  std::optional<TimePoint> ends_at;  // when the free ones end at this pace; nothing: not in this month
  std::int64_t automatic = 0;        // written by urp itself, however far they came
};

}  // namespace urp
