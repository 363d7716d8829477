// session.hpp: what this terminal session did, the last thing first, for the next command in it.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <urp/desk/undo.hpp>
#include <urp/ids.hpp>

namespace urp::cli {

/// Who acts on which database: what a colleague did at the same terminal is theirs to take back.
struct Desk {
  std::string clerk;
  std::filesystem::path database;
  bool operator==(const Desk&) const = default;
};

/// What one command did: `urp undo` takes it back.
void remember_deeds(const Desk& desk, std::span<const EventSpan> deeds);
/// Of the last command that did something; empty when there is none.
std::vector<EventSpan> last_deeds(const Desk& desk);
/// Of every command that is remembered, the last one first.
std::vector<std::vector<EventSpan>> all_deeds(const Desk& desk);
/// They were taken back: the ones before are the last now.
void forget_last_deeds(const Desk& desk);

/// The cases that `urp triage` passed over on this day: it goes on behind them.
void remember_skipped(std::string_view day, std::span<const TicketId> tickets);
/// Those of this day.
std::vector<TicketId> skipped_tickets(std::string_view day);

}  // namespace urp::cli
