// The HTTP loop over libmicrohttpd: one epoll thread reads, prepares and answers; a connection whose body
// waits for its commit is suspended until the commit thread resumes it. A suspended connection never times
// out by itself, so every path out of here answers it.
#include <microhttpd.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <atomic>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <urp/error.hpp>

#include "domain/listen_factory.hpp"
#include "domain/say.hpp"
#include "listen/callers.hpp"
#include "listen/commit_queue.hpp"
#include "listen/socket.hpp"

namespace urp::listen {

struct Exchange {
  MHD_Connection* connection = nullptr;
  HttpRequest request;
  std::size_t received = 0;  // bytes of the body so far, kept or not
  std::size_t held = 0;      // of these, what counts as memory until the answer is out
  int refusal = 0;           // status, once the body is not wanted any more
  std::optional<std::list<Exchange*>::iterator> place;  // among those whose body is on its way
  bool queued = false;                                  // it was given to the commit thread
  std::optional<HttpResponse> answer;                   // while suspended, the commit thread's
};

namespace {

constexpr std::size_t connection_memory = 32 * 1024;  // request line, headers and the read buffer
constexpr std::size_t held_bodies = 64;               // times body_limit: what all unanswered bodies may take
constexpr std::chrono::seconds grace{5};              // for bodies on their way when the end is asked for
constexpr std::chrono::seconds flush{1};              // for the last answers to leave
constexpr const char* retry_after = "5";              // seconds
constexpr unsigned closing = 64;  // connections that were hung up on may be there until they are closed

/// Signals are for the program's own threads: those started meanwhile never see one.
class SignalsBlocked {
 public:
  SignalsBlocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~SignalsBlocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t before_;
};

std::string text(const char* bytes, std::size_t size) {
  return bytes != nullptr ? std::string(bytes, size) : "";
}

struct Headers {
  decltype(HttpRequest::headers)& kept;
  int lengths = 0, encodings = 0;
  bool malformed = false;

  /// A proxy and we must agree where a request ends, or a stranger hides a second one behind the first (RFC
  /// 9112, sections 5.1, 6.1 and 6.3).
  bool ambiguous(std::string_view version) const {
    return malformed || lengths + encodings > 1 || (encodings == 1 && version == MHD_HTTP_VERSION_1_0);
  }
};

bool is_chunked(std::string_view value) {
  constexpr std::string_view chunked = "chunked";
  return std::equal(value.begin(), value.end(), chunked.begin(), chunked.end(),
                    [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; });
}

bool is_number(std::string_view value) {
  return !value.empty() && value.find_first_not_of("0123456789") == value.npos;
}

MHD_Result add_header(void* to, MHD_ValueKind, const char* name, std::size_t name_size, const char* value,
                      std::size_t value_size) {
  auto& headers = *static_cast<Headers*>(to);
  std::string key = text(name, name_size);
  for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  std::string words = text(value, value_size);
  const bool is_length = key == "content-length", is_encoding = key == "transfer-encoding";
  if (is_length) ++headers.lengths;
  if (is_encoding) ++headers.encodings;
  if (key.empty() || key.find_first_of(" \t") != std::string::npos || words.find('\r') != words.npos ||
      (is_length && !is_number(words)) || (is_encoding && !is_chunked(words)))
    headers.malformed = true;
  // Of a repeated header the first counts.
  headers.kept.emplace(std::move(key), std::move(words));
  return MHD_YES;
}

MHD_Result add_argument(void* query, MHD_ValueKind, const char* name, std::size_t name_size,
                        const char* value, std::size_t value_size) {
  static_cast<decltype(HttpRequest::query)*>(query)->emplace_back(text(name, name_size),
                                                                  text(value, value_size));
  return MHD_YES;
}

std::optional<std::size_t> content_length(const HttpRequest& request) {
  const auto found = request.headers.find("content-length");
  if (found == request.headers.end()) return std::nullopt;
  const auto& digits = found->second;
  std::size_t length = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  if (error == std::errc::result_out_of_range) return static_cast<std::size_t>(-1);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return length;
}

class HttpServer final : public Server {
 public:
  HttpServer(const ServerSettings& settings, Prepare prepare, Commit commit, Idle idle, Refused refused);
  ~HttpServer() override { stop(); }
  int port() const override { return port_; }
  void stop() override {
    std::call_once(stopped_, [this] { end(); });
  }

