#include "ticket_list.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include <urp/error.hpp>
#include <urp/text.hpp>

#include "clerk_text.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

constexpr std::int64_t longest_range = 10'000;  // a slip of the finger, not a wish

struct Range {
  std::int64_t first = 0, last = 0;
};

bool take_number(std::string_view& text, std::int64_t& number) {
  if (text.size() > 4 && (text[0] | 32) == 'u' && (text[1] | 32) == 'r' && (text[2] | 32) == 'p' &&
      text[3] == '-') {
    text.remove_prefix(4);
  }
  if (text.empty() || text.front() < '0' || text.front() > '9') return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number > 0;
}

std::optional<Range> parse_range(std::string_view word) {
  Range range;
  if (!take_number(word, range.first)) return std::nullopt;
  range.last = range.first;
  if (!word.empty()) {
    if (word.front() != '-') return std::nullopt;
    word.remove_prefix(1);
    if (!take_number(word, range.last) || !word.empty()) return std::nullopt;
  }
  return range;
}

class Collector {
 public:
  void add(std::string_view word) {
    const auto range = parse_range(word);
    if (!range) {
      throw Error(Fault::usage, say(_("\"{0}\" is no ticket"), word),
                  _("write 415, URP-415, a range like 420-424, - for numbers on standard input, or @"));
    }
    if (range->last < range->first || range->last - range->first >= longest_range) {
      throw Error(Fault::usage, say(_("\"{0}\" is no range of tickets"), word),
                  _("the smaller number comes first, and a range holds at most 10000 tickets"));
    }
    for (std::int64_t more = 0; more <= range->last - range->first; ++more)
      add(TicketId{range->first + more});
  }
  void add(TicketId ticket) {
    if (seen_.insert(ticket).second) tickets_.push_back(ticket);
  }
  std::vector<TicketId> result() && { return std::move(tickets_); }

 private:
  std::vector<TicketId> tickets_;
  std::set<TicketId> seen_;
};

void add_all(Collector& collector, std::string_view text) {
  constexpr std::string_view blank = " \t\r\n,";
  for (std::size_t from = text.find_first_not_of(blank); from != std::string_view::npos;) {
    const std::size_t to = std::min(text.find_first_of(blank, from), text.size());
    collector.add(text.substr(from, to - from));
    from = text.find_first_not_of(blank, to);
  }
}

}  // namespace

std::vector<TicketId> parse_tickets(const std::vector<std::string>& words, const TicketSources& sources) {
  Collector collector;
  for (const std::string& word : words) {
    if (word == "-") {
      add_all(collector, plain_lines(sources.standard_input()));
    } else if (word == "@") {
      const auto last = sources.last();
      if (!last) {
        throw Error(Fault::not_found, _("@: no ticket was taken or shown in this terminal session"),
                    _("name the ticket by its number"));
      }
      collector.add(*last);
    } else {
      add_all(collector, word);
    }
  }
  return std::move(collector).result();
}

TicketId parse_one_ticket(const std::string& word, const TicketSources& sources) {
  const std::vector<TicketId> tickets = parse_tickets({word}, sources);
  if (tickets.size() == 1) return tickets.front();
  throw Error(Fault::usage, say(_("this takes one ticket, and {0} were named"), tickets.size()),
              _("one after the other"));
}

std::string typed_text(const std::string& text, const TicketSources& sources) {
  if (text != "-") return clerk_text(text, _("the text"));
  return needed_text(sources.standard_input(), _("standard input"));
}

std::string typed_words(const std::string& text, const TicketSources& sources) {
  std::error_code failed;
  if (text != "-" && std::filesystem::is_regular_file(text, failed)) {
    throw Error(Fault::usage, say(_("\"{0}\" is a file: it is not taken for the text"), text),
                say(_("what stands in it is read from standard input: - < {0}"), text));
  }
  return typed_text(text, sources);
}

bool names_ticket(std::string_view word) {
  return word == "@" || parse_range(word).has_value();
}

bool names_tickets(std::string_view word) {
  if (word == "-") return true;
  for (;;) {
    const std::size_t comma = word.find(',');
    if (!names_ticket(word.substr(0, comma))) return false;
    if (comma == word.npos) return true;
    word.remove_prefix(comma + 1);
  }
}

}  // namespace urp::cli
