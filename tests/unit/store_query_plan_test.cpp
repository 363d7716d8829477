// Every statement that the reading verbs run is asked for its plan: no table that grows is read from end to
// end.
#include <doctest/doctest.h>
#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include <urp/desk/arrange.hpp>
#include <urp/desk/change.hpp>
#include <urp/desk/claim.hpp>
#include <urp/desk/contact.hpp>
#include <urp/desk/enter.hpp>
#include <urp/desk/export.hpp>
#include <urp/desk/inbox.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/reply.hpp>
#include <urp/desk/route.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/similar.hpp>
#include <urp/desk/stats.hpp>
#include <urp/desk/thread.hpp>
#include <urp/desk/topic.hpp>
#include <urp/mail.hpp>

#include "office/local.hpp"
#include "store/attempts.hpp"
#include "store/blocks.hpp"
#include "store/channel_events.hpp"
#include "store/receipts.hpp"
#include "test_office.hpp"
#include "work/deadlines.hpp"
#include "work/notices.hpp"

using namespace urp;

namespace {

int note_statement(unsigned, void* statements, void* prepared, void*) {
  const char* sql = sqlite3_sql(static_cast<sqlite3_stmt*>(prepared));
  if (sql) static_cast<std::set<std::string>*>(statements)->insert(sql);
  return 0;
}

/// The statements that an action runs, as they were written.
std::set<std::string> statements_of(TestOffice& office, const std::function<void()>& action) {
  std::set<std::string> statements;
  sqlite3_trace_v2(office.store().handle(), SQLITE_TRACE_STMT, note_statement, &statements);
  action();
  sqlite3_trace_v2(office.store().handle(), 0, nullptr, nullptr);
  return statements;
}

bool is_question(const std::string& sql) {
  const auto begin = std::min(sql.find_first_not_of(" \n"), sql.size());
  for (const char* verb : {"SELECT", "INSERT", "UPDATE", "DELETE", "WITH"}) {
    if (sql.compare(begin, std::string_view(verb).size(), verb) == 0) return true;
  }
  return false;
}

/// A scan is harmless of an alias of nothing, of a small set, or of a partial index, which holds the work
/// alone.
bool is_full_scan(const std::string& step, const std::set<std::string>& partial_indexes) {
  if (!step.starts_with("SCAN ")) return false;
  const auto index = step.find("INDEX ");
  if (index != step.npos && step.find("VIRTUAL TABLE INDEX") == step.npos) {
    // An office has a handful of business numbers.
    const std::string name = step.substr(index + 6);
    return name != "sqlite_autoindex_number_1" && partial_indexes.count(name) == 0;
  }
  const std::string table = step.substr(5, step.find(' ', 5) - 5);
  // m, t, c, q, d, l, w are how our statements call message, ticket, contact, quoted message, media,
  // location, window
  return std::set<std::string>{"ticket",
                               "message",
                               "event",
                               "journal",
                               "journal_part",
                               "search_text",
                               "contact",
                               "identity",
                               "media",
                               "location",
                               "service_window",
                               "amendment",
                               "message_fact",
                               "card_line",
                               "ticket_tag",
                               "m",
                               "t",
                               "c",
                               "q",
                               "d",
                               "l",
                               "w",
                               "e",
                               "notice_recipient",
                               "subscription",
                               "attempt",
                               "r",
                               "s",
                               "a",
                               "o",
                               "i"}
             .count(table) > 0;
}

/// The full-text index writes its own tables with statements that nobody else may prepare.
bool writes_shadow_table(const std::string& sql) {
  return !sql.starts_with("SELECT") && sql.find("'.'search_") != sql.npos;
}

void check_plans(TestOffice& office, const std::function<void()>& action,
                 const std::set<std::string>& allowed = {}) {
  const auto statements = statements_of(office, action);
  const auto db = office.read();
  std::set<std::string> partial;
  auto indexes = db.query("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql LIKE '% WHERE %'");
  while (indexes.step()) partial.insert(indexes.string(0));
  int questions = 0;
  for (const auto& sql : statements) {
    if (!is_question(sql) || sql.ends_with("ORDER BY id DESC LIMIT 1")) continue;  // the last row is one step
    if (writes_shadow_table(sql)) continue;
    ++questions;
    auto plan = db.query_once("EXPLAIN QUERY PLAN " + sql);
    while (plan.step()) {
      const auto step = plan.string(3);
      const bool scan = is_full_scan(step, partial) && allowed.count(step) == 0;
      CHECK_MESSAGE(!scan, step << "\n  in: " << sql);
    }
  }
  CHECK(questions > 0);
}

/// Rows of every kind, so that no statement is skipped for want of something to find.
struct Desk {
  TestOffice office;
  TicketId ticket;

