#include <urp/desk/survey.hpp>

#include "office/local.hpp"
#include "store/survey.hpp"

namespace urp {

std::vector<SurveyLine> survey_figures(Office& office, std::optional<TimePoint> since,
                                       std::optional<TimePoint> until) {
  const auto db = office.local().read();
  return store::count_survey(db, since, until);
}

}  // namespace urp
