// drafts.hpp: what a clerk typed and could not send, one text a clerk and ticket. No audit entry: nothing was
// said.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "store/access.hpp"

namespace urp::store {

std::optional<std::string> find_draft(const Access& db, const std::string& clerk, TicketId ticket);
/// Those of the clerk's.
std::set<TicketId> list_drafts(const Access& db, const std::string& clerk);
struct DraftText {
  TicketId ticket;
  std::string text;
  TimePoint at{};
};
/// The same with their words, the latest first.
std::vector<DraftText> list_draft_texts(const Access& db, const std::string& clerk);
/// What `from` typed for the case is `to`'s from now on, unless they have a draft of their own.
void hand_draft_over(Writer& db, TicketId ticket, const std::string& from, const std::string& to);
void put_draft(Writer& db, TicketId ticket, const std::string& text);
void remove_draft(Writer& db, TicketId ticket);

}  // namespace urp::store
