// survey.hpp: how content a citizen is with what became of the case.
#pragma once

#include <optional>
#include <string_view>

#include <urp/api.hpp>

namespace urp {

enum class SurveyAnswer { good, fair, bad };
URP_API std::string_view to_name(SurveyAnswer answer);
URP_API std::optional<SurveyAnswer> survey_answer(std::string_view name);

}  // namespace urp
