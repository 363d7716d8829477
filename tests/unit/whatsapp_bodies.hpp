// whatsapp_bodies.hpp: the bodies of tests/data/webhook, signed and parsed as the listener would.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "whatsapp/signature.hpp"
#include "whatsapp/webhook.hpp"

namespace urp::test {

inline std::vector<Part> parse(const std::string& body) {
  const whatsapp::Signature signature({"test-app-secret"});
  auto verified = signature.verify(body, signature.sign(body));
  REQUIRE(verified.has_value());
  return whatsapp::parse_webhook(*verified);
}

inline std::map<std::string, std::string> all_bodies() {
  std::map<std::string, std::string> bodies;
  for (const auto& file : std::filesystem::directory_iterator(URP_TEST_DATA "/webhook")) {
    std::ifstream in(file.path(), std::ios::binary);
    bodies[file.path().stem()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return bodies;
}

inline std::vector<Part> parse_file(const std::string& name) {
  const auto bodies = all_bodies();
  REQUIRE(bodies.count(name) == 1);
  return parse(bodies.at(name));
}

/// What the one part says.
template <class Content>
Content the(const std::vector<Part>& parts) {
  REQUIRE(parts.size() == 1);
  const auto* content = std::get_if<Content>(&parts.front().content);
  REQUIRE(content != nullptr);
  return *content;
}

/// A value around the elements of one list.
inline std::string envelope(std::string_view list, std::string_view elements,
                            std::string_view contacts = "[]") {
  return R"({"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"field":"messages","value":)"
         R"({"metadata":{"phone_number_id":"106540352242922"},"contacts":)" +
         std::string(contacts) + ",\"" + std::string(list) + "\":[" + std::string(elements) + "]}}]}]}";
}

inline InboundMessage message_of(std::string_view members) {
  return the<InboundMessage>(
      parse(envelope("messages", R"({"from":"393330000101","id":"wamid.A",)" + std::string(members) + "}")));
}

inline std::string reason_of(const Part& part) {
  const auto* unhandled = std::get_if<Unhandled>(&part.content);
  return unhandled ? unhandled->reason : "";
}

inline std::string fact_of(const InboundMessage& message, std::string_view name) {
  for (const auto& [fact, value] : message.facts) {
    if (fact == name) return value;
  }
  return {};
}

}  // namespace urp::test
