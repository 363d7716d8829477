#include "domain/threading.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

#include <urp/text.hpp>

#include "domain/subscription.hpp"

namespace urp {
namespace {

constexpr std::size_t preview_bytes = 300;

bool is_button(const InboundMessage& message) {
  return message.type == "button" || message.type == "interactive";
}

Placement join(const Candidate& ticket, bool takes_turn) {
  return {Placement::Kind::join, ticket.id, std::nullopt, takes_turn};
}

std::string preview_word(const InboundMessage& message) {
  if (message.media && message.media->voice) return "voice";
  return message.type;
}

/// "[2 image, voice]" and one more image -> "[3 image, voice]". Empty when `former` is not of that form.
std::string gather(std::string_view former, std::string_view word) {
  if (former.size() < 2 || former.front() != '[' || former.back() != ']') return {};
  std::string result;
  bool found = false;
  auto rest = former.substr(1, former.size() - 2);
  while (!rest.empty()) {
    const auto end = std::min(rest.find(", "), rest.size());
    auto item = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    int count = 1;
    if (const auto blank = item.find(' '); blank != item.npos) {
      const auto [stop, error] = std::from_chars(item.data(), item.data() + blank, count);
      if (error != std::errc{} || stop != item.data() + blank) return {};
      item.remove_prefix(blank + 1);
    }
    if (item == word) {
      ++count;
      found = true;
    }
    if (!result.empty()) result += ", ";
    if (count > 1) result += std::to_string(count) + " ";
    result += item;
  }
  if (!found) result += ", " + std::string(word);
  return "[" + result + "]";
}

std::string cut_bytes(std::string text) {
  if (text.size() <= preview_bytes) return text;
  std::size_t end = preview_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  text.resize(end);
  return text;
}

}  // namespace

bool is_courtesy(const Settings::Threading& threading, const InboundMessage& message) {
  if (message.type == "sticker") return true;
  if (message.type != "text" || !message.text) return false;
  const std::string folded = fold_for_matching(*message.text);
  return std::any_of(threading.courtesy.begin(), threading.courtesy.end(),
                     [&](const std::string& word) { return fold_for_matching(word) == folded; });
}

bool is_subscription_word(const Settings& settings, const InboundMessage& message) {
  const bool spoken = message.type == "text" || is_button(message);
  return spoken && message.text && read_wish(settings, *message.text);
}

std::vector<TicketId> named_tickets(std::string_view text) {
  constexpr std::string_view mark = "urp-";
  const auto same_letter = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  std::vector<TicketId> named;
  auto at = text.begin();
  for (;;) {
    at = std::search(at, text.end(), mark.begin(), mark.end(), same_letter);
    if (at == text.end()) return named;
    const bool starts_word = at == text.begin() || !std::isalnum(static_cast<unsigned char>(*(at - 1)));
    at += mark.size();
    TicketId ticket;
    const auto [stop, error] = std::from_chars(&*at, text.data() + text.size(), ticket.value);
    if (starts_word && error == std::errc{} && ticket.value > 0) named.push_back(ticket);
  }
}

Placement place_message(const Settings& settings, const InboundMessage& message, TimePoint at,
                        const std::optional<Candidate>& addressed, std::span<const Candidate> candidates) {
  const bool old_button = is_button(message) && addressed && addressed->state == TicketState::closed;
  if (old_button || is_subscription_word(settings, message)) {
    return {Placement::Kind::loose, std::nullopt, std::nullopt, false};
  }
  const auto& threading = settings.threading;
  const bool says_something = message.type != "system";  // WhatsApp's own word, not the citizen's
  const bool takes_turn = says_something && !is_courtesy(threading, message);
  if (addressed) return join(*addressed, takes_turn);

  for (const auto& ticket : candidates) {
    const auto whose = turn_of(ticket.state);
    const bool alive = whose == Turn::office || whose == Turn::citizen;
    if (alive && ticket.last_message_at && at - *ticket.last_message_at < threading.same_case) {
      return join(ticket, takes_turn);
    }
  }
  if (!says_something) return {Placement::Kind::loose, std::nullopt, std::nullopt, false};
  const Candidate* last_closed = nullptr;
  for (const auto& ticket : candidates) {
    if (ticket.state != TicketState::closed || !ticket.closed_at) continue;
    if (!last_closed || *ticket.closed_at > *last_closed->closed_at) last_closed = &ticket;
  }
  if (last_closed && at - *last_closed->closed_at < threading.reopen_within)
    return join(*last_closed, takes_turn);

  Placement fresh;
  if (!candidates.empty()) fresh.linked_to = candidates.front().id;
  return fresh;  // a new case is the office's turn whatever it says: somebody must look at it
}

TimePoint trusted_time(std::optional<TimePoint> claimed, TimePoint arrival) {
  constexpr TimePoint whatsapp_began = std::chrono::sys_days(std::chrono::year(2009) / 1 / 1);
  if (!claimed || *claimed > arrival + std::chrono::minutes(5) || *claimed < whatsapp_began) return arrival;
  return *claimed;
}

std::string make_preview(const InboundMessage& message, std::string_view former, bool same_burst) {
  const bool plain = message.type == "text" || message.type == "button" || message.type == "interactive";
  if (plain && message.text) return cut_bytes(*message.text);
  const std::string word = preview_word(message);
  if (!message.text || message.text->empty()) {
    const std::string gathered = same_burst ? gather(former, word) : std::string{};
    return cut_bytes(gathered.empty() ? "[" + word + "]" : gathered);
  }
  return cut_bytes("[" + word + "] " + *message.text);
}

}  // namespace urp
