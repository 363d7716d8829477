#include "json_lines.hpp"

#include <urp/error.hpp>

#include "say.hpp"

namespace urp::cli {

void check_end(bool end, bool jsonl) {
  if (end && !jsonl) throw Error(Fault::usage, _("--end belongs to --jsonl"), _("give both, or none"));
}

}  // namespace urp::cli
