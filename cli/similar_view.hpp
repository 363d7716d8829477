// similar_view.hpp: answers that were given to cases like one, as a screen and as tab-separated lines.
#pragma once

#include <optional>
#include <string>

#include <urp/desk/similar.hpp>

#include "printer.hpp"

namespace urp::cli {

void show_similar(Printer& out, const SimilarResult& result, const Office& office);
/// place ticket times message answer at clerk text; columns are only ever appended.
void list_similar_lines(Printer& out, const SimilarResult& result, const Zone& zone);
/// `URP-288, given 3 times: «Grazie ...»`, cut to `columns`; empty when there is none.
std::string best_similar(const TerminalStyle& style, const SimilarResult& result, int columns);

}  // namespace urp::cli
