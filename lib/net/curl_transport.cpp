#include "net/curl_transport.hpp"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <type_traits>

#include <urp/api.hpp>
#include <urp/error.hpp>

#include "domain/say.hpp"
#include "domain/transport_factory.hpp"
#include "net/curl_words.hpp"

namespace urp::net {
namespace {

/// TLS writes to its socket without MSG_NOSIGNAL, and a peer that hangs up would end the whole program. Curl
/// would change the handler of the process; this holds the signal back from this thread alone.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~NoSigpipe() {
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&pipe_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;

 private:
  sigset_t pipe_, before_;
  bool was_pending_;
};

void start_curl() {
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    throw Error(Fault::failed, say(_("curl cannot be started: {0}"), curl_words(started)),
                _("check the installation of libcurl"));
  }
}

}  // namespace

CurlTransport::CurlTransport(std::string user_agent, long connections)
    : user_agent_(std::move(user_agent)), connections_(static_cast<std::size_t>(connections)) {
  start_curl();
  multi_.reset(curl_multi_init());
  if (!multi_ || curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, connections) != CURLM_OK ||
      curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, connections) != CURLM_OK) {
    throw Error(Fault::failed, _("curl cannot be started: no memory"), _("check the memory of this machine"));
  }
}

CurlTransport::~CurlTransport() {
  const NoSigpipe guard;  // closing says goodbye over TLS
  for (const auto& flight : flying_) {
    curl_multi_remove_handle(multi_.get(), flight->easy());
    idle_.emplace_back(flight->easy());
  }
  flying_.clear();
  idle_.clear();
  multi_.reset();
}

void CurlTransport::start(RequestId id, OutgoingRequest request) {
  waiting_.push_back(make_flight(id, std::move(request)));
}

CurlTransport::Ended CurlTransport::poll(std::chrono::milliseconds longest) {
  using Clock = std::chrono::steady_clock;
  const NoSigpipe guard;
  const auto until = Clock::now() + longest;
  for (;;) {
    launch();
    int running = 0;
    curl_multi_perform(multi_.get(), &running);
    collect();
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    const bool nothing_to_do = flying_.empty() && waiting_.empty();
    if (!ended_.empty() || nothing_to_do || left.count() <= 0) return std::exchange(ended_, {});
    curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(std::min<long>(left.count(), 60'000)),
                    nullptr);
  }
}

void CurlTransport::launch() {
  while (flying_.size() < connections_ && !waiting_.empty()) {
    auto flight = std::move(waiting_.front());
    waiting_.pop_front();
    if (board(*flight)) flying_.push_back(std::move(flight));
  }
}

bool CurlTransport::board(Flight& flight) {
  auto easy = take_handle();
  auto why = easy ? flight.board(easy.get(), user_agent_) : "no memory for a request";
  if (!why && curl_multi_add_handle(multi_.get(), easy.get()) != CURLM_OK)
    why = _("curl refused the request");
  if (!why) {
    easy.release();  // its flight has it until collect
    return true;
  }
  ended_.emplace_back(flight.id(), RequestOutcome{RequestOutcome::Kind::not_sent, {}, *why});
  return false;
}

CurlTransport::Easy CurlTransport::take_handle() {
  if (idle_.empty()) return Easy(curl_easy_init());
  auto easy = std::move(idle_.back());
  idle_.pop_back();
  return easy;
}

void CurlTransport::collect() {
  int more = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &more)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;  // the message is gone with its handle
    Easy easy(message->easy_handle);
    const auto landed = std::find_if(flying_.begin(), flying_.end(),
                                     [&](const auto& flight) { return flight->easy() == easy.get(); });
    curl_multi_remove_handle(multi_.get(), easy.get());
    ended_.emplace_back((*landed)->id(), (*landed)->land(code));
    flying_.erase(landed);
    curl_easy_reset(easy.get());
    idle_.push_back(std::move(easy));
  }
}

Transport curl_transport(std::string user_agent, long connections) {
  auto curl = std::make_shared<CurlTransport>(std::move(user_agent), connections);
  return {[curl](RequestId id, OutgoingRequest request) { curl->start(id, std::move(request)); },
          [curl](std::chrono::milliseconds longest) { return curl->poll(longest); }};
}

}  // namespace urp::net

extern "C" URP_API void urp_transport_v3(const std::string& user_agent, urp::Transport& transport) {
  transport = urp::net::curl_transport(user_agent);
}
static_assert(std::is_same_v<decltype(urp_transport_v3), urp::TransportFactory>);