  Desk() {
    const auto contact = office.add_contact({.username = "maria", .last_inbound_at = office.now()});
    const auto past = office.now() - std::chrono::hours(1);
    ticket = office.add_ticket({.contact = contact,
                                .urgent = true,
                                .clerk = "maria",
                                .tags = {"verde"},
                                .unread = 1,
                                .first_answer_due_at = past});
    office.add_ticket({.contact = contact, .state = TicketState::routed, .term_due_at = past});
    office.add_ticket({.contact = contact, .state = TicketState::closed});
    for (int i = 0; i < 3; ++i) office.add_message({.ticket = ticket, .text = "una buca"});
    office.add_message({.contact = contact, .text = "una buca"});
  }
};

InboxRequest inbox(const TicketFilter& filter, InboxSort sort = InboxSort::wait) {
  return {filter, sort, 2};
}

}  // namespace

TEST_CASE("query plans: the guard itself sees a scan") {
  TestOffice office;
  const auto db = office.read();
  auto plan = db.query_once("EXPLAIN QUERY PLAN SELECT * FROM ticket WHERE subject = 'x'");
  REQUIRE(plan.step());
  CHECK(is_full_scan(plan.string(3), {}));
  CHECK_FALSE(is_full_scan("SCAN ticket USING COVERING INDEX ticket_waiting", {"ticket_waiting"}));
  CHECK(is_full_scan("SCAN ticket USING INDEX ticket_recent", {"ticket_waiting"}));
}

TEST_CASE("query plans: answered cases like one") {
  Desk desk;
  auto& office = desk.office;
  const auto other = office.add_ticket({.state = TicketState::closed});
  office.add_message({.ticket = other, .text = "una buca"});
  office.add_message({.ticket = other, .direction = Direction::out, .text = "Grazie", .status = "sent"});
  office.index();
  check_plans(office, [&] { CHECK(similar_answers(*office, {desk.ticket, 5}).answers.size() == 1); });
}

TEST_CASE("query plans: inbox, however it is filtered and sorted") {
  Desk desk;
  auto& office = desk.office;
  TicketFilter turn;
  turn.turns = {Turn::office};
  std::vector<TicketFilter> filters(9, turn);
  filters[1].clerk = "maria";
  filters[2].unassigned = true;
  filters[3].overdue = true;
  filters[4].closing_before = office.now() + std::chrono::hours(30);
  filters[5].closed_window = true;
  filters[6].tag = "verde";
  filters[7].contact = "c1";
  filters[8].urgent = true;
  for (const auto sort : {InboxSort::wait, InboxSort::recent, InboxSort::due, InboxSort::number}) {
    for (const auto& filter : filters) {
      check_plans(office, [&] { list_inbox(*office, inbox(filter, sort)); });
    }
  }
  for (const auto turn_of_whom : {Turn::citizen, Turn::service}) {
    TicketFilter other;
    other.turns = {turn_of_whom};
    check_plans(office, [&] { list_inbox(*office, inbox(other)); });
  }
  TicketFilter late;
  late.overdue = true;
  check_plans(office, [&] { list_inbox(*office, inbox(late, InboxSort::due)); });
}

TEST_CASE(
    "query plans: lists with closed tickets walk an index in order, or are led by contact, tag or time") {
  Desk desk;
  auto& office = desk.office;
  TicketFilter contact, tag, time;
  contact.contact = "c1";
  tag.tag = "verde";
  time.since = office.now() - std::chrono::hours(1);
  for (const auto& filter : {contact, tag, time}) {
    check_plans(office, [&] { list_inbox(*office, inbox(filter, InboxSort::recent)); },
                {"SCAN ticket USING INDEX ticket_recent"});
  }
  // The page ends the walk; the total of all tickets there are is a count of pages.
  check_plans(
      office, [&] { list_inbox(*office, inbox({}, InboxSort::recent)); },
      {"SCAN ticket USING COVERING INDEX ticket_recent", "SCAN ticket USING COVERING INDEX ticket_revision"});
}

