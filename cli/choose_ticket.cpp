#include "choose_ticket.hpp"

#include <algorithm>

#include <urp/desk/inbox.hpp>
#include <urp/text.hpp>

#include "ask.hpp"
#include "complete_values.hpp"
#include "layout.hpp"
#include "printer.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int most = 9;

bool has_kind(std::string_view verb, std::string_view kind) {
  const auto kinds = argument_kinds(verb, "", 0);
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

/// What the verb is for: what waits for us, what is held, what is closed.
std::optional<InboxRequest> request_for(std::string_view verb, const Office& office) {
  InboxRequest request;
  request.limit = most;
  request.counts = false;
  if (has_kind(verb, "tickets")) {
    request.filter.turns = {Turn::office};
  } else if (has_kind(verb, "held")) {
    request.filter.clerk = office.actor().clerk;
  } else if (has_kind(verb, "closed")) {
    request.filter.states = {TicketState::closed};
    request.sort = InboxSort::recent;
  } else {
    return std::nullopt;
  }
  return request;
}

}  // namespace

std::optional<std::string> choose_ticket(Invocation& call, std::string_view verb) {
  const bool takes_one = has_kind(verb, "tickets") || has_kind(verb, "held") || has_kind(verb, "closed");
  if (!takes_one || !can_ask()) return std::nullopt;
  const auto tickets = list_inbox(call.office(), *request_for(verb, call.office())).tickets;
  if (tickets.empty()) return std::nullopt;
  const int width = std::max(message_width(), 40);
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const Ticket& ticket = tickets[i];
    const std::string line =
        fmt::format(" {}  {}  {}: {}", i + 1, to_string(ticket.id), contact_label(ticket.contact, 16),
                    one_line(preview_words(ticket.preview.value_or(""))));
    put_error(cut_to_width(line, width) + "\n");
  }
  const std::string typed = ask(_("Which case? Its place in the list, or its number; ENTER: none."));
  if (typed.size() == 1 && typed.front() >= '1' &&
      static_cast<std::size_t>(typed.front() - '0') <= tickets.size())
    return std::to_string(tickets[static_cast<std::size_t>(typed.front() - '1')].id.value);
  return names_ticket(typed) ? std::optional(typed) : std::nullopt;
}

}  // namespace urp::cli
