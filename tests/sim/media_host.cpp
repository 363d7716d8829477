// media_host.cpp: media by HTTP: upload, address, deletion on the Graph port; the bytes on the second.
#include <fmt/format.h>

#include <charconv>

#include "bodies.hpp"
#include "provider.hpp"

namespace sim {
namespace {

constexpr std::int64_t url_life = 300;

/// Nobody makes up an address, or a longer life for one.
std::string url_hash(const Provider& provider, const std::string& id, const std::string& until) {
  return sign(provider.options.app_secret, id + "|" + until).substr(7, 32);
}

void require_own(const Provider& provider, const Request& request, const std::string& id) {
  const auto number = request.argument("phone_number_id");
  if (!number.empty() && number != provider.options.phone_number_id) throw unknown_object(id);
}

Response page(int status, const char* text) {
  return {.status = status,
          .body = fmt::format("<html><body>{}</body></html>\n", text),
          .content_type = "text/html; charset=utf-8"};
}

/// "bytes=FROM-" or "bytes=FROM-TO"; anything else is not obeyed, as HTTP allows.
void cut_to_range(const std::string& range, Response& response) {
  constexpr std::string_view unit = "bytes=";
  const auto dash = range.find('-');
  if (range.rfind(unit, 0) != 0 || dash == std::string::npos) return;
  const std::size_t size = response.body.size();
  std::size_t from = 0, to = size - 1;
  const char* end = range.data() + range.size();
  if (std::from_chars(range.data() + unit.size(), end, from).ec != std::errc()) return;
  if (dash + 1 < range.size() && std::from_chars(range.data() + dash + 1, end, to).ec != std::errc()) return;
  if (from >= size || to < from) {
    response = {.status = 416, .headers = {{"Content-Range", fmt::format("bytes */{}", size)}}};
    return;
  }
  to = std::min(to, size - 1);
  response.status = 206;
  response.headers.emplace_back("Content-Range", fmt::format("bytes {}-{}/{}", from, to, size));
  response.body = response.body.substr(from, to - from + 1);
}

Response answer_bytes(Provider& provider, const Request& request, const std::string& id) {
  std::optional<Fault> fault;
  try {
    require_token(provider, request);
    fault = provider.faults.take("bytes", "");
    if (fault && fault->prevents()) return prevented(*fault);
  } catch (const Refusal& refusal) {
    if (fault) return refuse(refusal);
    return page(401, "Please log in");
  }
  // Seen by others: a client that does not say who it is gets a page without anything on it.
  if (request.header("user-agent").empty()) return page(200, "");
  const std::string until(request.argument("ext"));
  const auto now = provider.clock.now();
  if (request.path != "/whatsapp_business/attachments/" ||
      request.argument("hash") != url_hash(provider, id, until) || std::atoll(until.c_str()) <= now ||
      (fault && fault->kind == "expire_url"))
    return page(404, "This link has expired");
  Medium medium;
  try {
    const std::lock_guard lock(provider.mutex);
    medium = provider.media.get(id, now);
  } catch (const Refusal&) {
    return page(404, "This link has expired");
  }
  Response response{.body = *medium.bytes, .content_type = medium.mime_type};
  response.headers.emplace_back("Accept-Ranges", "bytes");
  if (fault && fault->kind == "wrong_length" && !response.body.empty()) response.body.pop_back();
  if (fault && fault->kind == "wrong_sha" && !response.body.empty()) response.body.back() ^= 1;
  cut_to_range(std::string(request.header("range")), response);
  if (fault) spoil(*fault, response);
  return response;
}

}  // namespace

std::string media_url(const Provider& provider, const std::string& id, std::int64_t until) {
  const std::string ext = std::to_string(until);
  return fmt::format("{}/whatsapp_business/attachments/?mid={}&ext={}&hash={}", provider.media_address, id,
                     ext, url_hash(provider, id, ext));
}

Response answer_media_host(Provider& provider, const Request& request) {
  const std::string id(request.argument("mid"));
  Response response =
      request.method == "GET" ? answer_bytes(provider, request, id) : page(405, "Not allowed");
  provider.ledger.add("downloads", {{"media_id", id},
                                    {"status", response.status},
                                    {"bytes", response.body.size()},
                                    {"token", !request.header("authorization").empty()},
                                    {"at", provider.clock.now()}});
  return response;
}

Response upload_media(Provider& provider, const Request& request) {
  auto file = parse_upload(std::string(request.header("content-type")), request.body);
  const auto now = provider.clock.now();
  const std::lock_guard lock(provider.mutex);
  const Medium medium = provider.media.add_upload(std::move(file), now);
  provider.ledger.add("uploads", {{"media_id", medium.id},
                                  {"mime_type", medium.mime_type},
                                  {"file_name", medium.file_name},
                                  {"size", medium.bytes->size()},
                                  {"sha256", hex(medium.digest)},
                                  {"at", now}});
  return {.body = Json{{"id", medium.id}}.dump()};
}

Response resolve_media(Provider& provider, const Request& request, const std::string& id,
                       const std::optional<Fault>& fault) {
  const auto now = provider.clock.now();
  const std::lock_guard lock(provider.mutex);
  const Medium& medium = provider.media.get(id, now);
  require_own(provider, request, id);
  const std::string kind = fault ? fault->kind : "";
  std::string digest = medium.digest;
  if (kind == "wrong_sha") digest[0] ^= 1;
  const auto size = medium.bytes->size();
  const Json body = {{"messaging_product", "whatsapp"},
                     {"url", media_url(provider, id, kind == "expire_url" ? now : now + url_life)},
                     {"mime_type", medium.mime_type},
                     {"sha256", base64(digest)},
                     {"file_size", kind == "wrong_length" ? size + 1 : size},
                     {"id", id}};
  return {.body = body.dump()};
}

Response delete_media(Provider& provider, const Request& request, const std::string& id) {
  const std::lock_guard lock(provider.mutex);
  provider.media.get(id, provider.clock.now());
  require_own(provider, request, id);
  provider.media.remove(id, provider.clock.now());
  return {.body = R"({"success":true})"};
}

}  // namespace sim
