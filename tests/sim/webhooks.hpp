// webhooks.hpp: what the provider tells the business: bodies are made from updates, signed, and sent until
// they are answered 200. Knows nothing of what an update means.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "clock.hpp"
#include "encode.hpp"
#include "ledger.hpp"

namespace sim {

/// One change of a webhook: a field and its value.
struct Update {
  std::string field = "messages";
  Json value{};
  std::string raw{};  // when not empty, these bytes are the whole body
};

struct WebhookSettings {
  std::string url;                 // empty: updates wait
  std::size_t batch = 1;           // updates in one body, at most
  std::string shape = "value";     // how they share it: value (one), changes (many), entries (many)
  unsigned concurrency = 2;        // bodies on their way at once, 1 to 8
  double redelivery_scale = 0.05;  // of 0, 1, 2, 4 ... seconds
  std::string signature = "good";  // good, wrong, none
  bool escape = true;              // non-ASCII as \uXXXX, as the provider does
  bool twice = false;              // every body in two copies at once
};

class Webhooks {
 public:
  struct Sender {
    std::string account, phone_number_id, display_number, app_secret;
  };
  Webhooks(Sender sender, WebhookSettings settings, Clock& clock, Ledger& ledger);
  ~Webhooks();
  Webhooks(const Webhooks&) = delete;
  Webhooks& operator=(const Webhooks&) = delete;

  void add(Update update, std::chrono::milliseconds after);
  /// Changes the members that are there. Throws std::invalid_argument.
  void configure(const Json& changes);
  WebhookSettings settings() const;
  /// Sends at once whatever waits, each body once; returns how many bodies and updates are left.
  std::size_t settle(std::chrono::milliseconds patience);
  std::size_t pending() const;
  /// Forgets what waits. What is on its way gets there.
  void clear();

 private:
  using Steady = std::chrono::steady_clock;
  struct Delivery {
    std::uint64_t number = 0;
    std::string bytes, signature;
    Json wamids = Json::array();
    int tries = 0;
    Steady::time_point due;
    bool under_way = false;
  };
  using DeliveryPtr = std::shared_ptr<Delivery>;

  void work();
  DeliveryPtr take_next(Steady::time_point now);
  void pack_due(Steady::time_point now);
  Steady::time_point next_due() const;
  bool settled(Steady::time_point asked) const;
  void finish(const DeliveryPtr& delivery, int status);

  const Sender sender_;
  Clock& clock_;
  Ledger& ledger_;
  mutable std::mutex mutex_;
  std::condition_variable wake_, calm_;
  WebhookSettings settings_;
  std::multimap<Steady::time_point, Update> updates_;
  std::deque<DeliveryPtr> deliveries_;
  unsigned under_way_ = 0;
  std::uint64_t last_number_ = 0;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

/// One body of one or more updates; `shape` as in the settings.
Json make_body(const Webhooks::Sender& sender, const std::vector<Update>& updates, const std::string& shape);

/// Only to this machine: what is signed here must not leave it. Throws std::invalid_argument.
void require_loopback(const std::string& url);

}  // namespace sim
