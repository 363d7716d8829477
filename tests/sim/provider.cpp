#include "provider.hpp"

namespace sim {

Provider::Provider(Options wishes)
    : options(std::move(wishes)),
      clock(options.clock),
      ledger(options.ledger),
      webhooks({options.account, options.phone_number_id, options.display_number, options.app_secret},
               options.webhooks, clock, ledger),
      pace(options.pace) {
  reset();
}

void Provider::reset() {
  const std::lock_guard lock(mutex);
  webhooks.clear();
  ledger.clear();
  faults.clear();
  clock.set(options.clock);
  media.clear();
  templates.reset();
  citizens.clear();
  pace.clear();
  pace.set_limits(options.pace);
  messages.clear();
  token_state = "ok";
  window = options.window;
  status_plan = {};
  delivered_service = 0;
  usage = {{"type", "whatsapp"},
           {"call_count", 1},
           {"total_cputime", 1},
           {"total_time", 1},
           {"estimated_time_to_regain_access", 0}};
  apps = Json::array({{{"whatsapp_business_api_data",
                        {{"id", "900000000000001"}, {"name", "urp"}, {"link", "https://example.org/"}}}}});
  profile = {{"about", "Ufficio relazioni con il pubblico"},
             {"description", "Comune di prova"},
             {"vertical", "GOVT"},
             {"messaging_product", "whatsapp"}};
  number = {
      {"id", options.phone_number_id},
      {"display_phone_number", "+" + options.display_number},
      {"verified_name", "Comune di prova"},
      {"quality_rating", "GREEN"},
      {"code_verification_status", "VERIFIED"},
      {"name_status", "APPROVED"},
      {"status", "CONNECTED"},
      {"platform_type", "CLOUD_API"},
      {"throughput", {{"level", "STANDARD"}}},
      {"whatsapp_business_manager_messaging_limit", "TIER_2K"},
      {"health_status",
       {{"can_send_message", "AVAILABLE"},
        {"entities",
         Json::array(
             {{{"entity_type", "PHONE_NUMBER"},
               {"id", options.phone_number_id},
               {"can_send_message", "AVAILABLE"}},
              {{"entity_type", "WABA"}, {"id", options.account}, {"can_send_message", "AVAILABLE"}}})}}},
      {"webhook_configuration", {{"application", options.webhooks.url}}}};
}

}  // namespace sim
