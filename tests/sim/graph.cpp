// graph.cpp: the Graph port: token, version, object, edge; then the fault plan; then what was asked for.
#include <fmt/format.h>

#include <cstdlib>

#include "provider.hpp"

namespace sim {
namespace {

struct Call {
  std::string version = "v26.0", object, edge;
  std::string operation;  // what the fault plan and the ledger call it
};

bool is_version(const std::string& text) {
  const auto dot = text.find('.');
  return text.size() > 3 && text.front() == 'v' && dot != std::string::npos &&
         is_digits(text.substr(1, dot - 1)) && is_digits(text.substr(dot + 1));
}

Call parse_path(const std::string& path) {
  std::vector<std::string> segments;
  for (std::size_t at = 1; at < path.size();) {
    const auto slash = std::min(path.find('/', at), path.size());
    segments.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  Call call;
  if (!segments.empty() && is_version(segments.front())) {
    call.version = segments.front();
    // An expired version is served by the oldest that lives, and says so.
    if (std::atoi(call.version.c_str() + 1) < 21) call.version = "v21.0";
    segments.erase(segments.begin());
  }
  if (segments.empty() || segments.size() > 2) throw Refusal{.code = 2500, .details = "Unknown path " + path};
  call.object = segments[0];
  if (segments.size() == 2) call.edge = segments[1];
  return call;
}

std::string operation_of(const Provider& provider, const Request& request, const Call& call) {
  if (call.object == "debug_token" && call.edge.empty()) return "debug_token";
  if (call.object == provider.options.phone_number_id) {
    if (call.edge.empty()) return "number";
    if (call.edge == "messages") return "messages";
    if (call.edge == "media") return "upload";
    if (call.edge == "block_users") return "blocks";
    if (call.edge == "contact_book") return "contact_book";
    if (call.edge == "whatsapp_business_profile") return "profile";
    if (call.edge == "message_history") return "history";
  } else if (call.object == provider.options.account) {
    if (call.edge.empty()) return "account";
    if (call.edge == "message_templates") return "templates";
    if (call.edge == "subscribed_apps") return "subscriptions";
    if (call.edge == "phone_numbers") return "numbers";
  } else if (call.edge.empty()) {
    return request.method == "DELETE" ? "delete_media" : "media";
  } else {
    throw unknown_object(call.object);
  }
  throw Refusal{.code = 2500, .details = "Unknown path components: /" + call.edge};
}

void require_method(const Request& request, const std::string& operation) {
  const auto& method = request.method;
  bool fits = true;
  if (operation == "messages" || operation == "read" || operation == "upload") fits = method == "POST";
  if (operation == "debug_token" || operation == "media" || operation == "account" ||
      operation == "numbers" || operation == "history")
    fits = method == "GET";
  if (!fits) throw bad_parameter(fmt::format("Unsupported {} request: {}", method, operation));
}

Response perform(Provider& provider, const Request& request, const Call& call, const Json& body,
                 const std::optional<Fault>& fault) {
  const auto& operation = call.operation;
  if (operation == "messages") return send_message(provider, body, fault);
  if (operation == "read") return mark_read(provider, body);
  if (operation == "upload") return upload_media(provider, request);
  if (operation == "media") return resolve_media(provider, request, call.object, fault);
  if (operation == "delete_media") return delete_media(provider, request, call.object);
  if (operation == "history") return answer_history(provider, request);
  if (operation == "blocks") return answer_blocks(provider, request);
  if (operation == "contact_book") return answer_contact_book(provider, request);
  if (operation == "debug_token") return answer_debug_token(provider, request);
  if (operation == "number" || operation == "profile") return answer_number(provider, request, call.edge);
  return answer_account(provider, request, call.edge);
}

void note_refusal(Provider& provider, const Call& call, const Json& body, const Refusal* refusal,
                  const std::optional<Fault>& fault) {
  Json entry = {{"operation", call.operation}, {"at", provider.clock.now()}};
  if (refusal != nullptr) {
    entry["http"] = refusal->http != 0 ? refusal->http : http_status(refusal->code);
    entry["code"] = refusal->code;
    entry["subcode"] = refusal->subcode;
    entry["details"] = refusal->details;
  }
  if (fault) entry["fault"] = fault->kind;
  if (body.is_object()) {
    for (const char* key : {"to", "recipient"}) {
      if (body.contains(key)) entry[key] = body[key];
    }
    if (body.contains("biz_opaque_callback_data")) entry["token"] = body["biz_opaque_callback_data"];
  }
  provider.ledger.add("refused", entry);
}

Response answer_call(Provider& provider, const Request& request, Call& call) {
  Json body;
  std::optional<Fault> fault;
  try {
    if (request.too_large) throw Refusal{.code = 100, .details = "the request is too large", .http = 413};
    call = parse_path(request.path);
    require_token(provider, request);
    call.operation = operation_of(provider, request, call);
    if (call.operation == "messages") {
      body = parse_object(request);
      if (body.contains("status")) call.operation = "read";
    }
    require_method(request, call.operation);
    std::string to;
    for (const char* key : {"recipient", "to"}) {
      if (body.is_object() && body.contains(key) && body[key].is_string()) to = body[key];
    }
    fault = provider.faults.take(call.operation, to);
    if (fault && fault->prevents()) {
      Response response = prevented(*fault);
      note_refusal(provider, call, body, nullptr, fault);
      return response;
    }
    Response response = perform(provider, request, call, body, fault);
    if (fault) spoil(*fault, response);
    return response;
  } catch (const Refusal& refusal) {
    const bool own = fault && fault->prevents();
    if (fault && !own) provider.faults.give_back(*fault);
    note_refusal(provider, call, body, &refusal, own ? fault : std::nullopt);
    return refuse(refusal);
  } catch (const Json::exception& error) {  // a member of the wrong type
    if (fault) provider.faults.give_back(*fault);
    const Refusal refusal = bad_parameter(error.what());
    note_refusal(provider, call, body, &refusal, std::nullopt);
    return refuse(refusal);
  }
}

}  // namespace

void require_token(Provider& provider, const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  const auto header = request.header("authorization");
  if (header.substr(0, scheme.size()) != scheme || header.size() == scheme.size()) {
    throw Refusal{.code = 104, .details = "An access token is required to request this resource."};
  }
  const auto token = header.substr(scheme.size());
  std::string state = "unknown";
  {
    const std::lock_guard lock(provider.mutex);
    if (token == provider.options.token) state = provider.token_state;
  }
  if (token == "expired") state = "expired";
  if (token == "revoked") state = "revoked";
  if (state == "ok") return;
  if (state == "expired") throw Refusal{.code = 190, .details = "The session has expired.", .subcode = 463};
  if (state == "revoked")
    throw Refusal{.code = 190, .details = "The session has been invalidated.", .subcode = 467};
  if (request.path.find("/debug_token") != std::string::npos &&
      token == std::string("900000000000001|") + provider.options.app_secret)
    return;  // the app's own token
  throw Refusal{.code = 190, .details = "Invalid OAuth access token - Cannot parse access token"};
}

Json parse_object(const Request& request) {
  if (bare_mime(request.header("content-type")) != "application/json")
    throw bad_parameter("the body must be application/json");
  Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) throw bad_parameter("the body is no JSON object");
  return body;
}

Response answer_graph(Provider& provider, const Request& request) {
  Call call;
  Response response = answer_call(provider, request, call);
  response.headers.emplace_back("facebook-api-version", call.version);
  response.headers.emplace_back("x-fb-trace-id", hex(random_bytes(6)));
  Json usage;
  {
    const std::lock_guard lock(provider.mutex);
    usage[provider.options.account] = Json::array({provider.usage});
  }
  response.headers.emplace_back("x-business-use-case-usage", usage.dump());
  return response;
}

}  // namespace sim
