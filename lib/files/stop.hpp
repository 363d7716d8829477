// stop.hpp: somebody wishes that what is being written goes away again.
#pragma once

namespace urp::files {

/// Between two steps of writing. Throws interrupted after stop_writing().
void end_if_stopped();

}  // namespace urp::files
