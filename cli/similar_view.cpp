#include "similar_view.hpp"

#include <urp/text.hpp>

#include "layout.hpp"
#include "options.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string how_often(const SimilarAnswer& answer) {
  const auto times = static_cast<std::int64_t>(answer.cases.size());
  return times == 1 ? std::string() : say(_("given {0} times"), times);
}

void show_answer(Printer& out, const SimilarAnswer& answer, std::size_t place, const Office& office) {
  const TerminalStyle& style = out.style();
  const std::string indent(4, ' ');
  const std::string head = fmt::format("{:>2}  {}  {}  ", place, to_string(answer.ticket.id),
                                       short_time(answer.at, office.now(), office.zone()));
  const std::string often = how_often(answer);
  const std::string asked = contact_label(answer.ticket.contact, 16) + ": " + one_line(answer.words);
  out.line(both_edges(head + asked, often, style.width));
  const std::string who = answer.clerk.empty() ? std::string() : one_line(answer.clerk) + ": ";
  constexpr int most_columns = 4 * 72;
  const std::string text = cut_to_width(escape_controls(answer.text, true), most_columns);
  out.line(indent + wrap_lines(who + text, style.width - 4, indent));
}

}  // namespace

void show_similar(Printer& out, const SimilarResult& result, const Office& office) {
  const TerminalStyle& style = out.style();
  out.line(both_edges(say(_("{0}: what was answered in cases like it"), to_string(result.ticket)),
                      cut_to_width(one_line(joined(result.words)), style.width / 3), style.width));
  out.line(rule(style));
  if (result.answers.empty()) out.sentence(_("No answered case is like it."));
  std::size_t place = 0;
  for (const SimilarAnswer& answer : result.answers) show_answer(out, answer, ++place, office);
  out.line(rule(style));
  if (!result.common.empty()) {
    out.sentence(say(_("in many messages, of which the newest {0} were looked at: {1}"), result.looked_at,
                     one_line(listed(result.common))));
  }
  if (result.answers.empty()) {
    out.sentence(say(_("answer it: urp reply {0}"), result.ticket.value));
  } else {
    out.sentence(say(_("answer 1 as a draft: urp similar {0} --use 1"), result.ticket.value));
  }
}

void list_similar_lines(Printer& out, const SimilarResult& result, const Zone& zone) {
  std::size_t place = 0;
  for (const SimilarAnswer& answer : result.answers) {
    out.row({std::to_string(++place), std::to_string(answer.ticket.id.value),
             std::to_string(answer.cases.size()), to_string(answer.message), to_string(answer.answer),
             iso_time(answer.at, zone), answer.clerk, answer.text});
  }
}

std::string best_similar(const TerminalStyle& style, const SimilarResult& result, int columns) {
  if (result.answers.empty()) return {};
  const SimilarAnswer& best = result.answers.front();
  const std::string often = how_often(best);
  const std::string head = to_string(best.ticket.id) + (often.empty() ? "" : ", " + often) + ": ";
  const int room = columns - display_width(head) - 2;
  return head + quoted(style, cut_to_width(one_line(best.text), room));
}

}  // namespace urp::cli
