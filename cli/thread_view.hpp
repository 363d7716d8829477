// thread_view.hpp: one ticket as a screen and as tab-separated lines.
#pragma once

#include <string>

#include <urp/desk/thread.hpp>
#include <urp/office.hpp>

#include "printer.hpp"

namespace urp::cli {

/// `similar`: the best of what was answered in cases like it, one line, or empty.
void show_thread(Printer& out, const ShowResult& shown, const Office& office,
                 const std::string& similar = {});
/// T/N at direction type status clerk hidden text media-path; columns are only ever appended.
void list_thread_lines(Printer& out, const ShowResult& shown, const Zone& zone);

}  // namespace urp::cli
