// survey.hpp: the question after a case was closed, its three buttons, and what a press on one says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <urp/ids.hpp>
#include <urp/survey.hpp>

namespace urp {

struct InboundMessage;

std::string_view survey_question(std::string_view language);

/// A button as it goes out: its id comes back when it is pressed.
using Choice = std::pair<std::string, std::string>;  // id, title
std::vector<Choice> survey_choices(std::string_view language, TicketId ticket);

struct SurveyPress {
  TicketId ticket;
  SurveyAnswer answer = SurveyAnswer::good;
};
/// The citizen pressed one of our buttons; whether they were asked is for the rows to say.
std::optional<SurveyPress> find_survey_press(const InboundMessage& message);
/// What stands on a button, without case and final punctuation.
std::optional<SurveyAnswer> survey_word(std::string_view language, std::string_view text);
/// Or wrote what stands on one, as on a telephone that shows no buttons: the whole message, without case and
/// final punctuation.
std::optional<SurveyAnswer> find_survey_word(std::string_view language, const InboundMessage& message);

}  // namespace urp
