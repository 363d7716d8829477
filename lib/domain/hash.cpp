#include "domain/hash.hpp"

#include <nettle/base16.h>
#include <nettle/memops.h>
#include <nettle/sha2.h>

namespace urp {
namespace {

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

std::string sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), bytes_of(bytes));
  std::string digest(SHA256_DIGEST_SIZE, '\0');
  sha256_digest(&context, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
  return digest;
}

std::string hex(std::string_view bytes) {
  std::string text(BASE16_ENCODE_LENGTH(bytes.size()), '\0');
  base16_encode_update(text.data(), bytes.size(), bytes_of(bytes));
  return text;
}

std::optional<std::string> unhex(std::string_view digits) {
  base16_decode_ctx context;
  base16_decode_init(&context);
  std::string bytes(BASE16_DECODE_LENGTH(digits.size()), '\0');
  std::size_t length = bytes.size();
  const bool read = base16_decode_update(&context, &length, reinterpret_cast<std::uint8_t*>(bytes.data()),
                                         digits.size(), digits.data()) == 1;
  // It passes over blanks: then there are fewer bytes than pairs.
  if (!read || base16_decode_final(&context) != 1 || length * 2 != digits.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

bool same_bytes(std::string_view a, std::string_view b) {
  return a.size() == b.size() && memeql_sec(a.data(), b.data(), a.size()) == 1;
}

}  // namespace urp
