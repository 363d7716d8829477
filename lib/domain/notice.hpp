// notice.hpp: the rules of notices: when they may leave, how long they take, when they stop by themselves.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <urp/notice.hpp>
#include <urp/settings.hpp>

namespace urp {

/// In the quiet hours no notice leaves, unless its topic is urgent.
bool is_quiet(const Settings::Notice& settings, const Zone& zone, TimePoint now);
/// The end of the quiet hours that hold now; now when none do.
TimePoint quiet_until(const Settings::Notice& settings, const Zone& zone, TimePoint now);

/// Name of a notice: what can stand in a tag and in a shell.
bool is_notice_name(std::string_view name);

/// Too many failures for it to be their people's fault: at least 20, and more than a quarter of those tried.
bool fails_too_often(std::int64_t failed, std::int64_t tried);
/// People outside of their window in 24 h: the office's own limit, or WhatsApp's when that is lower (-1:
/// none).
std::int64_t daily_limit(const Settings::Notice& settings, std::optional<std::int64_t> told);

/// `open`: people with an open window, `closed`: without.
NoticeForecast forecast(std::int64_t open, std::int64_t closed, int rate, std::int64_t limit,
                        std::int64_t limit_used, std::optional<Seconds> time_left);

}  // namespace urp
