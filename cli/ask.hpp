// ask.hpp: questions to the person at the terminal. They stand on standard error: standard output is data.
#pragma once

#include <string>
#include <string_view>

namespace urp::cli {

/// Somebody is there to answer: standard input and standard error are a terminal.
bool can_ask();
/// What was typed, without blanks at its ends; empty at the end of input.
std::string ask(std::string_view question);
/// Only a clear yes is a yes.
bool ask_yes(const std::string& question);

}  // namespace urp::cli
