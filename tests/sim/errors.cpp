#include "errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace sim {
namespace {

struct Known {
  int code, http;
  const char* title;
};

constexpr Known known[] = {
    {0, 401, "Authentication failed"},
    {1, 500, "Unknown API error"},
    {2, 500, "Service temporarily unavailable"},
    {3, 403, "Capability missing"},
    {4, 429, "Application request limit reached"},
    {10, 403, "Permission denied"},
    {17, 429, "User request limit reached"},
    {33, 400, "Object does not exist"},
    {100, 400, "Invalid parameter"},
    {104, 401, "An access token is required"},
    {190, 401, "Access token is not valid"},
    {368, 403, "Temporarily blocked for policy violations"},
    {2500, 400, "Unknown path components"},
    {80007, 429, "Account request limit reached"},
    {130403, 400, "The business has blocked this user"},
    {130429, 429, "Rate limit hit"},
    {130472, 400, "User's number is part of an experiment"},
    {131000, 500, "Something went wrong"},
    {131005, 403, "Access denied"},
    {131008, 400, "Required parameter is missing"},
    {131009, 400, "Parameter value is not valid"},
    {131016, 503, "Service unavailable"},
    {131021, 400, "Recipient cannot be sender"},
    {131026, 400, "Message undeliverable"},
    {131031, 403, "Account has been locked"},
    {131042, 400, "Business eligibility payment issue"},
    {131047, 400, "Re-engagement message"},
    {131048, 400, "Spam rate limit hit"},
    {131049, 400, "Not delivered to maintain healthy ecosystem engagement"},
    {131050, 400, "User stopped marketing messages"},
    {131051, 400, "Message type is not supported"},
    {131052, 400, "Media download error"},
    {131053, 400, "Media upload error"},
    {131056, 429, "Pair rate limit hit"},
    {131057, 503, "Account in maintenance"},
    {131062, 400, "Not possible for a business-scoped user id"},
    {132000, 400, "Number of parameters does not match the expected number of params"},
    {132001, 400, "Template name does not exist in the translation"},
    {132005, 400, "Translated text too long"},
    {132012, 400, "Parameter format does not match format in the created template"},
    {132015, 400, "Template is paused"},
    {132016, 400, "Template is disabled"},
    {132018, 400, "Template parameter is not valid"},
    {133004, 503, "Server temporarily unavailable"},
    {133010, 400, "Phone number not registered"},
    {139100, 400, "Users could not be blocked or unblocked"},
    {2494100, 503, "Account in maintenance"},
};

const Known* find(int code) {
  const auto* at =
      std::find_if(std::begin(known), std::end(known), [&](const Known& k) { return k.code == code; });
  return at == std::end(known) ? nullptr : at;
}

}  // namespace

Refusal missing(const std::string& parameter) {
  return {.code = 131008, .details = fmt::format("The parameter {} is required.", parameter)};
}
Refusal bad_value(const std::string& details) {
  return {.code = 131009, .details = details};
}
Refusal bad_parameter(const std::string& details) {
  return {.code = 100, .details = details};
}
Refusal unknown_object(const std::string& id) {
  return {.code = 100,
          .details = fmt::format("Object with ID '{}' does not exist or cannot be loaded.", id),
          .subcode = 33,
          .type = "GraphMethodException"};
}

int http_status(int code) {
  if (const auto* found = find(code)) return found->http;
  return code >= 200 && code < 300 ? 403 : 400;
}

std::string error_title(int code) {
  const auto* found = find(code);
  return found == nullptr ? "Error" : found->title;
}

Response refuse(const Refusal& refusal) {
  Json error;
  error["message"] = fmt::format("(#{}) {}", refusal.code, error_title(refusal.code));
  error["type"] = refusal.type;
  error["code"] = refusal.code;
  if (refusal.plain_data) {
    error["error_data"] = refusal.details;
  } else if (!refusal.details.empty()) {
    error["error_data"] = {{"messaging_product", "whatsapp"}, {"details", refusal.details}};
  }
  if (refusal.subcode != 0) error["error_subcode"] = refusal.subcode;
  if (refusal.transient) error["is_transient"] = true;
  error["fbtrace_id"] = "A" + hex(random_bytes(8));
  Json body;
  body["error"] = error;
  body.update(refusal.beside);
  Response response{.status = refusal.http != 0 ? refusal.http : http_status(refusal.code),
                    .body = body.dump()};
  if (refusal.retry_after > 0)
    response.headers.emplace_back("Retry-After", std::to_string(refusal.retry_after));
  return response;
}

Json webhook_error(int code, const std::string& details) {
  return {{"code", code},
          {"title", error_title(code)},
          {"message", error_title(code)},
          {"error_data", {{"details", details}}},
          {"href", "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/"}};
}

}  // namespace sim
