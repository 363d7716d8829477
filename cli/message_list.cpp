#include "message_list.hpp"

#include <algorithm>
#include <charconv>

#include <urp/error.hpp>

#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::int64_t longest_range = 1'000;

Error no_message(const std::string& word) {
  return Error(Fault::usage, say(_("\"{0}\" is no message"), word),
               _("write the ticket and the number inside it: 415/2"));
}

std::optional<std::int64_t> number_at(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number <= 0) return std::nullopt;
  return number;
}

}  // namespace

MessageRange parse_message_range(const std::string& word, const TicketSources& sources) {
  const auto slash = word.find('/');
  const std::vector<TicketId> tickets = parse_tickets({word.substr(0, slash)}, sources);
  if (tickets.size() != 1) throw no_message(word);
  MessageRange range{tickets.front(), {}, {}};
  if (slash == std::string::npos) return range;
  const std::string_view numbers = std::string_view(word).substr(slash + 1);
  const auto dash = numbers.find('-');
  range.first = number_at(numbers.substr(0, dash));
  range.last = dash == numbers.npos ? range.first : number_at(numbers.substr(dash + 1));
  if (!range.first || !range.last || *range.last < *range.first || *range.last - *range.first > longest_range)
    throw no_message(word);
  return range;
}

std::vector<MessageRef> parse_messages(const std::vector<std::string>& words, const TicketSources& sources) {
  std::vector<MessageRef> messages;
  for (const std::string& word : words) {
    const MessageRange range = parse_message_range(word, sources);
    if (!range.first) throw no_message(word);
    for (std::int64_t more = 0; more <= *range.last - *range.first; ++more) {
      const MessageRef message{range.ticket, *range.first + more};
      if (std::find(messages.begin(), messages.end(), message) == messages.end()) messages.push_back(message);
    }
  }
  return messages;
}

MessageRef parse_message(const std::string& word, const TicketSources& sources) {
  const std::vector<MessageRef> messages = parse_messages({word}, sources);
  if (messages.size() != 1) throw no_message(word);
  return messages.front();
}

}  // namespace urp::cli
