// errors.hpp: the provider's refusals: code, HTTP status and body.
#pragma once

#include <string>

#include "encode.hpp"
#include "http_server.hpp"

namespace sim {

/// Thrown by whatever refuses a request.
struct Refusal {
  int code = 100;
  std::string details{};
  int subcode = 0;
  int http = 0;  // 0: the one that goes with the code
  bool transient = false;
  bool plain_data = false;  // error_data is a string, as is seen now and then
  int retry_after = 0;
  std::string type = "OAuthException";
  Json beside = Json::object();  // members that stand beside "error"
};

/// A parameter is missing, has a value that cannot be, or is wrong in another way.
Refusal missing(const std::string& parameter);
Refusal bad_value(const std::string& details);
Refusal bad_parameter(const std::string& details);
/// No such object, or not for this token: the provider does not tell which.
Refusal unknown_object(const std::string& id);

int http_status(int code);
std::string error_title(int code);
Response refuse(const Refusal& refusal);
/// The same fault in a status webhook has another shape.
Json webhook_error(int code, const std::string& details);

}  // namespace sim
