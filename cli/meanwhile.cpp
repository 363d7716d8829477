#include "meanwhile.hpp"

#include <algorithm>

#include <urp/text.hpp>

#include "layout.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// Masked by a colleague, or edited, withdrawn or answered with a reaction by the citizen: these stand beside
/// the text, which stays.
bool is_changed(const Message& before, const Message& after) {
  const auto same = [](const Amendment& a, const Amendment& b) {
    return a.kind == b.kind && a.text == b.text && a.at == b.at;
  };
  return before.text != after.text || !std::equal(before.amendments.begin(), before.amendments.end(),
                                                  after.amendments.begin(), after.amendments.end(), same);
}

std::vector<Message> written_between(const ShowResult& before, const ShowResult& after,
                                     const std::string& me) {
  std::vector<Message> news;
  for (const Message& message : after.messages) {
    const auto known = std::find_if(before.messages.begin(), before.messages.end(), [&](const Message& old) {
      return old.ticket == message.ticket && old.number == message.number;
    });
    const bool mine = message.direction != Direction::in && (message.automatic || message.clerk == me);
    const bool news_to_me = known == before.messages.end() ? !mine : is_changed(*known, message);
    if (news_to_me) news.push_back(message);
  }
  return news;
}

}  // namespace

void add_block(std::vector<std::string>& lines, const MessageBlock& block, const Telling& telling,
               int columns) {
  std::string head =
      fmt::format("{} {} {} ", block.first().number, short_time(block.first().at, telling.now, telling.zone),
                  direction_mark(telling.style, block.first().direction));
  const std::string indent(static_cast<std::size_t>(display_width(head)), ' ');
  for (const std::string& line : block_lines(block, telling)) {
    lines.push_back(head + wrap_lines(line, columns - display_width(indent), indent));
    head = indent;
  }
}

std::vector<std::string> split_lines(const std::vector<std::string>& texts) {
  std::vector<std::string> lines;
  for (const std::string& text : texts) {
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t to = std::min(text.find('\n', from), text.size());
      lines.push_back(text.substr(from, to - from));
      from = to + 1;
    }
  }
  return lines;
}

std::vector<std::string> told_meanwhile(const ShowResult& before, const ShowResult& after,
                                        const Telling& telling, const std::string& me) {
  std::vector<std::string> lines;
  const auto news = written_between(before, after, me);
  for (const MessageBlock& block : group_albums(news)) {
    add_block(lines, block, telling, telling.style.width - 2);
  }
  const Ticket& now = after.ticket;
  if (now.state != before.ticket.state && now.state != TicketState::open) {
    lines.push_back(say(_("the case is {0} now"), state_word(now.state)));
  }
  if (now.clerk != before.ticket.clerk && now.clerk && *now.clerk != me) {
    lines.push_back(say(_("{0} holds the case now"), one_line(*now.clerk)));
  }
  return split_lines(lines);
}

}  // namespace urp::cli
