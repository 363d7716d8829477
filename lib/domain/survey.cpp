#include "domain/survey.hpp"

#include <fmt/format.h>

#include <charconv>

#include <urp/text.hpp>

#include "domain/names.hpp"
#include "domain/part.hpp"

namespace urp {
namespace {

constexpr Name<SurveyAnswer> answers[] = {
    {SurveyAnswer::good, "good", {}}, {SurveyAnswer::fair, "fair", {}}, {SurveyAnswer::bad, "bad", {}}};
constexpr std::string_view mark = "urp-survey-";

std::string_view title(std::string_view language, SurveyAnswer answer) {
  const bool english = language == "en";
  switch (answer) {
    case SurveyAnswer::good:
      return english ? "Well" : "Bene";
    case SurveyAnswer::fair:
      return english ? "So so" : "Così così";
    case SurveyAnswer::bad:
      return english ? "Badly" : "Male";
  }
  return {};
}

}  // namespace

std::string_view to_name(SurveyAnswer answer) {
  return name_in(answers, answer);
}
std::optional<SurveyAnswer> survey_answer(std::string_view name) {
  return value_in(answers, name);
}

std::string_view survey_question(std::string_view language) {
  return language == "en" ? "How did we do? One touch is enough, and helps us to do better."
                          : "Come è andata con noi? Basta un tocco, e ci aiuta a migliorare.";
}

std::vector<Choice> survey_choices(std::string_view language, TicketId ticket) {
  std::vector<Choice> choices;
  for (const auto answer : values_in(answers)) {
    choices.emplace_back(fmt::format("{}{}-{}", mark, ticket.value, to_name(answer)),
                         title(language, answer));
  }
  return choices;
}

std::optional<SurveyPress> find_survey_press(const InboundMessage& message) {
  if (message.type != "interactive" && message.type != "button") return std::nullopt;
  for (const auto& [name, value] : message.facts) {
    if (name != "payload" || !value.starts_with(mark)) continue;
    SurveyPress press;
    const char* const end = value.data() + value.size();
    const auto [stop, error] = std::from_chars(value.data() + mark.size(), end, press.ticket.value);
    if (error != std::errc{} || stop == end || *stop != '-') return std::nullopt;
    const auto answer = survey_answer(std::string_view(stop + 1, end));
    if (!answer) return std::nullopt;
    press.answer = *answer;
    return press;
  }
  return std::nullopt;
}

std::optional<SurveyAnswer> survey_word(std::string_view language, std::string_view text) {
  const auto said = fold_for_matching(text);
  for (const auto answer : values_in(answers)) {
    if (said == fold_for_matching(title(language, answer))) return answer;
  }
  return std::nullopt;
}

std::optional<SurveyAnswer> find_survey_word(std::string_view language, const InboundMessage& message) {
  if (message.type != "text" || !message.text) return std::nullopt;
  return survey_word(language, *message.text);
}

}  // namespace urp
