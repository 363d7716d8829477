// topic.hpp: the topic that somebody names.
#pragma once

#include <string>
#include <vector>

namespace urp {

/// Throws not_found, with what there is.
[[noreturn]] void throw_unknown_topic(const std::vector<std::string>& known, const std::string& slug);

}  // namespace urp
