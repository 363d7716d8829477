// survey.hpp: what citizens answered when they were asked how content they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <urp/api.hpp>
#include <urp/office.hpp>
#include <urp/survey.hpp>
#include <urp/ticket.hpp>

namespace urp {

/// Of the cases of one kind with one service.
struct SurveyLine {
  std::optional<std::string> service;  // slug; none: the office itself
  TicketKind kind = TicketKind::request;
  std::int64_t asked = 0;
  std::int64_t good = 0, fair = 0, bad = 0;  // answers
};
/// Of those who were asked in this time: from `since` on, before `until`.
URP_API std::vector<SurveyLine> survey_figures(Office& office, std::optional<TimePoint> since,
                                               std::optional<TimePoint> until);

}  // namespace urp
