#include "whatsapp/signature.hpp"

#include <nettle/hmac.h>
#include <nettle/memops.h>

#include <array>
#include <urp/error.hpp>

#include "domain/hash.hpp"
#include "domain/say.hpp"

namespace urp::whatsapp {
namespace {

constexpr std::string_view scheme = "sha256=";
using Digest = std::array<unsigned char, SHA256_DIGEST_SIZE>;

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string_view text_of(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest hmac(std::string_view secret, std::string_view body) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, secret.size(), bytes_of(secret));
  hmac_sha256_update(&context, body.size(), bytes_of(body));
  Digest digest;
  hmac_sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<Digest> read_header(std::string_view header) {
  if (!header.starts_with(scheme)) return std::nullopt;
  header.remove_prefix(scheme.size());
  Digest digest;
  if (header.size() != digest.size() * 2) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const int high = hex_value(header[2 * i]), low = hex_value(header[2 * i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    digest[i] = static_cast<unsigned char>(high * 16 + low);
  }
  return digest;
}

}  // namespace

// With an empty secret anybody could sign.
Signature::Signature(std::vector<std::string> app_secrets) : secrets_(std::move(app_secrets)) {
  std::erase_if(secrets_, [](const std::string& secret) { return secret.empty(); });
}

std::optional<VerifiedBody> Signature::verify(std::string body, std::string_view header) const {
  const auto given = read_header(header);
  if (!given) return std::nullopt;
  // No early end: how long it takes does not tell which secret it was.
  int right = 0;
  for (const auto& secret : secrets_) {
    const Digest expected = hmac(secret, body);
    right |= memeql_sec(expected.data(), given->data(), expected.size());
  }
  if (right == 0) return std::nullopt;
  return VerifiedBody(std::move(body));
}

std::string Signature::sign(std::string_view body) const {
  if (secrets_.empty()) throw Error(Fault::configuration, say(_("there is no app secret to sign with")));
  return std::string(scheme) + hex(text_of(hmac(secrets_.front(), body)));
}

bool same_secret(std::string_view expected, std::string_view given) {
  if (expected.empty()) return false;
  volatile unsigned char differs = expected.size() == given.size() ? 0 : 1;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const char other = i < given.size() ? given[i] : '\0';
    differs = static_cast<unsigned char>(differs | (expected[i] ^ other));
  }
  return differs == 0;
}

}  // namespace urp::whatsapp
