#include "store/survey.hpp"

namespace urp::store {

void add_survey(Writer& db, TicketId ticket, MessageId question) {
  db.run("INSERT INTO survey (ticket, message, asked_at) VALUES (?, ?, ?)", ticket, question, db.now());
}

bool is_survey(const Access& db, MessageId message) {
  return db.value<bool>("SELECT EXISTS (SELECT 1 FROM survey WHERE message = ?)", message);
}

bool was_surveyed(const Access& db, TicketId ticket, ContactId contact) {
  return db.value<bool>(R"(
    SELECT EXISTS (
      SELECT 1
      FROM survey s
      JOIN ticket t ON t.id = s.ticket
      WHERE s.ticket = ? AND t.contact = ?))",
                        ticket, contact);
}

std::optional<TicketId> find_open_survey(const Access& db, ContactId contact, TimePoint since) {
  return db.first<TicketId>(R"(
    SELECT s.ticket
    FROM survey s
    JOIN ticket t ON t.id = s.ticket
    WHERE t.contact = ? AND s.asked_at >= ? AND s.answer IS NULL
    ORDER BY s.asked_at DESC
    LIMIT 1)",
                            contact, since);
}

bool set_survey_answer(Writer& db, TicketId ticket, SurveyAnswer answer, TimePoint at) {
  return db.run("UPDATE survey SET answer = ?, answered_at = ? WHERE ticket = ? AND answer IS NULL",
                to_name(answer), at, ticket) > 0;
}

std::vector<SurveyLine> count_survey(const Access& db, std::optional<TimePoint> since,
                                     std::optional<TimePoint> until) {
  return db.all<SurveyLine>(R"(
    SELECT
      t.service,
      t.kind,
      count(*),
      count(*) FILTER (WHERE s.answer = 'good'),
      count(*) FILTER (WHERE s.answer = 'fair'),
      count(*) FILTER (WHERE s.answer = 'bad')
    FROM survey s
    JOIN ticket t ON t.id = s.ticket
    WHERE s.asked_at >= ? AND s.asked_at < ?
    GROUP BY t.service, t.kind
    ORDER BY t.service, t.kind)",
                            [](db::Row& row) {
                              SurveyLine line;
                              row >> line.service;
                              line.kind =
                                  ticket_kind(row.next<std::string_view>()).value_or(TicketKind::request);
                              row >> line.asked >> line.good >> line.fair >> line.bad;
                              return line;
                            },
                            since.value_or(TimePoint{}), until.value_or(TimePoint(Seconds(1LL << 40))));
}

}  // namespace urp::store
