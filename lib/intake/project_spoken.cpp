// project_spoken.cpp: what a citizen's message has to do with what the office says by itself: it may be
// answered so, or is the answer to a survey.
#include "domain/automatic.hpp"
#include "domain/calendar.hpp"
#include "domain/survey.hpp"
#include "domain/window.hpp"
#include "intake/project.hpp"
#include "store/automatic.hpp"
#include "store/survey.hpp"

namespace urp::intake {

/// The case about which the person gives an opinion: a button of ours, whenever it is pressed; or its word,
/// while the question is fresh.
std::optional<TicketId> Projector::surveyed_ticket(const InboundMessage& message, ContactId contact,
                                                   TimePoint at, SurveyAnswer& answer) const {
  if (const auto press = find_survey_press(message)) {
    if (!store::was_surveyed(*db_, press->ticket, contact)) return std::nullopt;
    answer = press->answer;
    return press->ticket;
  }
  const auto word = find_survey_word(office_->options.settings.office.language, message);
  if (!word) return std::nullopt;
  answer = *word;
  return store::find_open_survey(*db_, contact, at - window_length);
}

/// Words under the question, when the case is closed for too long to be opened by them.
bool Projector::is_late_remark(const Candidate& addressed, MessageId quoted, TimePoint at) const {
  const auto& threading = office_->options.settings.threading;
  return addressed.closed_at && at - *addressed.closed_at >= threading.reopen_within &&
         store::is_survey(*db_, quoted);
}

/// The first one counts; the others are kept as messages.
void Projector::keep_opinion(TicketId ticket, SurveyAnswer answer, TimePoint at) {
  if (!store::set_survey_answer(*db_, ticket, answer, at)) return;
  db_->record("survey", ticket, std::nullopt, {{"opinion", std::nullopt, std::string(to_name(answer))}});
}

/// What is said, and whether it is, the worker decides; here it is only made sure that it will.
void Projector::expect_automatic(TicketId ticket, bool is_new, TimePoint at) {
  const auto& settings = office_->options.settings;
  const auto occasion = is_new ? Occasion::presented : Occasion::word;
  if (!may_speak(settings, occasion)) return;
  if (!is_new && opening_at(settings.hours, office_->zone, received_at_).open) return;
  store::note_occasion(*db_, {ticket, occasion, at}, received_at_);
}

}  // namespace urp::intake
