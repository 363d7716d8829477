#include "domain/threading.hpp"

#include <algorithm>
#include <charconv>

#include <urp/text.hpp>

#include "domain/courtesy.hpp"
#include "domain/subscription.hpp"
#include "domain/unicode.hpp"

namespace urp {
namespace {

constexpr std::size_t preview_bytes = 300;

/// What the citizen filled in says something whenever it comes; a button says only Yes or No to a question.
bool is_form(const InboundMessage& message) {
  return std::any_of(message.facts.begin(), message.facts.end(),
                     [](const auto& fact) { return fact.first == "form" || fact.first == "response_json"; });
}

bool is_button(const InboundMessage& message) {
  return message.type == "button" || (message.type == "interactive" && !is_form(message));
}

/// - and its relatives, minus and soft hyphen too.
bool is_dash(char32_t code) {
  return code == '-' || code == 0xad || (code >= 0x2010 && code <= 0x2015) || code == 0x2212 ||
         code == 0xfe58 || code == 0xfe63 || code == 0xff0d;
}

bool is_letter_or_digit(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where the digits of `urp-123`, `URP 123`, `urp123` begin, from what follows the letters.
std::size_t skip_mark(std::string_view text, std::size_t at) {
  constexpr int most = 3;  // "URP - 123"
  for (int skipped = 0; skipped < most && at < text.size(); ++skipped) {
    const auto next = unicode::decode(text, at);
    if (next.code != ' ' && next.code != 0xa0 && next.code != 0x202f && !is_dash(next.code)) break;
    at += next.length;
  }
  return at;
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
  return message.type == "text" && message.text && is_courteous(*message.text, threading.courtesy);
}

bool is_subscription_word(const Settings& settings, const InboundMessage& message) {
  const bool spoken = message.type == "text" || is_button(message);
  return spoken && message.text && read_wish(settings, *message.text);
}

std::vector<TicketId> named_tickets(std::string_view text) {
  constexpr std::string_view mark = "urp";
  const auto same_letter = [](char a, char b) { return a == b || a == b - 'a' + 'A'; };
  std::vector<TicketId> named;
  for (auto found = text.begin();;) {
    found = std::search(found, text.end(), mark.begin(), mark.end(), same_letter);
    if (found == text.end()) return named;
    const bool starts_word = found == text.begin() || !is_letter_or_digit(*(found - 1));
    found += mark.size();
    const auto digits = skip_mark(text, static_cast<std::size_t>(found - text.begin()));
    TicketId ticket;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + digits, end, ticket.value);
    const bool ends_word = stop == end || !is_letter_or_digit(*stop);
    if (starts_word && ends_word && error == std::errc{} && ticket.value > 0) named.push_back(ticket);
  }
}

Placement place_message(const Settings& settings, const InboundMessage& message, TimePoint at,
                        const std::optional<Candidate>& addressed, std::span<const Candidate> candidates) {
  const auto& threading = settings.threading;
  const auto may_reopen = [&](const Candidate& ticket) {
    return ticket.closed_at && at - *ticket.closed_at < threading.reopen_within;
  };
  const bool old_button =
      is_button(message) && addressed && addressed->state == TicketState::closed && !may_reopen(*addressed);
  if (old_button || is_subscription_word(settings, message)) {
    return {Placement::Kind::loose, std::nullopt, std::nullopt, false};
  }
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
  if (last_closed && may_reopen(*last_closed)) return join(*last_closed, takes_turn);
  if (!takes_turn) {  // thanks for what was handed over, or days after the answer: no request, so no new case
    for (const auto& ticket : candidates) {
      if (ticket.state != TicketState::closed) return join(ticket, takes_turn);
    }
  }

  Placement fresh;
  if (!candidates.empty()) fresh.linked_to = candidates.front().id;
  return fresh;  // a new case is the office's turn whatever it says: somebody must look at it
}

TimePoint trusted_time(std::optional<TimePoint> claimed, TimePoint arrival) {
  constexpr TimePoint whatsapp_began = std::chrono::sys_days(std::chrono::year(2009) / 1 / 1);
  if (!claimed || *claimed > arrival + std::chrono::minutes(5) || *claimed < whatsapp_began) return arrival;
  return *claimed;
}

bool same_burst(std::optional<TimePoint> before, TimePoint at) {
  constexpr std::chrono::seconds burst{60};
  return before && at - *before <= burst;
}

std::string make_preview(const InboundMessage& message, std::string_view former, bool same_burst) {
  const bool plain = message.type == "text" || message.type == "button" || message.type == "interactive";
  const bool speaks = message.text && unicode::shows_something(*message.text);  // not blanks alone
  if (plain && speaks) return cut_bytes(*message.text);
  const std::string word = preview_word(message);
  if (!speaks) {
    const std::string gathered = same_burst ? gather(former, word) : std::string{};
    return cut_bytes(gathered.empty() ? "[" + word + "]" : gathered);
  }
  return cut_bytes("[" + word + "] " + *message.text);
}

}  // namespace urp
