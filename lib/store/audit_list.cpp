#include "store/audit_list.hpp"

#include <algorithm>
#include <set>

#include "db/audit.hpp"
#include "domain/hash.hpp"
#include "store/cursor.hpp"
#include "store/person_tables.hpp"

namespace urp::store {
namespace {

AuditEntry read_entry(db::Row& row) {
  AuditEntry entry;
  Event& event = entry.event;
  row >> event.id >> event.at >> event.recorded_at >> event.actor.clerk >> event.actor.login;
  row >> event.verb >> event.ticket >> event.message;
  entry.hash = hex(row.next<std::string_view>());
  event.changes = db::decode_changes(row.next<std::string_view>());
  row >> entry.erased;
  return entry;
}

class Conditions {
 public:
  std::string sql = "1";
  db::Values values;

  template <class List, class Value>
  void one_of(const char* column, const List& list, const Value& value_of) {
    if (list.empty()) return;
    std::string marks;
    for (const auto& item : list) {
      marks += marks.empty() ? "?" : ", ?";
      values.emplace_back(value_of(item));
    }
    sql += " AND " + std::string(column) + " IN (" + marks + ")";
  }
  void compare(const char* comparison, std::optional<TimePoint> at) {
    if (!at) return;
    sql += std::string(" AND ") + comparison + " ?";
    values.emplace_back(std::int64_t{at->time_since_epoch().count()});
  }
};

/// The records that are one person, and their cases.
struct Person {
  std::set<std::string> names;  // c57
  std::set<TicketId> tickets;
};
Person person_of(const Access& db, ContactId contact) {
  Person person;
  for (const auto record : records_of(db, contact)) {
    person.names.insert(to_string(record));
    for (const auto ticket : db.all<TicketId>("SELECT id FROM ticket WHERE contact = ?", record))
      person.tickets.insert(ticket);
  }
  return person;
}

bool is_about(const Event& event, const Person& person) {
  if (event.ticket && person.tickets.contains(*event.ticket)) return true;
  const auto names = [&person](const std::optional<std::string>& value) {
    return value && person.names.contains(*value);
  };
  return std::any_of(event.changes.begin(), event.changes.end(),
                     [&](const Change& change) { return names(change.before) || names(change.after); });
}

}  // namespace

std::int64_t walk_events(const Access& db, const AuditFilter& filter,
                         const std::function<void(const AuditEntry&)>& visit) {
  const auto person = filter.contact ? std::optional(person_of(db, *filter.contact)) : std::nullopt;
  Conditions where;
  where.one_of("e.ticket", filter.tickets, [](TicketId ticket) { return ticket.value; });
  const auto itself = [](const std::string& text) { return text; };
  where.one_of("e.clerk", filter.clerks, itself);
  where.one_of("e.verb", filter.verbs, itself);
  where.compare("e.at >=", filter.since);
  where.compare("e.at <", filter.until);
  const std::string columns = R"(
    SELECT
      e.id,
      e.at,
      e.recorded_at,
      e.clerk,
      e.login,
      e.verb,
      e.ticket,
      e.message,
      e.hash,
      d.body,
      x.event IS NOT NULL
    FROM event e
    LEFT JOIN event_detail d ON d.event = e.id
    LEFT JOIN erased_detail x ON x.event = e.id
    WHERE )" + where.sql + " ORDER BY e.id";
  std::int64_t count = 0;
  if (filter.limit == 0) {
    db.each(
        columns,
        [&](db::Row& row) {
          const AuditEntry entry = read_entry(row);
          if (person && !is_about(entry.event, *person)) return;
          visit(entry);
          ++count;
        },
        where.values);
    return count;
  }
  std::vector<AuditEntry> newest;
  const std::string backwards = columns + " DESC";
  auto query = db.query_once(backwards);
  query.bind_all(where.values);
  while (static_cast<int>(newest.size()) < filter.limit && query.step()) {
    db::Row row(query);
    AuditEntry entry = read_entry(row);
    if (!person || is_about(entry.event, *person)) newest.push_back(std::move(entry));
  }
  for (auto entry = newest.rbegin(); entry != newest.rend(); ++entry) visit(*entry);
  return static_cast<std::int64_t>(newest.size());
}

std::optional<std::int64_t> find_head_day(const Access& db) {
  return db.first<std::int64_t>("SELECT value FROM cursor WHERE name = 'audit_head_day'");
}

std::optional<EventId> find_head_event(const Access& db) {
  return db.first<EventId>("SELECT value FROM cursor WHERE name = 'audit_head_event'");
}

void set_head(Writer& db, std::int64_t day, EventId event) {
  set_cursor(db, "audit_head_day", day);
  set_cursor(db, "audit_head_event", event.value);
}

}  // namespace urp::store
