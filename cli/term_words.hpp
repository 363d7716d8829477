// term_words.hpp: terms and their suspensions, in the language of the person at the terminal.
#pragma once

#include <string>

#include <urp/suspension.hpp>

namespace urp::cli {

/// `third parties are heard`
std::string ground_words(TermGround ground);
/// `suspended until Tue 22 Dec: information asked for`, `12 days suspended: third parties heard`
std::string suspension_words(const Suspension& suspension, TimePoint now, const Zone& zone);
/// `1 day`, `30 days`
std::string days_words(std::chrono::days days);

}  // namespace urp::cli
