// media_link.hpp: where a colleague's browser finds a stored file: `[media] link` filled in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <urp/message.hpp>
#include <urp/settings.hpp>

namespace urp {

/// The ending of what WhatsApp carries, from the type and never from the citizen's file name: ".jpg"; else
/// empty.
std::string_view media_ending(std::string_view mime_type);

/// None when no link is set or the file is not here.
std::optional<std::string> media_link(const Settings& settings, const Media& media);

}  // namespace urp
