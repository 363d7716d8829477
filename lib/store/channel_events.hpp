// channel_events.hpp: what WhatsApp says of account, number and templates; and what messages cost.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <urp/channel.hpp>

#include "domain/part.hpp"
#include "store/access.hpp"

namespace urp::store {

void add_channel_event(Writer& db, const ChannelNotice& notice, JournalId journal, TimePoint at);
/// Alerts that nothing took back since, the newest first.
std::vector<ChannelEvent> list_alerts(const Access& db, TimePoint since, int limit);

/// People outside their window in 24 h, as WhatsApp last told for this number; -1: no limit; nothing: not
/// told.
std::optional<std::int64_t> daily_limit(const Access& db, std::int64_t number);
void set_daily_limit(Writer& db, std::int64_t number, std::int64_t limit);

/// Counts the message of this wamid in its month and category, once, when it is known to have been delivered
/// and WhatsApp has said what it is. `month`: 2026-11.
void count_delivered(Writer& db, std::int64_t number, const std::string& wamid, const std::string& month);
/// Category -> delivered messages of the month, over all numbers.
std::map<std::string, std::int64_t> delivered_in(const Access& db, const std::string& month);

/// True when this cause was not told in the last 24 h: it is told now.
bool begin_alarm(Writer& db, const std::string& cause);
/// It is over: when it comes again it is told again.
void end_alarm(db::Writer& db, const std::string& cause);
/// The causes that were told.
std::vector<std::string> list_alarms(const db::Access& db);
/// The same question without the answer being kept.
bool may_alarm(const Access& db, const std::string& cause, TimePoint real_now);

}  // namespace urp::store
