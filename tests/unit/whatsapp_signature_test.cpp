#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "whatsapp/signature.hpp"

using namespace urp;
using whatsapp::Signature;

namespace {

struct Vector {
  const char *secret, *body, *hex;
};

const Vector vectors[] = {
    {"test_app_secret", R"({"object":"whatsapp_business_account","entry":[]})",
     "dec6a680679a968e7e0319355b23599cbfc54502c0784668e9618baa0c633756"},
    {"test_app_secret", R"({"object": "whatsapp_business_account", "entry": []})",
     "56cbbaf4961c6cfdae48b7f116c047e5eb513d2c931baae63a2bc1afd26f803a"},
    {"test-app-secret", R"({"object":"whatsapp_business_account"})",
     "b6978b21c4467654c466607663db9b43fae44b71083568df403e0a077089208e"},
    {"test_app_secret",
     R"({"object":"whatsapp_business_account","entry":[],"x":"perch\u00e9 \ud83d\ude00 a\/b"})",
     "f5e41faeb2824f944e45d8f6428486f6249d1b2e8aba9fd91d1ad6eb13af060b"},
    {"test_app_secret", "{\"object\":\"whatsapp_business_account\",\"entry\":[],\"x\":\"perché 😀 a/b\"}",
     "3f39fba213b4e374ee0305e5536a40e20e4a2cd6b807048844e06ed200c28156"},
};

std::string upper(std::string text) {
  for (char& c : text) {
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace

TEST_CASE("signature: known bodies are signed and verified over their exact bytes") {
  for (const auto& vector : vectors) {
    CAPTURE(vector.body);
    const Signature signature({vector.secret});
    CHECK(signature.sign(vector.body) == std::string("sha256=") + vector.hex);
    const auto verified = signature.verify(vector.body, std::string("sha256=") + vector.hex);
    REQUIRE(verified.has_value());
    CHECK(verified->bytes() == vector.body);
    CHECK(signature.verify(vector.body, "sha256=" + upper(vector.hex)).has_value());
    CHECK_FALSE(
        signature.verify(std::string(vector.body) + " ", std::string("sha256=") + vector.hex).has_value());
    CHECK_FALSE(Signature({"another"}).verify(vector.body, std::string("sha256=") + vector.hex).has_value());
  }
}

TEST_CASE("signature: a header that is missing or malformed never verifies") {
  const Signature signature({"test_app_secret"});
  const std::string body = vectors[0].body, hex = vectors[0].hex;
  const std::string wrong[] = {"",
                               "sha256=",
                               hex,
                               "sha1=" + hex,
                               "SHA256=" + hex,
                               " sha256=" + hex,
                               "sha256=" + hex + "0",
                               "sha256=" + hex.substr(1),
                               "sha256=" + hex.substr(2),
                               "sha256=g" + hex.substr(1),
                               "sha256= " + hex.substr(1),
                               "sha256=" + std::string(64, '0'),
                               "sha256=" + std::string(64, '\0')};
  for (const auto& header : wrong) {
    CAPTURE(header);
    CHECK_FALSE(signature.verify(body, header).has_value());
  }
}

TEST_CASE("signature: while a secret is being replaced, either may sign and the first one does") {
  const Signature both({"new-secret", "old-secret"});
  const std::string body = "{}";
  CHECK(both.verify(body, Signature({"new-secret"}).sign(body)).has_value());
  CHECK(both.verify(body, Signature({"old-secret"}).sign(body)).has_value());
  CHECK_FALSE(both.verify(body, Signature({"older-secret"}).sign(body)).has_value());
  CHECK(both.sign(body) == Signature({"new-secret"}).sign(body));
}

TEST_CASE("signature: an empty secret is none, so that nobody can sign with it") {
  const std::string body = "{}";
  // HMAC-SHA256 with an empty key
  const char* by_nobody = "sha256=22f8eea909400af98adf3681a9f31923ef6b7fcba4abb553d92823a3e9d5c25e";
  CHECK_FALSE(Signature({""}).verify(body, by_nobody).has_value());
  CHECK_FALSE(Signature({}).verify(body, by_nobody).has_value());
  CHECK_THROWS_AS(Signature({""}).sign(body), Error);
  CHECK(Signature({"", "s"}).sign(body) == Signature({"s"}).sign(body));
}

TEST_CASE("signature: bytes that are no text are bytes like others") {
  const Signature signature({"s"});
  const std::string body("\0\xff{", 3);
  const auto verified = signature.verify(body, signature.sign(body));
  REQUIRE(verified.has_value());
  CHECK(verified->bytes() == body);
  CHECK(signature.verify("", signature.sign("")).has_value());
}

TEST_CASE("signature: the token of the handshake must be the same, and an empty one never is") {
  CHECK(whatsapp::same_secret("test-token", "test-token"));
  CHECK_FALSE(whatsapp::same_secret("test-token", "test-tokem"));
  CHECK_FALSE(whatsapp::same_secret("test-token", "test-toke"));
  CHECK_FALSE(whatsapp::same_secret("test-token", "test-token2"));
  CHECK_FALSE(whatsapp::same_secret("test-token", ""));
  CHECK_FALSE(whatsapp::same_secret("", ""));
  CHECK_FALSE(whatsapp::same_secret(std::string_view("a\0", 2), "a"));
}
