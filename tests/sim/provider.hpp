// provider.hpp: all that the stand-in knows, behind one mutex, and what can be asked of it. HTTP ends here.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "citizens.hpp"
#include "clock.hpp"
#include "encode.hpp"
#include "errors.hpp"
#include "fault_plan.hpp"
#include "http_server.hpp"
#include "ledger.hpp"
#include "media.hpp"
#include "pace.hpp"
#include "templates.hpp"
#include "webhooks.hpp"

namespace sim {

constexpr std::int64_t day = 86'400;

struct Options {
  std::uint16_t port = 0, media_port = 0;
  std::string phone_number_id = "106540352242922", account = "102290129340398";
  std::string display_number = "390700000000";
  std::string token = "test-token", app_secret = "test-app-secret", verify_token = "test-verify";
  WebhookSettings webhooks;
  std::optional<std::int64_t> clock;
  std::string ledger;
  int status_delay = 50;  // milliseconds from the acceptance to the first status, and between them
  std::vector<std::string> statuses = {"sent", "delivered", "read"};
  std::string window = "off";  // sync, async: how 131047 comes; off: never
  Pace::Limits pace;
  bool echo = false;
  int answer_delay = 3000;  // milliseconds until an invented citizen answers
};

/// Of a message that was accepted, or that a citizen wrote.
struct KnownMessage {
  std::int64_t at = 0;
  std::string type;
  bool inbound = false;
  std::vector<std::pair<std::string, std::int64_t>> told;  // its statuses, with their times
};

struct StatusPlan {
  std::string mode = "normal";
  int code = 131026;
};

struct Provider {
  explicit Provider(Options wishes);

  const Options options;
  std::string media_address;  // of the second port; set before the first request
  Clock clock;
  Ledger ledger;
  FaultPlan faults;
  Webhooks webhooks;

  std::mutex mutex;  // guards what follows; waiting and network never happen while it is held
  MediaStore media;
  Templates templates;
  Citizens citizens;
  Pace pace;
  std::map<std::string, KnownMessage> messages;
  std::string token_state = "ok";  // expired, revoked
  std::string window;
  StatusPlan status_plan;
  Json number, profile, apps, usage;
  std::string override_url;
  std::size_t delivered_service = 0;  // free-form messages, for the price

  /// As at the start, but webhooks go where they went.
  void reset();
};

/// The Graph port: everything but /sim/.
Response answer_graph(Provider& provider, const Request& request);
/// The second port: bytes of media.
Response answer_media_host(Provider& provider, const Request& request);
/// /sim/...: for tests and rehearsals.
Response answer_control(Provider& provider, const Request& request);

/// Throws Refusal when the bearer's token is not good.
void require_token(Provider& provider, const Request& request);

// What the Graph port consists of. Each locks the provider itself and throws Refusal.
Response send_message(Provider& provider, const Json& message, const std::optional<Fault>& fault);
Response mark_read(Provider& provider, const Json& receipt);
Response upload_media(Provider& provider, const Request& request);
Response resolve_media(Provider& provider, const Request& request, const std::string& id,
                       const std::optional<Fault>& fault);
Response delete_media(Provider& provider, const Request& request, const std::string& id);
Response answer_number(Provider& provider, const Request& request, const std::string& edge);
Response answer_account(Provider& provider, const Request& request, const std::string& edge);
Response answer_blocks(Provider& provider, const Request& request);
Response answer_contact_book(Provider& provider, const Request& request);
Response answer_history(Provider& provider, const Request& request);
Response answer_debug_token(Provider& provider, const Request& request);

/// The provider must be locked. Throws Refusal when the message is not one the provider would take.
void check_message(Provider& provider, const Json& message);

/// Where and until when the bytes are to be had.
std::string media_url(const Provider& provider, const std::string& id, std::int64_t until);

/// A citizen writes. The provider must be locked. Throws std::invalid_argument; returns wamid and, with
/// media, its id. `update` gets contact and message.
Json write_inbound(Provider& provider, const Json& spec, Json& update);

/// A JSON object, or Refusal 100.
Json parse_object(const Request& request);

}  // namespace sim
