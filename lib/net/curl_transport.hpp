// curl_transport.hpp: Transport over one curl multi handle, without a thread of its own: requests move on
// while somebody polls.
#pragma once

#include <curl/curl.h>

#include <deque>
#include <list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "domain/transport.hpp"
#include "net/flight.hpp"

namespace urp::net {

class CurlTransport {
 public:
  using Ended = std::vector<std::pair<RequestId, RequestOutcome>>;

  /// More than `connections` requests wait for their turn; their time begins with it. Throws failed.
  explicit CurlTransport(std::string user_agent, long connections = 64);
  ~CurlTransport();  // what is in flight ends without an outcome
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  void start(RequestId id, OutgoingRequest request);
  /// Returns at once when nothing is under way.
  Ended poll(std::chrono::milliseconds longest);

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeMulti {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };
  using Easy = std::unique_ptr<CURL, FreeEasy>;

  void launch();
  bool board(Flight& flight);
  void collect();
  Easy take_handle();

  std::string user_agent_;
  std::size_t connections_;
  std::unique_ptr<CURLM, FreeMulti> multi_;
  std::vector<Easy> idle_;  // used again: they keep nothing of the request before
  std::deque<std::unique_ptr<Flight>> waiting_;
  std::list<std::unique_ptr<Flight>> flying_;
  Ended ended_;
};

Transport curl_transport(std::string user_agent, long connections = 64);

}  // namespace urp::net
