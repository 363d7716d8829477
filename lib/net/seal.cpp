// seal.cpp: sealed boxes of libsodium: whoever has the public key can close one, only the private key opens
// it.
#include <sodium.h>

#include <type_traits>

#include <urp/api.hpp>

#include "domain/seal_door.hpp"

namespace {

const unsigned char* bytes(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

}  // namespace

extern "C" URP_API bool urp_seal_v1(const std::string& key, const std::string& text, std::string& box) {
  if (sodium_init() < 0 || key.size() != crypto_box_PUBLICKEYBYTES) return false;
  box.assign(text.size() + crypto_box_SEALBYTES, '\0');
  return crypto_box_seal(bytes(box), bytes(text), text.size(), bytes(key)) == 0;
}
static_assert(std::is_same_v<decltype(urp_seal_v1), urp::SealFunction>);

extern "C" URP_API bool urp_unseal_v1(const std::string& key, const std::string& box, std::string& text) {
  if (sodium_init() < 0 || key.size() != crypto_box_SECRETKEYBYTES || box.size() < crypto_box_SEALBYTES)
    return false;
  std::string public_key(crypto_box_PUBLICKEYBYTES, '\0');
  if (crypto_scalarmult_base(bytes(public_key), bytes(key)) != 0) return false;
  text.assign(box.size() - crypto_box_SEALBYTES, '\0');
  return crypto_box_seal_open(bytes(text), bytes(box), box.size(), bytes(public_key), bytes(key)) == 0;
}
static_assert(std::is_same_v<decltype(urp_unseal_v1), urp::UnsealFunction>);