TEST_CASE("query plans: status") {
  Desk desk;
  check_plans(desk.office, [&] { office_status(*desk.office); });
}

TEST_CASE("query plans: show and mark as read") {
  Desk desk;
  check_plans(desk.office,
              [&] { show_ticket(*desk.office, {.ticket = desk.ticket, .limit = 2, .mark_read = true}); });
}

TEST_CASE("query plans: search, indexed or not, with and without words") {
  Desk desk;
  for (int round = 0; round < 2; ++round) {
    for (const char* query :
         {"buca", "serra", "buca state:new has:image since:1d", "buca from:serra", "from:c1 kind:request"}) {
      CAPTURE(query);
      check_plans(desk.office, [&] { search(*desk.office, {.query = query, .limit = 2}); });
    }
    desk.office.index();
  }
}

TEST_CASE("query plans: filters alone, either word, by relevance, and the same in front of lists") {
  Desk desk;
  // The page ends the walk over the latest; what few cases fit is found from them.
  const std::set<std::string> latest = {"SCAN t USING INDEX ticket_recent", "SCAN m"};
  for (const bool indexed : {false, true}) {
    if (indexed) desk.office.index();
    for (const char* query :
         {"state:new", "state:closed tag:verde", "buca OR serra -gas", "tag:verde has:image",
          "from:c1 has:image", "clerk:maria", "has:image", "since:1d -buca"}) {
      CAPTURE(query);
      check_plans(
          desk.office, [&] { search(*desk.office, {.query = query, .limit = 2}); }, latest);
      check_plans(desk.office, [&] {
        InboxRequest request;
        request.filter.turns = {Turn::office};
        request.limit = 20;
        add_query(*desk.office, request.filter, query);
        list_inbox(*desk.office, request);
      });
    }
    check_plans(desk.office, [&] {
      search(*desk.office, {.query = "buca serra", .order = SearchOrder::relevance, .limit = 2});
    });
  }
}

TEST_CASE("query plans: the words of an inbox are looked for once, not for each message of each case") {
  Desk desk;
  desk.office.index();
  const auto statements = statements_of(desk.office, [&] {
    InboxRequest request;
    request.filter.turns = {Turn::office};
    request.limit = 20;
    add_query(*desk.office, request.filter, "buca");
    CHECK(list_inbox(*desk.office, request).tickets.size() == 1);
  });
  const auto db = desk.office.read();
  int looked = 0;
  for (const auto& sql : statements) {
    if (sql.find("search_index MATCH") == sql.npos) continue;
    auto plan = db.query_once("EXPLAIN QUERY PLAN " + sql);
    while (plan.step()) {
      const auto step = plan.string(3);
      CHECK_MESSAGE(step.find("VIRTUAL TABLE INDEX 0:=") == step.npos, step << "\n  in: " << sql);
      if (step.find("LIST SUBQUERY") != step.npos) ++looked;
    }
  }
  CHECK(looked > 0);
}

TEST_CASE("query plans: the figures of a period look at its cases alone") {
  Desk desk;
  check_plans(desk.office, [&] { count_stats(*desk.office, {}); });
  check_plans(desk.office, [&] {
    count_stats(*desk.office, {.since = desk.office.now() - std::chrono::days(9),
                               .until = desk.office.now() - std::chrono::days(2)});
  });
}

TEST_CASE("query plans: indexing") {
  Desk desk;
  check_plans(desk.office, [&] { desk.office.index(); });
}

