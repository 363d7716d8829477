// media_link.hpp: where a colleague's browser finds a stored file: `[media] link` filled in.
#pragma once

#include <optional>
#include <string>

#include <urp/message.hpp>
#include <urp/settings.hpp>

namespace urp {

/// None when no link is set or the file is not here.
std::optional<std::string> media_link(const Settings& settings, const Media& media);

}  // namespace urp
