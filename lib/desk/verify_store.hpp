// verify_store.hpp: what can be said of a database whoever's it is: the office's, or a backup on its way.
#pragma once

#include <urp/desk/verify.hpp>

#include "db/store.hpp"

namespace urp {

/// Damage, loose rows, schema, chain.
void verify_database(const db::Access& db, bool full, VerifyResult& result);
/// Of lines that `audit head` wrote: each names an entry and its hash. Throws not_found, usage.
void verify_heads(const db::Access& db, const std::filesystem::path& file, VerifyResult& result);
/// Each file that rows name is there, in `folder`, and has its bytes.
void verify_media(const db::Access& db, const std::filesystem::path& folder, bool hashes,
                  VerifyResult& result);

}  // namespace urp
