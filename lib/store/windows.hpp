// windows.hpp: until when free text may go to a person: the table service_window.
#pragma once

#include <cstddef>
#include <optional>

#include "domain/window.hpp"
#include "store/access.hpp"

namespace urp::store {

/// That the row `w` of service_window is open, as SQL: the parameter `after` is bound to opened_after(now).
/// The same rule as domain/window's window_end.
template <std::size_t N, std::size_t M>
constexpr auto is_open(const char (&w)[N], const char (&after)[M]) {
  return db::Piece(w) + ".closed_at IS NULL AND " + w + ".last_inbound_at > " + after;
}
/// A window is open when the person wrote later than this.
inline TimePoint opened_after(TimePoint now) {
  return now - window_length;
}

/// WhatsApp says that the window is closed although our arithmetic did not.
void close_window(Writer& db, ContactId contact, std::int64_t number, TimePoint at);
/// Until when free text may go to this person from this number; nothing when the window never was open.
std::optional<TimePoint> window_closes(const Access& db, ContactId contact, std::int64_t number);
/// From whatever number: of the window in which the person wrote last.
std::optional<TimePoint> latest_window_closes(const Access& db, ContactId contact);

}  // namespace urp::store
