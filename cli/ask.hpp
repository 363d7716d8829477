// ask.hpp: questions to the person at the terminal. They stand on standard error: standard output is data.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace urp::cli {

/// Somebody is there to answer: standard input and standard error are a terminal.
bool can_ask();
/// What was typed, without blanks at its ends; empty at the end of input.
std::string ask(std::string_view question);
/// Only a clear yes is a yes.
bool ask_yes(const std::string& question);
/// Which of the answers, each given as its letter and its words in every language. Something else, and the
/// first letter of a sentence that was meant for the citizen, is asked again; nothing typed is the last
/// answer.
using Answers = std::vector<std::vector<std::string_view>>;
std::size_t ask_one_of(std::string_view question, const Answers& answers);

}  // namespace urp::cli
