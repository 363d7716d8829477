// show.hpp: a ticket as the verbs that show one print it.
#pragma once

#include <optional>
#include <string>

#include <urp/desk/thread.hpp>

#include "invocation.hpp"

namespace urp::cli {

/// A screen for people, who have read it by that unless `peek`; lines for programs; a document with --json.
/// Of a supervisor: what is hidden, too.
struct Unsealing {
  bool wanted = false;
  std::optional<std::string> key;  // the file of the private one
};
void show_one(Invocation& call, ShowRequest request, bool peek = false, const Unsealing& unsealing = {});

}  // namespace urp::cli