TEST_CASE("query plans: next, claims, changes") {
  Desk desk;
  auto& office = desk.office;
  check_plans(office, [&] { next_ticket(*office, {}); });
  check_plans(office, [&] { take_tickets(*office, {.tickets = {desk.ticket}, .steal = "prova"}); });
  check_plans(office, [&] { list_held(*office, "maria"); });
  ChangeRequest change;
  change.tickets = {desk.ticket};
  check_plans(office, [&] {
    change_tags(*office, change, {{"verde"}, {"rosso"}});
    set_kind(*office, change, TicketKind::report);
    set_subject(*office, change, "buca");
    postpone_tickets(*office, change, office.now() + std::chrono::hours(1));
    close_tickets(*office, change, std::nullopt);
    reopen_tickets(*office, change);
  });
  check_plans(office, [&] { list_tags(*office); });
  PassResult result;
  work::Deadlines keeper((*office).local());
  check_plans(office, [&] { keeper.start_due(result); });
}

TEST_CASE("query plans: flags, notes, services, threads that moved, contacts") {
  Desk desk;
  auto& office = desk.office;
  (*office).local().options.settings.services = {{"ambiente", "Ambiente", ""}};
  check_plans(office, [&] {
    flag_messages(*office, {.messages = {{desk.ticket, 1}}, .hide = true, .note = {}});
  });
  check_plans(
      office, [&] { list_flags(*office, {.ground = std::nullopt, .limit = 2}); },
      {"SCAN f USING INDEX flag_at", "SCAN suspicion USING INDEX suspicion_at"});  // ended by the limit
  check_plans(office, [&] { unflag_messages(*office, {{desk.ticket, 1}}); });
  check_plans(office, [&] { add_note(*office, {.ticket = desk.ticket, .text = "nota"}); });
  RouteRequest route;
  route.tickets = {desk.ticket};
  route.service = "ambiente";
  check_plans(office, [&] { route_tickets(*office, route); });
  check_plans(office, [&] { recall_tickets(*office, route.tickets); });
  CaseRequest entered;
  entered.contact = "333 000 0177";
  entered.text = "Lampione";
  TicketId other;
  check_plans(office, [&] { other = enter_case(*office, entered).entered.ticket; });
  check_plans(office, [&] {
    link_tickets(*office, desk.ticket, other);
    unlink_tickets(*office, desk.ticket, other);
  });
  check_plans(office, [&] { split_ticket(*office, {desk.ticket, 2}); });
  // The walk ends with the page.
  check_plans(office, [&] { list_contacts(*office, {.words = "", .limit = 2}); },
              {"SCAN ticket USING INDEX ticket_recent"});
  check_plans(office, [&] { list_contacts(*office, {.words = "serra", .limit = 2}); });
  check_plans(office, [&] { list_contacts(*office, {.words = "333", .limit = 2}); });
  check_plans(office, [&] { show_contact(*office, "c1"); });
  check_plans(office, [&] { set_contact_note(*office, "c1", "nota"); });
  InboxRequest narrowed = inbox({});
  narrowed.filter.turns = {Turn::office};
  narrowed.filter.flagged = true;
  check_plans(office, [&] { list_inbox(*office, narrowed); });
  narrowed.filter.flagged = false;
  narrowed.filter.parked = true;
  check_plans(office, [&] { list_inbox(*office, narrowed); });
}

TEST_CASE("query plans: letters of merged cases, and mail that is kept aside") {
  Desk desk;
  auto& office = desk.office;
  auto& settings = (*office).local().options.settings;
  settings.services = {{"ambiente", "Ambiente", "ambiente@example.org"}};
  settings.mail.url = "smtps://smtp.example.org:465";
  settings.mail.from = "urp@example.org";
  RouteRequest route;
  route.tickets = {{desk.ticket.value + 1}};
  route.service = "ambiente";
  recall_tickets(*office, route.tickets);
  CHECK(route_tickets(*office, route).tickets.done.size() == 1);
  check_plans(office, [&] { merge_tickets(*office, route.tickets[0], desk.ticket); });
  check_plans(office, [&] { show_ticket(*office, {.ticket = desk.ticket}); });
  TicketFilter office_turn;
  office_turn.turns = {Turn::office};
  check_plans(office, [&] { list_inbox(*office, inbox(office_turn)); });
  office.run("UPDATE dispatch SET state = 'failed'");
  check_plans(office, [&] { office_status(*office); });
  office.run("UPDATE letter SET state = 'uncertain'");
  check_plans(office, [&] { give_up_letter(*office, desk.ticket, "ambiente"); });
  office.run(
      "INSERT INTO mail (digest, at, received_at, kind, state, body) VALUES ('x', 1, 1, 'answer', 'aside', "
      "x'78')");
  const std::int64_t mails[] = {1};
  check_plans(office, [&] { list_aside_mail(*office); });
  check_plans(office, [&] { dismiss_mail(*office, mails, "spam"); });
  check_plans(office, [&] { list_aside_mail(*office, true); });
}

