// simulator.hpp: the control side of urp-sim, as the soak uses it. One a thread.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "http_client.hpp"

namespace soak {

using Json = nlohmann::json;

class Simulator {
 public:
  explicit Simulator(const std::string& url) : client_(sim::parse_url(url)) {}

  /// POST /sim/VERB. Throws std::runtime_error when the answer is not 200.
  Json post(const std::string& verb, const Json& body);
  Json get(const std::string& verb);

 private:
  Json call(const char* method, const std::string& verb, const std::string& body);
  sim::HttpClient client_;
};

}  // namespace soak
