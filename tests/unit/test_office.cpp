#include "test_office.hpp"

#include "office/local.hpp"
#include "store/search.hpp"

using namespace urp;

namespace {

Office make_office(Settings settings, std::shared_ptr<TimePoint> clock) {
  auto local = std::make_unique<Office::Local>();
  local->options.settings = std::move(settings);
  local->options.actor = {"maria", "mserra"};
  local->options.now = [clock] { return *clock; };
  local->options.real = [clock] { return *clock; };
  local->store = db::Store::in_memory();
  return Office::Local::make_office(std::move(local));
}

}  // namespace

TimePoint utc(int year, unsigned month, unsigned day, int hour, int minute, int second) {
  using namespace std::chrono;
  return sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day)) + hours(hour) +
         minutes(minute) + seconds(second);
}

Settings TestOffice::default_settings() {
  using std::chrono::hours;
  using std::chrono::minutes;
  Settings settings;
  const OpeningHours morning{hours(9), hours(12)},
      afternoon{hours(15) + minutes(30), hours(17) + minutes(30)};
  settings.hours.week = {
      {{morning, afternoon}, {morning}, {morning}, {morning, afternoon}, {morning}, {}, {}}};
  return settings;
}

TestOffice::TestOffice(Settings settings)
    : clock_(std::make_shared<TimePoint>(utc(2026, 11, 23, 9, 4))),
      office_(make_office(std::move(settings), clock_)) {
  run("INSERT INTO number (phone_number_id) VALUES ('106540352242922')");
}

db::Store& TestOffice::store() {
  return *office_.local().store;
}

db::Writer TestOffice::write() {
  return db::Writer(store(), {"test", "test"}, now(), now(), db::Writer::Kind::upkeep);
}

db::Reader TestOffice::read() {
  return office_.local().read();
}

ContactId TestOffice::add_contact(const ContactRow& row) {
  auto db = write();
  const auto event = db.record("receive", std::nullopt, std::nullopt, {});
  db.query("INSERT INTO contact (name, profile_name, created_at, revision) VALUES (?, ?, ?, ?)")
      .bind(1, row.name)
      .bind(2, row.profile_name)
      .bind(3, now())
      .bind(4, event)
      .run();
  const ContactId contact{db.last_insert_id()};
  const auto identify = [&](const char* kind, const std::optional<std::string>& value) {
    if (!value) return;
    db.query("INSERT INTO identity (contact, kind, value, valid_from) VALUES (?, ?, ?, ?)")
        .bind(1, contact)
        .bind(2, kind)
        .bind(3, *value)
        .bind(4, now())
        .run();
  };
  identify("phone", row.phone);
  identify("user_id", row.user_id);
  identify("username", row.username);
  if (row.last_inbound_at) {
    db.query("INSERT INTO service_window (contact, number, last_inbound_at, closed_at) VALUES (?, 1, ?, ?)")
        .bind(1, contact)
        .bind(2, *row.last_inbound_at)
        .bind(3, row.window_closed_at)
        .run();
  }
  db.commit();
  return contact;
}

TicketId TestOffice::add_ticket(const TicketRow& row) {
  ContactRow unknown;
  unknown.phone.reset();
  const ContactId contact = row.contact ? *row.contact : add_contact(unknown);
  auto db = write();
  const bool office_turn = turn_of(row.state) == Turn::office;
  const auto waiting = office_turn ? std::optional(row.waiting_since.value_or(now())) : std::nullopt;
  const auto closed =
      row.state == TicketState::closed ? std::optional(row.closed_at.value_or(now())) : std::nullopt;
  db.query(
        "INSERT INTO ticket (contact, number, kind, state, urgent, service, clerk, preview, unread, "
        "presented_at,"
        " waiting_since, last_message_at, last_inbound_at, first_answered_at, first_answer_due_at, "
        "term_due_at,"
        " postponed_until, closed_at, linked_to) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?)")
      .bind(1, contact)
      .bind(2, to_name(row.kind))
      .bind(3, to_name(row.state))
      .bind(4, row.urgent)
      .bind(5, row.service)
      .bind(6, row.clerk)
      .bind(7, row.preview)
      .bind(8, row.unread)
      .bind(9, row.presented_at.value_or(now()))
      .bind(10, waiting)
      .bind(11, row.last_message_at.value_or(now()))
      .bind(12, row.last_message_at.value_or(now()))
      .bind(13, row.first_answered_at)
      .bind(14, row.first_answer_due_at)
      .bind(15, row.term_due_at)
      .bind(16, row.postponed_until)
      .bind(17, closed)
      .bind(18, row.linked_to)
      .run();
  const TicketId ticket{db.last_insert_id()};
  for (const auto& tag : row.tags) {
    db.query("INSERT INTO ticket_tag (ticket, tag) VALUES (?, ?)").bind(1, ticket).bind(2, tag).run();
  }
  db.commit();
  return ticket;
}

MessageId TestOffice::add_message(const MessageRow& row) {
  auto db = write();
  std::optional<std::int64_t> number;
  std::int64_t contact = row.contact ? row.contact->value : 0;
  if (row.ticket) {
    db.query("UPDATE ticket SET messages = messages + 1 WHERE id = ?").bind(1, *row.ticket).run();
    auto ticket = db.query("SELECT messages, contact FROM ticket WHERE id = ?");
    ticket.bind(1, *row.ticket);
    ticket.step();
    number = ticket.integer(0);
    if (!row.contact) contact = ticket.integer(1);
  }
  db.query(
        "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, quote, at, "
        "received_at,"
        " status, hidden, ground) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(1, row.ticket)
      .bind(2, number)
      .bind(3, contact)
      .bind(4, row.wamid)
      .bind(5, to_name(row.direction))
      .bind(6, row.type)
      .bind(7, row.text)
      .bind(8, row.quote)
      .bind(9, row.at.value_or(now()))
      .bind(10, now())
      .bind(11, row.status)
      .bind(12, row.hidden)
      .bind(13, row.ground)
      .run();
  const MessageId message{db.last_insert_id()};
  db.commit();
  return message;
}

void TestOffice::run(const std::string& sql) {
  auto db = write();
  db.query_once(sql).run();
  db.commit();
}

std::int64_t TestOffice::ask(const std::string& sql) {
  const auto db = read();
  auto query = db.query_once(sql);
  return query.step() ? query.integer(0) : 0;
}

void TestOffice::index() {
  auto db = write();
  store::index_new_messages(db, 2048);
  db.commit();
}
