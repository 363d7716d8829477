// sentence.hpp: a line for a person: on a screen it is broken at blanks where it is longer than that is wide.
#pragma once

#include <string_view>

#include "printer.hpp"

namespace urp::cli {

void put_sentence(Printer& out, std::string_view text);

}  // namespace urp::cli
