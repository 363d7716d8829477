// ticket_list.hpp: how people name tickets: 415, URP-415, 412 415 420-424, - for standard input, @ for the
// last one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/ids.hpp>

namespace urp::cli {

struct TicketSources {
  std::function<std::string()> standard_input;
  std::function<std::optional<TicketId>()> last;  // what `@` means
};

/// Each once, in the order given. Throws usage for what is no ticket, not_found when `@` means none yet.
std::vector<TicketId> parse_tickets(const std::vector<std::string>& words, const TicketSources& sources);
/// Exactly one. Throws usage.
TicketId parse_one_ticket(const std::string& word, const TicketSources& sources);
/// What was typed, or standard input for `-`, through clerk_text. Throws usage when standard input is empty.
std::string typed_text(const std::string& text, const TicketSources& sources);
/// The same of a verb that takes no files: the name of one is a slip, and not the text. Throws usage.
std::string typed_words(const std::string& text, const TicketSources& sources);
/// Whether a word in a verb's place is a ticket: `urp 415` is `urp show 415`.
bool names_ticket(std::string_view word);
/// The same of `412,415-417`, and of `-`.
bool names_tickets(std::string_view word);

/// Standard input and this terminal session.
TicketSources session_sources();
/// `@` means this one from now on, in this terminal session.
void remember_ticket(TicketId ticket);

}  // namespace urp::cli
