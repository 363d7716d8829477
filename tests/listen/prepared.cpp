#include <chrono>
#include <stdexcept>
#include <thread>

#include "test_server.hpp"

namespace urp {

Prepared::Prepared(std::unique_ptr<Body> body) : body_(std::move(body)) {
}
Prepared::Prepared(Prepared&&) noexcept = default;
Prepared& Prepared::operator=(Prepared&&) noexcept = default;
Prepared::~Prepared() = default;

}  // namespace urp

using namespace urp;

bool eventually(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  while (!condition()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

void Gate::pass() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_; });
}

void Gate::close() {
  const std::lock_guard lock(mutex_);
  open_ = false;
}

void Gate::open() {
  {
    const std::lock_guard lock(mutex_);
    open_ = true;
  }
  changed_.notify_all();
}

TestServer::TestServer(const ServerSettings& settings, Idle idle, Start start) {
  if (!start) {
    start = [](const ServerSettings& chosen, Prepare prepare, Commit commit, Idle work, Refused refused) {
      return std::unique_ptr<Server>(
          urp_listen_v2(chosen, std::move(prepare), std::move(commit), std::move(work), std::move(refused)));
    };
  }
  server = start(
      settings, [this](HttpRequest request) { return prepare(std::move(request)); },
      [this](std::span<Prepared> bodies) { return commit(bodies); }, std::move(idle),
      [this](int status) {
        const std::lock_guard lock(mutex_);
        ++refused_[status];
      });
}

int TestServer::refused(int status) {
  const std::lock_guard lock(mutex_);
  return refused_[status];
}

TestServer::~TestServer() {
  gate.open();
  server->stop();
}

std::unique_ptr<sim::HttpClient> TestServer::client() const {
  auto client =
      std::make_unique<sim::HttpClient>(sim::Url{"127.0.0.1", std::to_string(server->port()), "/webhook"});
  client->connect();
  return client;
}

std::string post_bytes(const std::string& body) {
  return "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

std::unique_ptr<sim::HttpClient> TestServer::posted(const std::string& body) const {
  auto sender = client();
  sender->send(post_bytes(body));
  return sender;
}

bool TestServer::queued(int bodies) const {
  return eventually([&] { return prepared_ == bodies; }) && settled();
}

bool TestServer::settled() const {
  // One thread serves all: what was sent before the first is done, at the latest, in the round of the first.
  auto asking = client();
  return asking->request("GET", "/", "", "") && asking->request("GET", "/", "", "");
}

std::vector<std::vector<std::string>> TestServer::groups() {
  const std::lock_guard lock(mutex_);
  return groups_;
}

void TestServer::fail_at(const std::string& body) {
  const std::lock_guard lock(mutex_);
  fail_at_ = body;
}

std::variant<HttpResponse, Prepared> TestServer::prepare(HttpRequest request) {
  if (request.method == "POST") {
    if (request.body == "cannot be prepared") throw std::runtime_error("prepare");
    auto body = std::make_unique<Prepared::Body>();
    body->text = std::move(request.body);
    ++prepared_;
    return Prepared(std::move(body));
  }
  std::string told = request.method + " " + request.path + "\n";
  for (const auto& [name, value] : request.query) told += name + "=" + value + "\n";
  for (const auto& [name, value] : request.headers) told += name + ": " + value + "\n";
  return HttpResponse{.status = 203, .content_type = "text/plain", .body = told};
}

std::vector<HttpResponse> TestServer::commit(std::span<Prepared> bodies) {
  std::vector<std::string> group;
  for (const auto& body : bodies) group.push_back(body.body().text);
  {
    const std::lock_guard lock(mutex_);
    groups_.push_back(group);
  }
  gate.pass();
  {
    const std::lock_guard lock(mutex_);
    if (group.front() == fail_at_) throw std::runtime_error("disk full");
  }
  if (answer_too_few) group.pop_back();
  std::vector<HttpResponse> answers;
  for (const auto& text : group)
    answers.push_back({.status = 200, .content_type = {}, .body = "kept " + text});
  return answers;
}
