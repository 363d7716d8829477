#include "http_server.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>

namespace sim {
namespace {

constexpr std::size_t body_limit = 110u << 20;  // a document of 100 MB and its multipart dress

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

MHD_Result take_header(void* into, MHD_ValueKind, const char* name, const char* value) {
  static_cast<Request*>(into)->headers[lower(name)] = value == nullptr ? "" : value;
  return MHD_YES;
}

MHD_Result take_argument(void* into, MHD_ValueKind, const char* name, const char* value) {
  static_cast<Request*>(into)->query[name] = value == nullptr ? "" : value;
  return MHD_YES;
}

/// Until the other side hangs up, the server ends, or the time is over. Any negative time: for ever.
void wait_on(MHD_Connection* connection, int over, std::chrono::milliseconds time) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  pollfd watched[] = {{info->connect_fd, POLLRDHUP, 0}, {over, POLLIN, 0}};
  while (poll(watched, 2, static_cast<int>(time.count())) < 0 && errno == EINTR) {
  }
}

struct HalfBody {
  std::string bytes;
};

ssize_t read_half(void* state, std::uint64_t position, char* buffer, std::size_t room) {
  const auto& bytes = static_cast<HalfBody*>(state)->bytes;
  const std::size_t end = bytes.size() / 2;
  if (position >= end) return MHD_CONTENT_READER_END_WITH_ERROR;
  const std::size_t count = std::min<std::size_t>(room, end - position);
  std::memcpy(buffer, bytes.data() + position, count);
  return static_cast<ssize_t>(count);
}

void drop_half(void* state) {
  delete static_cast<HalfBody*>(state);
}

MHD_Result answer(MHD_Connection* connection, Response&& given) {
  MHD_Response* raw = nullptr;
  if (given.ending == Ending::cut_off) {
    const auto size =
        std::max<std::size_t>(given.body.size(), 1);  // at least one byte is promised and missing
    raw = MHD_create_response_from_callback(size, 16 * 1024, &read_half, new HalfBody{std::move(given.body)},
                                            &drop_half);
  } else {
    raw = MHD_create_response_from_buffer(given.body.size(), given.body.data(), MHD_RESPMEM_MUST_COPY);
  }
  const std::unique_ptr<MHD_Response, void (*)(MHD_Response*)> response(raw, &MHD_destroy_response);
  if (!response) return MHD_NO;
  if (!given.content_type.empty())
    MHD_add_response_header(response.get(), "Content-Type", given.content_type.c_str());
  for (const auto& [name, value] : given.headers)
    MHD_add_response_header(response.get(), name.c_str(), value.c_str());
  return MHD_queue_response(connection, static_cast<unsigned>(given.status), response.get());
}

}  // namespace

std::string_view Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Request::argument(const std::string& name) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string_view() : std::string_view(found->second);
}

/// One request while it comes in.
struct Exchange {
  Request request;
  std::function<void()> after_answer;

  static MHD_Result on_bytes(void* closure, MHD_Connection* connection, const char* url, const char* method,
                             const char*, const char* data, std::size_t* size, void** state) {
    auto* server = static_cast<HttpServer*>(closure);
    if (*state == nullptr) {  // the headers are there
      auto exchange = std::make_unique<Exchange>();
      exchange->request.method = method;
      exchange->request.path = url;
      MHD_get_connection_values(connection, MHD_HEADER_KIND, &take_header, &exchange->request);
      MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, &take_argument, &exchange->request);
      *state = exchange.release();
      return MHD_YES;
    }
    auto& exchange = *static_cast<Exchange*>(*state);
    auto& request = exchange.request;
    if (*size > 0) {
      if (request.body.size() + *size > body_limit) request.too_large = true;
      if (!request.too_large) request.body.append(data, *size);
      *size = 0;
      return MHD_YES;
    }
    return finish(*server, connection, exchange);
  }

  static MHD_Result finish(HttpServer& server, MHD_Connection* connection, Exchange& exchange) {
    const Request& request = exchange.request;
    Response response;
    try {
      response = server.handler_(request);
      if (response.before_answer) response.before_answer();
      exchange.after_answer = std::move(response.after_answer);
    } catch (const std::exception& error) {
      fmt::print(stderr, "urp-sim: {} {}: {}\n", request.method, request.path, error.what());
      response = {.status = 500, .body = std::string(error.what()) + "\n", .content_type = "text/plain"};
    }
    if (response.delay.count() > 0) wait_on(connection, server.over_, response.delay);
    if (response.ending == Ending::hang) wait_on(connection, server.over_, std::chrono::milliseconds(-1));
    // MHD_NO closes the connection, and nothing of an answer has left.
    if (response.ending == Ending::hang || response.ending == Ending::unanswered) return MHD_NO;
    return answer(connection, std::move(response));
  }

  static void on_end(void*, MHD_Connection*, void** state, MHD_RequestTerminationCode) {
    const std::unique_ptr<Exchange> exchange(static_cast<Exchange*>(*state));
    *state = nullptr;
    if (exchange && exchange->after_answer) exchange->after_answer();
  }
};

HttpServer::HttpServer(std::uint16_t port, Handler handler)
    : handler_(std::move(handler)), over_(eventfd(0, EFD_CLOEXEC)) {
  if (over_ < 0) throw std::runtime_error(std::string("eventfd: ") + std::strerror(errno));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  daemon_ =
      MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, port, nullptr,
                       nullptr, &Exchange::on_bytes, this, MHD_OPTION_SOCK_ADDR, &address,
                       MHD_OPTION_NOTIFY_COMPLETED, &Exchange::on_end, nullptr, MHD_OPTION_CONNECTION_LIMIT,
                       2000u, MHD_OPTION_LISTENING_ADDRESS_REUSE, 1u, MHD_OPTION_END);
  if (daemon_ == nullptr) {
    const int code = errno;
    close(over_);
    throw std::runtime_error(fmt::format("127.0.0.1:{}: {}", port, std::strerror(code)));
  }
  port_ = MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port;
}

HttpServer::~HttpServer() {
  eventfd_write(over_, 1);
  MHD_stop_daemon(daemon_);
  close(over_);
}

std::string HttpServer::address() const {
  return fmt::format("http://127.0.0.1:{}", port_);
}

}  // namespace sim
