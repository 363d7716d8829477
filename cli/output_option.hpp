// output_option.hpp: `-o FILE`, for the verbs that write one.
#pragma once

#include <string>

namespace urp::cli {

class Arguments;

void add_output(Arguments& command, std::string& target);
/// Not given, or `-`.
bool is_standard_output(const std::string& output);

}  // namespace urp::cli
