// verify_stamps.hpp: the time stamps over the heads of the chain.
#pragma once

#include <filesystem>

#include <urp/desk/verify.hpp>

#include "db/access.hpp"

namespace urp {

/// Every HEADS.NUMBER.tsr that stands beside the file of the heads, against the chain and against the
/// certificates of the authority. Throws configuration (the certificates), failed (liburp-net.so is missing).
void verify_stamps(const db::Access& db, const std::filesystem::path& heads,
                   const std::filesystem::path& authorities, VerifyResult& result);

}  // namespace urp
