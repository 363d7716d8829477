// signature.hpp: X-Hub-Signature-256 over the raw bytes, and the handshake's token.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/part.hpp"

namespace urp::whatsapp {

class Signature {
 public:
  /// Several secrets while one is being replaced: any of them may sign.
  explicit Signature(std::vector<std::string> app_secrets);
  /// Compared in constant time. Nothing when the header is missing, malformed or wrong.
  std::optional<VerifiedBody> verify(std::string body, std::string_view header) const;
  /// What the header must say for this body; for tools and tests.
  std::string sign(std::string_view body) const;

 private:
  std::vector<std::string> secrets_;
};

/// How long it takes does not tell how much of it was right.
bool same_secret(std::string_view expected, std::string_view given);

}  // namespace urp::whatsapp
