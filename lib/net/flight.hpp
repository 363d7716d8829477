// flight.hpp: one request on one easy handle, whatever its protocol: set up, and judged when it is over.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string>

#include "domain/transport.hpp"

namespace urp::net {

class Flight {
 public:
  explicit Flight(RequestId id) : id_(id) {}
  virtual ~Flight() = default;
  Flight(const Flight&) = delete;
  Flight& operator=(const Flight&) = delete;

  /// Sets up a fresh or reset handle, which belongs to this flight until `land`. A reason: it cannot be sent.
  virtual std::optional<std::string> board(CURL* easy, const std::string& user_agent) = 0;
  virtual RequestOutcome land(CURLcode code) = 0;

  RequestId id() const { return id_; }
  CURL* easy() const { return easy_; }

 protected:
  template <class Value>
  void set(CURLoption option, Value value) {
    options_ok_ = curl_easy_setopt(easy_, option, value) == CURLE_OK && options_ok_;
  }

  CURL* easy_ = nullptr;
  bool options_ok_ = true;

 private:
  RequestId id_;
};

std::unique_ptr<Flight> make_flight(RequestId id, OutgoingRequest request);

}  // namespace urp::net
