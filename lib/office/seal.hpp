// seal.hpp: what is hidden, encrypted to [moderation] seal_key, so that only the holder of the private key
// reads it again.
#pragma once

#include <filesystem>
#include <optional>

#include <urp/settings.hpp>

#include "db/access.hpp"

namespace urp {

/// What of this message lies sealed in the open is encrypted; nothing when no key is set. Throws
/// configuration (the file holds no key), failed (liburp-net.so is missing).
void encrypt_sealed(db::Writer& db, const Settings& settings, MessageId message);
/// Of a message that is hidden now: what the journal says of it, too.
void encrypt_hidden(db::Writer& db, const Settings& settings, MessageId message);
/// The other way round, with the private key. Throws refused when it is needed and none was given, denied
/// when it is another one.
void decrypt_sealed(db::Writer& db, MessageId message,
                    const std::optional<std::filesystem::path>& private_key);

}  // namespace urp
