// ticket_head.hpp: the upper part of the screen of a ticket: whose turn, which person, and every clock
// explained.
#pragma once

#include <urp/desk/thread.hpp>
#include <urp/office.hpp>

#include "printer.hpp"

namespace urp::cli {

void show_ticket_head(Printer& out, const ShowResult& shown, const Office& office);

}  // namespace urp::cli
