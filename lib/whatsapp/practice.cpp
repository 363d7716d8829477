#include "whatsapp/practice.hpp"

#include <nlohmann/json.hpp>

namespace urp::whatsapp {

std::string practice_body(const PracticeText& message) {
  const nlohmann::json value = {
      {"messaging_product", "whatsapp"},
      {"metadata", {{"display_phone_number", message.number_id}, {"phone_number_id", message.number_id}}},
      {"contacts", {{{"profile", {{"name", message.name}}}, {"wa_id", message.phone}}}},
      {"messages",
       {{{"from", message.phone},
         {"id", message.id},
         {"timestamp", std::to_string(message.at.time_since_epoch().count())},
         {"type", "text"},
         {"text", {{"body", message.text}}}}}}};
  const nlohmann::json body = {
      {"object", "whatsapp_business_account"},
      {"entry", {{{"id", "0"}, {"changes", {{{"field", "messages"}, {"value", value}}}}}}}};
  return body.dump();
}

}  // namespace urp::whatsapp
