// stats_view.hpp: figures of a period on a terminal, with bars; and the words for their rows.
#pragma once

#include <urp/desk/stats.hpp>

#include "printer.hpp"

namespace urp::cli {

/// Fills the labels in the language of the person.
void label_stats(StatsResult& stats, const Office& office);
/// `all`: every table there is; else those that fit a look.
void print_stats(Printer& out, const StatsResult& stats, const Office& office, bool all);
/// Piped: the columns of --csv, parted by tabs.
void list_stats(Printer& out, const StatsResult& stats);

}  // namespace urp::cli
