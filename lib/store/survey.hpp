// survey.hpp: which cases were asked about, and what was answered: the table survey.
#pragma once

#include <vector>

#include <urp/desk/survey.hpp>

#include "store/access.hpp"

namespace urp::store {

void add_survey(Writer& db, TicketId ticket, MessageId question);
/// Whether this message of ours asked for an opinion.
bool is_survey(const Access& db, MessageId message);
/// The person was asked about this case of theirs.
bool was_surveyed(const Access& db, TicketId ticket, ContactId contact);
/// The case about which this person was asked last, since then, and has not answered.
std::optional<TicketId> find_open_survey(const Access& db, ContactId contact, TimePoint since);
/// False: an earlier answer counts.
bool set_survey_answer(Writer& db, TicketId ticket, SurveyAnswer answer, TimePoint at);

std::vector<SurveyLine> count_survey(const Access& db, std::optional<TimePoint> since,
                                     std::optional<TimePoint> until);

}  // namespace urp::store
