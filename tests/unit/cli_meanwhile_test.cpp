// What a clerk is told before an answer leaves: what came and what was changed since the thread was read.
#include <doctest/doctest.h>

#include <urp/time.hpp>

#include "cli/meanwhile.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

ShowResult a_thread() {
  ShowResult thread;
  Message question;
  question.ticket = TicketId{1};
  question.number = 1;
  question.type = "text";
  question.text = "Va bene martedì";
  thread.messages = {question};
  return thread;
}

std::string told(const ShowResult& before, const ShowResult& after) {
  const Zone utc = load_zone("UTC");
  TerminalStyle look;
  look.width = 80;
  std::string all;
  for (const auto& line : told_meanwhile(before, after, {look, utc, TimePoint()}, "maria"))
    all += line + "\n";
  return all;
}

}  // namespace

TEST_CASE("meanwhile: nothing new is not told") {
  CHECK(told(a_thread(), a_thread()).empty());
}

TEST_CASE("meanwhile: a citizen who edits, withdraws or reacts is told as one who writes") {
  const auto before = a_thread();
  auto after = before;
  after.messages[0].amendments = {{AmendmentKind::edit, "NON va bene martedì", TimePoint(Seconds(60))}};
  CHECK(told(before, after).find("NON va bene martedì") != std::string::npos);
  auto again = after;  // a second edit beside the first
  again.messages[0].amendments.push_back({AmendmentKind::edit, "giovedì", TimePoint(Seconds(90))});
  CHECK(told(after, again).find("giovedì") != std::string::npos);
  CHECK(told(again, again).empty());
  after.messages[0].amendments = {{AmendmentKind::revoke, std::nullopt, TimePoint(Seconds(60))}};
  CHECK(told(before, after).find("withdrawn") != std::string::npos);
  after.messages[0].amendments = {{AmendmentKind::reaction, "👎", TimePoint(Seconds(60))}};
  CHECK(told(before, after).find("👎") != std::string::npos);
}

TEST_CASE("meanwhile: a colleague's note is told, the clerk's own is not") {
  const auto before = a_thread();
  auto after = before;
  Message note;
  note.ticket = TicketId{1};
  note.number = 2;
  note.type = "text";
  note.direction = Direction::note;
  note.text = "ho già chiamato";
  note.clerk = "maria";
  after.messages.push_back(note);
  CHECK(told(before, after).empty());
  after.messages[1].clerk = "gianni";
  CHECK(told(before, after).find("ho già chiamato") != std::string::npos);
}
