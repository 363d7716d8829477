#include "store/keyed.hpp"

#include "domain/hash.hpp"

namespace urp::store {

std::string erasure_secret(const Access& db) {
  return db.value<std::string>("SELECT value FROM secret WHERE name = 'erasure'");
}

/// The secret is 32 bytes, so no two pairs of secret and text are the same bytes.
std::string keyed(const std::string& secret, std::string_view kind, std::string_view value) {
  return sha256(secret + std::string(kind) + ":" + std::string(value));
}

}  // namespace urp::store
