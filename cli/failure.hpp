// failure.hpp: exceptions that are not ours, said in words that help.
#pragma once

#include <exception>

#include <urp/error.hpp>

namespace urp::cli {

/// What the system or the standard library threw, as an error of urp: with the file where one is known, and
/// without the names of C++ functions.
Error explain(const std::exception& thrown);

}  // namespace urp::cli
