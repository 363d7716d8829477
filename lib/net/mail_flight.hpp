// mail_flight.hpp: one letter to one mail server: TLS, who we are, the message, and whether it was taken.
#pragma once

#include <chrono>
#include <string>

#include "net/flight.hpp"

namespace urp::net {

class MailFlight : public Flight {
 public:
  MailFlight(RequestId id, OutgoingRequest request);
  ~MailFlight() override;

  std::optional<std::string> board(CURL* easy, const std::string& user_agent) override;
  RequestOutcome land(CURLcode code) override;

 private:
  void set_security(bool loopback);
  void forget_login();
  std::string reason(CURLcode code, int reply) const;

  // What curl calls; `self` is the flight.
  static std::size_t give_message(char* buffer, std::size_t size, std::size_t count, void* self);
  static int refuse_rewind(void* self, curl_off_t offset, int origin);
  static std::size_t take_reply(char* bytes, std::size_t size, std::size_t count, void* self);
  static int look_at_time(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);

  OutgoingRequest request_;
  curl_slist* recipients_ = nullptr;
  std::string host_, last_reply_;
  std::chrono::steady_clock::time_point boarded_at_{};
  std::size_t given_ = 0;       // bytes of the message that curl took
  bool dot_may_leave_ = false;  // curl knows that this was all
};

}  // namespace urp::net