TEST_CASE("query plans: notices, their people, and what the worker asks again and again") {
  Desk desk;
  auto& office = desk.office;
  (*office).local().options.settings.topics = {{"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, false}};
  (*office).local().options.settings.whatsapp.phone_number_id = "106540352242922";
  check_plans(office, [&] { subscribe_contact(*office, {"c1", "meteo", "modulo", false}); });
  check_plans(office, [&] { list_topics(*office); });
  check_plans(office, [&] { list_subscriptions(*office, "c1"); });
  NoticeRequest request;
  request.name = "n";
  request.topic = "meteo";
  request.text = "Domani pioggia.";
  check_plans(office, [&] { create_notice(*office, request); });
  check_plans(office, [&] { show_notice(*office, "n"); });
  check_plans(office, [&] { schedule_notice(*office, {"n", {}, {}, false}); });
  check_plans(office, [&] { list_notices(*office, false, 10); });
  check_plans(office, [&] { list_notices(*office, true, 10); },
              {"SCAN n"});  // in order, and ended by the limit
  check_plans(office, [&] { show_notice(*office, "n"); });
  check_plans(office, [&] { office_status(*office); });
  check_plans(office, [&] { notice_results(*office, "n", {}, [](const NoticeResult&) {}); });
  work::Notices notices((*office).local());
  PassResult result;
  check_plans(office, [&] { notices.look(result, true); });
  CHECK(notices.any_running());
  std::vector<work::Notices::Wanted> people;
  check_plans(office, [&] {
    const auto db = office.read();
    people = notices.next(db, false, 10);
  });
  REQUIRE(people.size() == 1);
  check_plans(office, [&] {
    auto db = office.write();
    const auto row = notices.queue(db, people.front());
    REQUIRE(row);
    notices.count_opened(db, row->contact);
    store::apply(db, row->id, DeliveryEvent::claim);
    store::open_attempt(db, row->id, row->contact, true);
    db.commit();
  });
  check_plans(office, [&] {
    const auto db = office.read();
    store::list_due(db, office.now(), 10);
    store::waits_shortly(db, office.now(), std::chrono::minutes(1));
    store::count_opened(db, office.now());
  });
  check_plans(office, [&] { plan_pass(*office, WorkOrder::Kind::pass); });
  check_plans(office, [&] { pause_notice(*office, "n"); });
  check_plans(office, [&] { cancel_notice(*office, "n"); });
}

TEST_CASE("query plans: answers of every kind, blocks, receipts, what WhatsApp says") {
  Desk desk;
  auto& office = desk.office;
  const auto contact = ContactId{1};
  check_plans(office, [&] {
    ReplyRequest request;
    request.ticket = desk.ticket;
    request.text = "Domani.";
    reply(*office, request);
    request.text.clear();
    request.ask_phone = true;
    reply(*office, request);
    block_contact(*office, {.who = to_string(contact)});
  });
  check_plans(office, [&] {
    const auto db = office.read();
    store::list_due_blocks(db, office.now(), office.now(), 10);
    store::list_expired_blocks(db, office.now(), 10);
    store::list_due_receipts(db, office.now(), 10);
    store::list_alerts(db, office.now(), 10);
    store::delivered_in(db, "2026-11");
    store::get_block(db, contact);
  });
  check_plans(office, [&] {
    auto db = office.write();
    store::count_delivered(db, 1, "wamid.x", "2026-11");
    db.commit();
  });
}

TEST_CASE("query plans: an export that goes on from a cursor") {
  Desk desk;
  for (const auto what : {ExportWhat::tickets, ExportWhat::messages}) {
    ExportRequest request;
    request.what = what;
    request.filter.postponed = true;
    request.after = ExportCursor{};
    request.write = [](std::string_view) {};
    // Its ids alone, from the cursor on.
    check_plans(desk.office, [&] { export_rows(*desk.office, request); });
  }
}
