// wording.hpp: what the office worded beforehand, in urp.toml, filled in for one case.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/settings.hpp>
#include <urp/ticket.hpp>

namespace urp {

/// What the placeholders stand for.
struct WordingValues {
  TicketId ticket;
  std::string name;     // of the citizen; empty: not known
  std::string service;  // that has the case; empty: none, the office itself
  TicketKind kind = TicketKind::request;
  TimePoint presented{};
  std::optional<TimePoint> term_due;
  std::optional<TimePoint> next_opening;
};

/// In the language of the office. A name is a stranger's text: one line, and not for ever.
std::string fill_wording(const Settings& settings, const Zone& zone, std::string_view letter,
                         const WordingValues& values, TimePoint now);

/// What the office calls a service, else its short name.
std::string service_name(const Settings& settings, const std::string& slug);

}  // namespace urp
