// urp-measure: milliseconds of the desk's reading verbs over one database, in this process: the first call,
// and the median of those after it.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include <urp/desk/export.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/thread.hpp>
#include <urp/office.hpp>

namespace {

double milliseconds(const std::function<void()>& action) {
  const auto begin = std::chrono::steady_clock::now();
  action();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

void measure(const char* name, int times, const std::function<void()>& action) {
  const double first = milliseconds(action);
  std::vector<double> later;
  for (int i = 0; i < times; ++i) later.push_back(milliseconds(action));
  std::sort(later.begin(), later.end());
  if (later.empty()) later.push_back(first);
  fmt::print("{:28} {:9.3f} {:9.3f}\n", name, first, later[later.size() / 2]);
}

void measure_all(urp::Office& office, std::int64_t ticket, bool with_export) {
  urp::InboxRequest inbox;
  inbox.filter.turns = {urp::Turn::office};
  measure("inbox", 51, [&] { list_inbox(office, inbox); });
  urp::InboxRequest mine = inbox;
  mine.filter.clerk = "maria";
  measure("inbox --mine", 51, [&] { list_inbox(office, mine); });
  urp::InboxRequest all;
  all.sort = urp::InboxSort::recent;
  measure("inbox --all", 51, [&] { list_inbox(office, all); });
  urp::InboxRequest overdue = inbox;
  overdue.filter.overdue = true;
  measure("inbox --overdue", 51, [&] { list_inbox(office, overdue); });
  urp::InboxRequest closing = inbox;
  closing.filter.closing_before = office.now() + std::chrono::hours(3);
  measure("inbox --closing 3h", 51, [&] { list_inbox(office, closing); });
  urp::InboxRequest contact;
  contact.filter.contact = "c5";
  measure("inbox --contact", 51, [&] { list_inbox(office, contact); });
  measure("status", 51, [&] { office_status(office); });
  measure("show", 51, [&] { show_ticket(office, {.ticket = {ticket}, .limit = 10, .mark_read = false}); });
  measure("search common word", 51, [&] { search(office, {.query = "buca"}); });
  measure("search two words", 51, [&] { search(office, {.query = "semaforo spento"}); });
  measure("search rare filter", 21, [&] { search(office, {.query = "buca state:new service:anagrafe"}); });
  measure("search from: contact", 21, [&] { search(office, {.query = "from:c5"}); });
  if (!with_export) return;
  for (const auto what : {urp::ExportWhat::tickets, urp::ExportWhat::messages}) {
    urp::ExportRequest request;
    request.what = what;
    std::size_t bytes = 0;
    request.write = [&](std::string_view piece) { bytes += piece.size(); };
    measure(what == urp::ExportWhat::tickets ? "export tickets csv" : "export messages csv", 0,
            [&] { export_rows(office, request); });
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: urp-measure DATABASE TICKET [export]\n");
    return 2;
  }
  try {
    urp::OfficeOptions options;
    options.settings.database.path = argv[1];
    options.settings.hours.week[0] = {{std::chrono::hours(9), std::chrono::hours(12)}};
    options.actor = {"maria", "maria"};
    options.now = [] { return urp::TimePoint(urp::Seconds(1'795'424'640)); };
    double opened = 0;
    std::optional<urp::Office> office;
    opened = milliseconds([&] { office.emplace(urp::Office::open(options)); });
    fmt::print("{:28} {:9.3f}\n", "open", opened);
    measure_all(*office, std::atoll(argv[2]), argc > 3);
  } catch (const std::exception& error) {
    fmt::print(stderr, "urp-measure: {}\n", error.what());
    return 1;
  }
  return 0;
}
