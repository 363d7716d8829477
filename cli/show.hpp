// show.hpp: a ticket as the verbs that show one print it.
#pragma once

#include <urp/desk/thread.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// A screen for people, who have read it by that unless `peek`; lines for programs; a document with --json.
void show_one(Invocation& call, ShowRequest request, bool peek = false);

}  // namespace urp::cli
