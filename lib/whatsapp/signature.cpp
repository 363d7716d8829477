#include "whatsapp/signature.hpp"

#include <nettle/hmac.h>

#include <urp/error.hpp>

#include "domain/hash.hpp"
#include "domain/say.hpp"

namespace urp::whatsapp {
namespace {

constexpr std::string_view scheme = "sha256=";

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

std::string hmac(std::string_view secret, std::string_view body) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, secret.size(), bytes_of(secret));
  hmac_sha256_update(&context, body.size(), bytes_of(body));
  std::string digest(SHA256_DIGEST_SIZE, '\0');
  hmac_sha256_digest(&context, digest.size(), reinterpret_cast<std::uint8_t*>(digest.data()));
  return digest;
}

std::optional<std::string> read_header(std::string_view header) {
  if (!header.starts_with(scheme)) return std::nullopt;
  return unhex(header.substr(scheme.size()));
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
  bool right = false;
  for (const auto& secret : secrets_) right |= same_bytes(hmac(secret, body), *given);
  if (!right) return std::nullopt;
  return VerifiedBody(std::move(body));
}

std::string Signature::sign(std::string_view body) const {
  if (secrets_.empty()) throw Error(Fault::configuration, say(_("there is no app secret to sign with")));
  return std::string(scheme) + hex(hmac(secrets_.front(), body));
}

// Their digests, because they are of one length.
bool same_secret(std::string_view expected, std::string_view given) {
  return !expected.empty() && same_bytes(sha256(expected), sha256(given));
}

}  // namespace urp::whatsapp
