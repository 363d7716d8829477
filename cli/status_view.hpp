// status_view.hpp: the day at a glance, as a screen and as tab-separated lines.
#pragma once

#include <urp/desk/inbox.hpp>
#include <urp/office.hpp>

#include "printer.hpp"

namespace urp::cli {

void show_status(Printer& out, const StatusResult& status, const Office& office);
/// One line a figure: its name as in the JSON document, a tab, its value.
void list_status_lines(Printer& out, const StatusResult& status, const Zone& zone);

}  // namespace urp::cli
