// query_view.hpp: how a search was understood, in sentences a clerk would use.
#pragma once

#include <urp/desk/search.hpp>

#include "printer.hpp"

namespace urp::cli {

/// `image` -> "a picture".
const char* carried_words(std::string_view what);

/// On a terminal a line a clause; piped: field, `not` or nothing, values.
void explain(Printer& out, const QuerySense& sense, SearchOrder order, const Office& office);

}  // namespace urp::cli
