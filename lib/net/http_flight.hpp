// http_flight.hpp: one request of HTTP on one easy handle: its options, what arrives, and what became of it.
#pragma once

#include <curl/curl.h>

#include <optional>
#include <string>
#include <string_view>

#include "domain/transport.hpp"
#include "net/flight.hpp"
#include "net/new_file.hpp"

namespace urp::net {

class HttpFlight : public Flight {
 public:
  HttpFlight(RequestId id, OutgoingRequest request);
  ~HttpFlight() override;

  std::optional<std::string> board(CURL* easy, const std::string& user_agent) override;
  RequestOutcome land(CURLcode code) override;

 private:
  std::optional<std::string> set_headers();
  std::optional<std::string> set_body();
  std::optional<std::string> set_upload(const OutgoingRequest::Upload& upload);
  int status() const;
  bool goes_to_file() const;
  bool left_the_machine() const;
  std::string reason(CURLcode code) const;
  bool keep_body(std::string_view bytes);
  bool keep_header(std::string_view line);

  // What curl calls; `self` is the flight.
  static std::size_t give_body(char* buffer, std::size_t size, std::size_t count, void* self);
  static int refuse_rewind(void* self, curl_off_t offset, int origin);
  static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t give_file(char* buffer, std::size_t size, std::size_t count, void* self);
  static int seek_file(void* self, curl_off_t offset, int origin);
  static int connected(void* self, char* remote, char* local, int remote_port, int local_port);

  OutgoingRequest request_;
  curl_slist* headers_ = nullptr;
  curl_mime* mime_ = nullptr;
  std::string host_;  // all that a log may know of the address
  Answer answer_;
  std::size_t given_ = 0;         // bytes of the body that curl took
  std::int64_t file_place_ = 0;   // of the file that goes up
  std::size_t header_bytes_ = 0;  // of the answer
  NewFile file_;
  bool connected_ = false, headers_ended_ = false, too_large_ = false;
};

}  // namespace urp::net
