// intake_bodies.hpp: webhook bodies put together for tests of intake, and their way in.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include <urp/intake.hpp>

#include "office/local.hpp"
#include "test_office.hpp"
#include "whatsapp/signature.hpp"

using Json = nlohmann::json;

inline Json text_message(const std::string& wamid, const std::string& text, urp::TimePoint at,
                         const std::string& from = "393330000102") {
  return {{"from", from},
          {"id", wamid},
          {"timestamp", std::to_string(at.time_since_epoch().count())},
          {"type", "text"},
          {"text", {{"body", text}}}};
}

inline Json contact(const std::string& phone, const std::string& name) {
  return {{"wa_id", phone}, {"profile", {{"name", name}}}};
}

inline Json change(const Json& messages, const Json& contacts = Json::array(),
                   const std::string& number = "106540352242922") {
  return {{"field", "messages"},
          {"value",
           {{"messaging_product", "whatsapp"},
            {"metadata", {{"phone_number_id", number}}},
            {"contacts", contacts},
            {"messages", messages}}}};
}

inline std::string body(const std::vector<Json>& changes) {
  return Json{{"object", "whatsapp_business_account"},
              {"entry", Json::array({{{"id", "102290129340398"}, {"changes", changes}}})}}
      .dump();
}

/// An office whose door is open to signed bodies.
class IntakeOffice {
 public:
  explicit IntakeOffice(urp::Settings settings = TestOffice::default_settings())
      : office(std::move(settings)) {
    (*office).local().options.secrets = {"test-token", "test-app-secret", "test-verify"};
    urp::Office* offices[] = {&*office};
    intake = std::make_unique<urp::Intake>(offices);
  }

  urp::HttpRequest signed_request(const std::string& bytes) const {
    urp::HttpRequest request;
    request.method = "POST";
    request.path = "/webhook";
    request.headers["x-hub-signature-256"] = urp::whatsapp::Signature({"test-app-secret"}).sign(bytes);
    request.body = bytes;
    return request;
  }

  std::vector<urp::Receipt> take(const std::vector<std::string>& bodies) {
    std::vector<urp::Prepared> prepared;
    for (const auto& bytes : bodies) {
      prepared.push_back(std::get<urp::Prepared>(intake->prepare(signed_request(bytes))));
    }
    return intake->commit(prepared);
  }
  urp::Receipt take(const std::string& bytes) { return take(std::vector<std::string>{bytes}).front(); }
  urp::Receipt say(const std::string& wamid, const std::string& text,
                   const std::string& from = "393330000102") {
    return take(body({change(Json::array({text_message(wamid, text, office.now(), from)}))}));
  }

  TestOffice office;
  std::unique_ptr<urp::Intake> intake;
};
