#include "simulator.hpp"

#include <stdexcept>

namespace soak {

Json Simulator::call(const char* method, const std::string& verb, const std::string& body) {
  const auto answer = client_.request(method, "/sim/" + verb, "Content-Type: application/json\r\n", body);
  if (!answer || answer->status != 200) {
    throw std::runtime_error("/sim/" + verb + ": " + (answer ? answer->body : "no answer"));
  }
  return Json::parse(answer->body);
}

Json Simulator::post(const std::string& verb, const Json& body) {
  return call("POST", verb, body.dump());
}

Json Simulator::get(const std::string& verb) {
  return call("GET", verb, "");
}

}  // namespace soak
