// pager.hpp: long screens go through the person's pager. The text is whole by then: no reader of the database
// waits.
#pragma once

#include <string>
#include <string_view>

namespace urp::cli {

/// False when the pager could not be started; then nothing was shown.
bool page(const std::string& command, std::string_view text);

}  // namespace urp::cli
