// media_from.hpp: attachments of messages that came out of another database of the office.
#pragma once

#include <filesystem>

#include "office/local.hpp"

namespace urp {

/// Those whose bytes lie in `folder` as that database names them are copied; the others are fetched from
/// WhatsApp as far as it still has them.
void bring_media(const Office::Local& office, const db::Access& source, const std::filesystem::path& folder);

}  // namespace urp
