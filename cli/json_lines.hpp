// json_lines.hpp: --jsonl and --end of the long lists.
#pragma once

namespace urp::cli {

/// Throws usage: a last line was asked for, and nothing has lines that it could end.
void check_end(bool end, bool jsonl);

}  // namespace urp::cli
