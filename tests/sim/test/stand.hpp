// stand.hpp: the stand-in under test, in this process, with a client and a receiver of webhooks.
#pragma once

#include <doctest/doctest.h>

#include <mutex>
#include <string>
#include <vector>

#include "bodies.hpp"
#include "http_client.hpp"
#include "provider.hpp"

namespace sim {

/// Answers 200, or what it was told to answer first.
class Receiver {
 public:
  Receiver() : server_(0, [this](const Request& request) { return take(request); }) {}

  std::string url() const { return server_.address() + "/webhook"; }
  void answer_first(std::vector<int> statuses) {
    const std::lock_guard lock(mutex_);
    answers_ = std::move(statuses);
  }
  void set_delay(int milliseconds) { delay_ = milliseconds; }
  std::vector<Request> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }
  /// Everything of this name in the values of all bodies: "messages", "statuses", "contacts".
  Json all(const char* name) const {
    Json list = Json::array();
    for (const auto& request : requests()) {
      const auto body = Json::parse(request.body);
      for (const auto& entry : body["entry"]) {
        for (const auto& change : entry["changes"]) {
          for (const auto& item : change["value"].value(name, Json::array())) list.push_back(item);
        }
      }
    }
    return list;
  }
  std::vector<std::string> statuses() const {
    std::vector<std::string> names;
    for (const auto& status : all("statuses")) names.push_back(status["status"]);
    return names;
  }

 private:
  Response take(const Request& request) {
    if (request.method == "GET") return {.body = std::string(request.argument("hub.challenge"))};
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
    Response response{.delay = std::chrono::milliseconds(delay_)};
    if (answers_.empty()) return response;
    response.status = answers_.front();
    answers_.erase(answers_.begin());
    return response;
  }

  mutable std::mutex mutex_;
  std::vector<Request> requests_;
  std::vector<int> answers_;
  int delay_ = 0;
  HttpServer server_;
};

constexpr std::int64_t monday = 1795420800;  // 2026-11-23 08:00 UTC
constexpr const char* number_path = "/v26.0/106540352242922";
constexpr const char* account_path = "/v26.0/102290129340398";

inline Options calm_options() {
  Options options;
  options.clock = monday;
  options.status_delay = 0;
  options.webhooks.concurrency = 1;
  options.webhooks.redelivery_scale = 0.001;
  return options;
}

/// What came back; status 0 when nothing did.
struct Reply {
  int status = 0;
  std::string head, text;
  Json body = nullptr;

  int code() const {
    return body.is_object() && body.contains("error") ? body["error"].value("code", -1) : 0;
  }
  int subcode() const { return body["error"].value("error_subcode", 0); }
};

struct Stand {
  Provider provider;
  HttpServer media, graph;
  std::string token = "test-token";

  explicit Stand(Options options = calm_options())
      : provider(std::move(options)),
        media(0, [this](const Request& request) { return answer_media_host(provider, request); }),
        graph(0, [this](const Request& request) {
          return request.path.rfind("/sim/", 0) == 0 ? answer_control(provider, request)
                                                     : answer_graph(provider, request);
        }) {
    provider.media_address = media.address();
  }

  std::string headers(const std::string& type = "application/json") const {
    return (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") + "User-Agent: urp/test\r\n" +
           (type.empty() ? "" : "Content-Type: " + type + "\r\n");
  }
  static Reply reply(const std::optional<Answer>& answer) {
    if (!answer) return {};
    return {answer->status, answer->head, answer->body, Json::parse(answer->body, nullptr, false)};
  }
  Reply call(const std::string& method, const std::string& path, const std::string& body = "",
             const std::string& type = "application/json") const {
    HttpClient client(parse_url(graph.address()));
    return reply(client.request(method, path, headers(type), body));
  }
  Reply get(const std::string& path) const { return call("GET", path, "", ""); }
  Reply post(const std::string& path, const Json& body) const { return call("POST", path, body.dump()); }
  Reply control(const std::string& verb, const Json& body) const { return post("/sim/" + verb, body); }
  Reply send(const Json& message) const { return post(std::string(number_path) + "/messages", message); }
  Reply fetch(const std::string& url, const std::string& more = "") const {
    HttpClient client(parse_url(url));
    return reply(client.request("GET", parse_url(url).path, headers("") + more, ""));
  }
  Reply upload(const std::string& type, const std::string& name, const std::string& bytes,
               const std::string& part_type = "") const {
    const std::string form =
        "--b0\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n"
        "--b0\r\nContent-Disposition: form-data; name=\"type\"\r\n\r\n" +
        type + "\r\n--b0\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name +
        "\"\r\nContent-Type: " + (part_type.empty() ? type : part_type) + "\r\n\r\n" + bytes +
        "\r\n--b0--\r\n";
    return call("POST", std::string(number_path) + "/media", form, "multipart/form-data; boundary=b0");
  }
  Json ledger() const { return get("/sim/ledger").body; }
  std::size_t accepted() const { return ledger()["messages"].size(); }
  /// Nothing may be left.
  void settle() { CHECK(provider.webhooks.settle(std::chrono::seconds(10)) == 0); }
  void send_webhooks_to(const Receiver& receiver) { provider.webhooks.configure({{"url", receiver.url()}}); }
};

inline Json text_to(const std::string& to, const std::string& body = "Buongiorno") {
  return {{"messaging_product", "whatsapp"}, {"to", to}, {"type", "text"}, {"text", {{"body", body}}}};
}

}  // namespace sim
