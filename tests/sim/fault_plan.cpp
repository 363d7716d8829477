#include "fault_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <stdexcept>

#include "errors.hpp"

namespace sim {
namespace {

constexpr const char* html =
    "<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went "
    "wrong.</h1></body></html>\n";

enum class Place { anywhere, sends, media };  // media: an address or its bytes

struct Kind {
  const char* name;
  bool prevents;
  Place place;
};

constexpr Kind kinds[] = {
    {"status", true, Place::anywhere},
    {"html500", true, Place::anywhere},
    {"error_data_string", true, Place::anywhere},
    {"hang_before_accept", true, Place::anywhere},
    {"close_before_accept", true, Place::anywhere},
    {"redirect", true, Place::anywhere},
    {"accept_then_500", false, Place::anywhere},
    {"accept_then_hang", false, Place::anywhere},
    {"accept_then_close", false, Place::anywhere},
    {"half_json", false, Place::anywhere},
    {"empty_200", false, Place::anywhere},
    {"slow", false, Place::anywhere},
    {"cut_off", false, Place::anywhere},
    {"status_before_answer", false, Place::sends},
    {"expire_url", false, Place::media},
    {"wrong_length", false, Place::media},
    {"wrong_sha", false, Place::media},
};

const Kind* find(std::string_view name) {
  const auto* at =
      std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& k) { return k.name == name; });
  return at == std::end(kinds) ? nullptr : at;
}

bool is_for(const Fault& fault, const std::string& operation, const std::string& to) {
  if (fault.on != "*" && fault.on != operation) return false;
  if (!fault.to.empty() && fault.to != to) return false;
  switch (find(fault.kind)->place) {
    case Place::anywhere:
      return true;
    case Place::sends:
      return operation == "messages";
    case Place::media:
      return operation == "media" || operation == "bytes";
  }
  return false;
}

Fault parse(const Json& object) {
  constexpr const char* keys[] = {"kind", "on",      "to",          "times", "after",     "http",   "code",
                                  "ms",   "subcode", "retry_after", "url",   "transient", "details"};
  if (!object.is_object()) throw std::invalid_argument("a fault is an object with a kind");
  for (const auto& [key, value] : object.items()) {
    if (std::find(std::begin(keys), std::end(keys), key) == std::end(keys))
      throw std::invalid_argument(fmt::format("a fault has no \"{}\"", key));
  }
  Fault fault;
  fault.kind = object.value("kind", "");
  if (find(fault.kind) == nullptr) {
    std::string all;
    for (const auto& kind : kinds) all += std::string(" ") + kind.name;
    throw std::invalid_argument(fmt::format("no fault is of the kind \"{}\"; there are:{}", fault.kind, all));
  }
  if (fault.kind == "error_data_string") fault.code = 131026;
  fault.on = object.value("on", fault.on);
  fault.to = object.value("to", fault.to);
  fault.times = object.value("times", fault.times);
  fault.after = object.value("after", fault.after);
  fault.http = object.value("http", fault.http);
  fault.code = object.value("code", fault.code);
  fault.subcode = object.value("subcode", fault.subcode);
  fault.retry_after = object.value("retry_after", fault.retry_after);
  fault.ms = object.value("ms", fault.ms);
  fault.transient = object.value("transient", fault.transient);
  fault.details = object.value("details", "asked for by the fault plan");
  fault.url = object.value("url", fault.url);
  if (fault.kind == "redirect" && fault.url.empty()) throw std::invalid_argument("a redirect needs a url");
  return fault;
}

}  // namespace

bool Fault::prevents() const {
  return find(kind)->prevents;
}

Response prevented(const Fault& fault) {
  if (fault.kind == "hang_before_accept") return {.ending = Ending::hang};
  if (fault.kind == "close_before_accept") return {.ending = Ending::unanswered};
  if (fault.kind == "redirect") return {.status = 302, .headers = {{"Location", fault.url}}};
  if (fault.kind == "html500") {
    return {.status = fault.http == 0 ? 500 : fault.http,
            .body = html,
            .content_type = "text/html; charset=utf-8"};
  }
  throw Refusal{.code = fault.code,
                .details = fault.details,
                .subcode = fault.subcode,
                .http = fault.http,
                .transient = fault.transient,
                .plain_data = fault.kind == "error_data_string",
                .retry_after = fault.retry_after};
}

void spoil(const Fault& fault, Response& response) {
  if (fault.kind == "accept_then_500") {
    response.status = fault.http == 0 ? 500 : fault.http;
    response.body = html;
    response.content_type = "text/html; charset=utf-8";
  } else if (fault.kind == "accept_then_hang") {
    response.ending = Ending::hang;
  } else if (fault.kind == "accept_then_close") {
    response.ending = Ending::unanswered;
  } else if (fault.kind == "cut_off") {
    response.ending = Ending::cut_off;
  } else if (fault.kind == "half_json") {
    response.body.resize(response.body.size() / 2);
  } else if (fault.kind == "empty_200") {
    response.body.clear();
  } else if (fault.kind == "slow") {
    response.delay = std::chrono::milliseconds(fault.ms);
  }
}

void FaultPlan::add(const Json& faults) {
  std::deque<Fault> parsed;
  for (const auto& object : faults) parsed.push_back(parse(object));
  const std::lock_guard lock(mutex_);
  for (auto& fault : parsed) faults_.push_back(std::move(fault));
}

std::optional<Fault> FaultPlan::take(const std::string& operation, const std::string& to) {
  const std::lock_guard lock(mutex_);
  for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
    if (!is_for(*fault, operation, to)) continue;
    if (fault->after > 0) {
      --fault->after;
      return std::nullopt;
    }
    Fault taken = *fault;
    if (--fault->times <= 0) faults_.erase(fault);
    return taken;
  }
  return std::nullopt;
}

void FaultPlan::give_back(const Fault& fault) {
  const std::lock_guard lock(mutex_);
  faults_.push_front(fault);
  faults_.front().times = 1;
}

Json FaultPlan::waiting() const {
  const std::lock_guard lock(mutex_);
  Json list = Json::array();
  for (const auto& fault : faults_) {
    list.push_back({{"kind", fault.kind}, {"on", fault.on}, {"times", fault.times}, {"after", fault.after}});
  }
  return list;
}

void FaultPlan::clear() {
  const std::lock_guard lock(mutex_);
  faults_.clear();
}

}  // namespace sim