 private:
  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* path, const char* method,
                               const char* version, const char* data, std::size_t* size, void** state);
  static void on_completed(void* self, MHD_Connection* connection, void** state, MHD_RequestTerminationCode);
  static void on_connection(void* self, MHD_Connection* connection, void**,
                            MHD_ConnectionNotificationCode event);

  MHD_Result begin(MHD_Connection* connection, const char* path, const char* method, const char* version,
                   void** state);
  MHD_Result collect(Exchange& exchange, std::string_view bytes);
  MHD_Result finish(Exchange& exchange);
  MHD_Result queue(Exchange& exchange, Prepared body);
  MHD_Result send(Exchange& exchange);
  void complete(Exchange& exchange);
  bool make_room_for(std::size_t bytes, const Exchange& exchange);
  void forget_body(Exchange& exchange, int refusal);
  void leave_the_way(Exchange& exchange);
  void end();

  const ServerSettings settings_;
  const Prepare prepare_;
  const Refused refused_;
  ListenSocket socket_;
  int port_ = 0;
  Callers callers_;
  std::optional<CommitQueue> commits_;
  MHD_Daemon* daemon_ = nullptr;
  std::once_flag stopped_;
  std::atomic<bool> stopping_ = false;
  std::size_t held_ = 0;             // the HTTP thread's own, as is the next
  std::list<Exchange*> on_the_way_;  // bodies that are not whole yet, the oldest first

  std::mutex mutex_;
  std::condition_variable completed_;
  std::size_t open_ = 0;    // exchanges whose answer is not out yet
  std::size_t queued_ = 0;  // those of them that were queued
};

HttpServer::HttpServer(const ServerSettings& settings, Prepare prepare, Commit commit, Idle idle,
                       Refused refused)
    : settings_(settings),
      prepare_(std::move(prepare)),
      refused_(std::move(refused)),
      socket_(settings.address, settings.port),
      port_(socket_.port()),
      callers_(static_cast<std::size_t>(settings.connection_limit), std::chrono::seconds(settings.deadline)) {
  const SignalsBlocked blocked;
  commits_.emplace(
      settings.queue_limit, std::move(commit), std::move(idle),
      [this] { callers_.sweep(std::chrono::steady_clock::now()); },
      [](Exchange& exchange, HttpResponse answer) {
        exchange.answer = std::move(answer);
        MHD_resume_connection(exchange.connection);  // from here on it is the HTTP thread's again
      });
  daemon_ =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME,
                       static_cast<std::uint16_t>(port_), nullptr, nullptr, &HttpServer::on_request, this,  //
                       MHD_OPTION_LISTEN_SOCKET, socket_.handle(),                                          //
                       MHD_OPTION_NOTIFY_COMPLETED, &HttpServer::on_completed, this,                        //
                       MHD_OPTION_NOTIFY_CONNECTION, &HttpServer::on_connection, this,                      //
                       MHD_OPTION_CONNECTION_LIMIT,                                                         //
                       static_cast<unsigned>(settings.connection_limit) + closing,                          //
                       MHD_OPTION_STRICT_FOR_CLIENT, 1,                                                     //
                       MHD_OPTION_CONNECTION_TIMEOUT, static_cast<unsigned>(settings.timeout),              //
                       MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory, MHD_OPTION_END);
  if (daemon_ == nullptr) {
    throw Error(Fault::failed, say(_("the HTTP server did not start on port {0}"), port_),
                _("look at the limits of open files and of memory"));
  }
}

void HttpServer::on_connection(void* self, MHD_Connection* connection, void**,
                               MHD_ConnectionNotificationCode event) {
  auto& callers = static_cast<HttpServer*>(self)->callers_;
  if (event == MHD_CONNECTION_NOTIFY_CLOSED) return callers.left(connection);
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  if (info != nullptr) callers.arrived(connection, info->connect_fd, std::chrono::steady_clock::now());
}

