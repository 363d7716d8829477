// outbox_view.hpp: what has not left, as a screen and as tab-separated lines.
#pragma once

#include <urp/desk/reply.hpp>
#include <urp/office.hpp>

#include "printer.hpp"

namespace urp::cli {

void show_outbox(Printer& out, const OutboxResult& result, const Office& office);
/// T/N status contact clerk queued_at not_before tries error-code text; columns are only ever appended.
void list_outbox_lines(Printer& out, const OutboxResult& result, const Zone& zone);

}  // namespace urp::cli