MHD_Result HttpServer::on_request(void* self, MHD_Connection* connection, const char* path,
                                  const char* method, const char* version, const char* data,
                                  std::size_t* size, void** state) {
  auto& server = *static_cast<HttpServer*>(self);
  try {
    auto* exchange = static_cast<Exchange*>(*state);
    if (exchange == nullptr) return server.begin(connection, path, method, version, state);
    if (*size > 0) {
      const std::string_view bytes(data, *size);
      *size = 0;
      return server.collect(*exchange, bytes);
    }
    return server.finish(*exchange);
  } catch (const std::exception&) {
    return MHD_NO;  // no memory for this one: closed, without a 200, so it is delivered again
  }
}

/// The headers are there. Answering now means that the body is not read, and closes the connection.
MHD_Result HttpServer::begin(MHD_Connection* connection, const char* path, const char* method,
                             const char* version, void** state) {
  auto exchange = std::make_unique<Exchange>();
  exchange->connection = connection;
  exchange->request.path = path;
  exchange->request.method = method;
  Headers headers{exchange->request.headers};
  MHD_get_connection_values_n(connection, MHD_HEADER_KIND, &add_header, &headers);
  MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, &add_argument, &exchange->request.query);
  {
    const std::lock_guard lock(mutex_);
    ++open_;
  }
  Exchange& kept = *exchange.release();
  *state = &kept;  // on_completed deletes it
  callers_.begins(connection, std::chrono::steady_clock::now());
  if (stopping_) {
    kept.answer = not_now();
  } else if (headers.ambiguous(version)) {
    kept.answer = HttpResponse{.status = 400, .content_type = {}, .body = {}};
  } else if (kept.request.method == "POST" && headers.lengths + headers.encodings == 0) {
    // libmicrohttpd takes a header without a name for the end of them all: what follows it is no request.
    kept.answer = HttpResponse{.status = 411, .content_type = {}, .body = {}};
  } else if (content_length(kept.request).value_or(0) > settings_.body_limit) {
    kept.answer = HttpResponse{.status = 413, .content_type = {}, .body = {}};
  }
  return kept.answer ? send(kept) : MHD_YES;
}

/// An answer in mid-body is impossible here: what is not wanted is read away, up to twice the limit.
MHD_Result HttpServer::collect(Exchange& exchange, std::string_view bytes) {
  callers_.sweep(std::chrono::steady_clock::now());  // the commit thread may be waiting for the disk
  exchange.received += bytes.size();
  if (exchange.received > settings_.body_limit) {
    forget_body(exchange, 413);
  } else if (exchange.refusal == 0 && !make_room_for(bytes.size(), exchange)) {
    forget_body(exchange, 503);
  }
  if (exchange.refusal != 0) return exchange.received > 2 * settings_.body_limit ? MHD_NO : MHD_YES;
  if (!exchange.place) exchange.place = on_the_way_.insert(on_the_way_.end(), &exchange);
  exchange.request.body.append(bytes);
  exchange.held += bytes.size();
  held_ += bytes.size();
  return MHD_YES;
}

/// What all unanswered bodies may take in memory is bounded: the oldest that is not whole yet goes first.
bool HttpServer::make_room_for(std::size_t bytes, const Exchange& exchange) {
  while (held_ + bytes > held_bodies * settings_.body_limit) {
    if (on_the_way_.empty() || on_the_way_.front() == &exchange) return false;
    Exchange& oldest = *on_the_way_.front();
    forget_body(oldest, 503);
    callers_.hang_up(oldest.connection);
  }
  return true;
}

void HttpServer::forget_body(Exchange& exchange, int refusal) {
  exchange.refusal = refusal;
  held_ -= std::exchange(exchange.held, 0);
  std::string().swap(exchange.request.body);
  leave_the_way(exchange);
}

void HttpServer::leave_the_way(Exchange& exchange) {
  if (exchange.place) on_the_way_.erase(*std::exchange(exchange.place, std::nullopt));
}

/// The request is whole, or its connection was resumed.
MHD_Result HttpServer::finish(Exchange& exchange) {
  if (exchange.answer) return send(exchange);
  leave_the_way(exchange);
  callers_.waits(exchange.connection);
  if (exchange.refusal != 0) {
    exchange.answer = HttpResponse{.status = exchange.refusal, .content_type = {}, .body = {}};
    return send(exchange);
  }
  try {
    auto outcome = prepare_(std::move(exchange.request));
    if (auto* body = std::get_if<Prepared>(&outcome)) return queue(exchange, std::move(*body));
    exchange.answer = std::move(std::get<HttpResponse>(outcome));
  } catch (...) {
    exchange.answer = not_now();  // whatever a stranger's request brought about, the others go on
  }
  return send(exchange);
}

MHD_Result HttpServer::queue(Exchange& exchange, Prepared body) {
  {
    const std::lock_guard lock(mutex_);
    ++queued_;
  }
  exchange.queued = true;
  // First suspend, then add: the commit thread may resume it before add returns.
  MHD_suspend_connection(exchange.connection);
  bool added = false;
  try {
    added = commits_->add(std::move(body), exchange);
  } catch (const std::bad_alloc&) {
    added = false;
  }
  if (!added) {
    exchange.answer = not_now();
    MHD_resume_connection(exchange.connection);
  }
  return MHD_YES;
}

MHD_Result HttpServer::send(Exchange& exchange) {
  auto& answer = *exchange.answer;
  if (answer.status >= 400 && refused_ && !exchange.queued) refused_(answer.status);
  // The exchange, and with it the body, outlives the sending.
  MHD_Response* response =
      MHD_create_response_from_buffer(answer.body.size(), answer.body.data(), MHD_RESPMEM_PERSISTENT);
  if (response == nullptr) return MHD_NO;
  if (!answer.content_type.empty()) {
    MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer.content_type.c_str());
  }
  if (answer.status == 503) MHD_add_response_header(response, MHD_HTTP_HEADER_RETRY_AFTER, retry_after);
  // What is behind a request that is refused may be a part of it, and no answer to it may reach somebody
  // else.
  const bool is_refused = answer.status >= 400 && answer.status < 500;
  if (stopping_ || is_refused) MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
  const MHD_Result result =
      MHD_queue_response(exchange.connection, static_cast<unsigned>(answer.status), response);
  MHD_destroy_response(response);
  return result;
}

void HttpServer::on_completed(void* self, MHD_Connection*, void** state, MHD_RequestTerminationCode) {
  const std::unique_ptr<Exchange> exchange(static_cast<Exchange*>(std::exchange(*state, nullptr)));
  if (exchange) static_cast<HttpServer*>(self)->complete(*exchange);
}

void HttpServer::complete(Exchange& exchange) {
  held_ -= exchange.held;
  leave_the_way(exchange);
  callers_.answered(exchange.connection, std::chrono::steady_clock::now());
  if (!exchange.answer && refused_) refused_(408);
  const std::lock_guard lock(mutex_);
  --open_;
  if (exchange.queued) --queued_;
  if (stopping_) completed_.notify_all();
}

void HttpServer::end() {
  if (daemon_ == nullptr) return;
  stopping_ = true;
  MHD_quiesce_daemon(daemon_);
  socket_.refuse_callers();
  {
    std::unique_lock lock(mutex_);
    completed_.wait_for(lock, grace, [this] { return open_ == 0; });
  }
  commits_->finish();  // from here on nothing can be suspended for long: add() refuses
  {
    std::unique_lock lock(mutex_);
    completed_.wait_for(lock, flush, [this] { return queued_ == 0; });
  }
  MHD_stop_daemon(daemon_);
}

}  // namespace
}  // namespace urp::listen

extern "C" URP_API urp::Server* urp_listen_v2(const urp::ServerSettings& settings, urp::Prepare prepare,
                                              urp::Commit commit, urp::Idle idle, urp::Refused refused) {
  return new urp::listen::HttpServer(settings, std::move(prepare), std::move(commit), std::move(idle),
                                     std::move(refused));
}
static_assert(std::is_same_v<decltype(urp_listen_v2), urp::ListenFactory>);
