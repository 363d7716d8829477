#include "net/http_flight.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <utility>

#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/url.hpp"
#include "net/curl_words.hpp"

namespace urp::net {
namespace {

constexpr long connect_seconds = 10;
// Longer than any server keeps an idle connection is too long: a request on a dying one ends as lost, and
// somebody has to look whether the citizen got it.
constexpr long idle_seconds = 20;
constexpr std::size_t most_header_bytes = 64 << 10;
constexpr std::int64_t most_error_bytes = 1 << 20;  // of an answer that does not go to its file

bool is_whole_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

HttpFlight::HttpFlight(RequestId id, OutgoingRequest request) : Flight(id), request_(std::move(request)) {
}

HttpFlight::~HttpFlight() {
  curl_mime_free(mime_);
  curl_slist_free_all(headers_);
}

std::optional<std::string> HttpFlight::board(CURL* easy, const std::string& user_agent) {
  easy_ = easy;
  const auto url = parse_url(request_.url);
  if (!url) return _("not an address of http or https");
  host_ = url->host;

  set(CURLOPT_PRIVATE, static_cast<void*>(this));
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);  // the token goes nowhere but where it was meant to
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION,
      static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer, whatever OPENSSL_CONF says
  // Requests do not share a connection, so that what was sent of one is known apart from the others.
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_USERAGENT, user_agent.c_str());
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(request_.timeout.count()));
  set(CURLOPT_MAXAGE_CONN, idle_seconds);
  set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  // A proxy of the machine's environment would be asked for itself.
  if (is_loopback(*url)) set(CURLOPT_PROXY, "");
  set(CURLOPT_PREREQFUNCTION, &HttpFlight::connected);
  set(CURLOPT_PREREQDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &HttpFlight::take_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &HttpFlight::take_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  if (request_.size_limit > 0) {
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.size_limit));
  }
  if (auto why = set_headers()) return why;
  if (auto why = set_body()) return why;
  if (!options_ok_) return _("curl does not know an option that is needed");
  if (request_.save_to.empty() || file_.make(request_.save_to)) return std::nullopt;
  return say(_("cannot make the file to save to: {0}"), file_.fault());
}

std::optional<std::string> HttpFlight::set_headers() {
  const auto append = [this](const std::string& line) {
    curl_slist* longer = curl_slist_append(headers_, line.c_str());
    options_ok_ = longer != nullptr && options_ok_;
    if (longer != nullptr) headers_ = longer;
  };
  append("Expect:");  // a pause of a second for nothing
  for (const auto& [name, value] : request_.headers) {
    if (!is_whole_line(name) || !is_whole_line(value)) return _("a header with a line break");
    append(value.empty() ? name + ";" : name + ": " + value);
  }
  set(CURLOPT_HTTPHEADER, headers_);
  return std::nullopt;
}

std::optional<std::string> HttpFlight::set_body() {
  if (!request_.upload.empty()) return set_upload(request_.upload.front());
  if (request_.method == "GET") {
    set(CURLOPT_HTTPGET, 1L);
    return std::nullopt;
  }
  set(CURLOPT_POST, 1L);
  if (request_.method != "POST") set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  // Given as POSTFIELDS, curl would send the body a second time by itself when a kept connection dies before
  // the first byte of the answer. What cannot be rewound cannot be repeated.
  set(CURLOPT_READFUNCTION, &HttpFlight::give_body);
  set(CURLOPT_READDATA, static_cast<void*>(this));
  set(CURLOPT_SEEKFUNCTION, &HttpFlight::refuse_rewind);
  set(CURLOPT_SEEKDATA, static_cast<void*>(this));
  return std::nullopt;
}

std::optional<std::string> HttpFlight::set_upload(const OutgoingRequest::Upload& upload) {
  mime_ = curl_mime_init(easy_);
  bool made = mime_ != nullptr;
  const auto part = [&](const std::string& name) {
    curl_mimepart* added = made ? curl_mime_addpart(mime_) : nullptr;
    made = added != nullptr && curl_mime_name(added, name.c_str()) == CURLE_OK;
    return added;
  };
  for (const auto& [name, value] : upload.fields) {
    curl_mimepart* field = part(name);
    made = made && curl_mime_data(field, value.data(), value.size()) == CURLE_OK;
  }
  curl_mimepart* file = part("file");
  if (!made) return _("no memory for the parts of an upload");
  made = curl_mime_data_cb(file, static_cast<curl_off_t>(upload.file.size), &HttpFlight::give_file,
                           &HttpFlight::seek_file, nullptr, static_cast<void*>(this)) == CURLE_OK &&
         curl_mime_filename(file, upload.file_name.c_str()) == CURLE_OK &&
         curl_mime_type(file, upload.mime_type.c_str()) == CURLE_OK;
  if (!made) return _("no memory for the parts of an upload");
  set(CURLOPT_MIMEPOST, mime_);
  return std::nullopt;
}

RequestOutcome HttpFlight::land(CURLcode code) {
  RequestOutcome outcome;
  answer_.status = status();
  // A connection closed between two headers is an end like any other to curl.
  const bool whole = code == CURLE_OK && answer_.status != 0 && headers_ended_;
  if (whole && (!goes_to_file() || file_.keep())) {
    outcome.kind = RequestOutcome::Kind::answered;
    outcome.answer = std::move(answer_);
    return outcome;
  }
  outcome.kind = left_the_machine() ? RequestOutcome::Kind::lost : RequestOutcome::Kind::not_sent;
  outcome.why = reason(code);
  return outcome;
}

int HttpFlight::status() const {
  long status = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &status);
  return static_cast<int>(status);
}

bool HttpFlight::goes_to_file() const {
  const int status_now = status();
  return file_.is_open() && status_now >= 200 && status_now < 300;
}

/// Bytes of a proxy's CONNECT count as bytes of the request to curl, hence `connected_`: it is set after
/// resolver, proxy and TLS, just before the request itself.
bool HttpFlight::left_the_machine() const {
  long request_bytes = 0;
  curl_off_t body_bytes = 0;
  curl_easy_getinfo(easy_, CURLINFO_REQUEST_SIZE, &request_bytes);
  curl_easy_getinfo(easy_, CURLINFO_SIZE_UPLOAD_T, &body_bytes);
  return connected_ && (request_bytes > 0 || body_bytes > 0 || given_ > 0);
}

/// Never curl's own error buffer: it may quote what it was given.
std::string HttpFlight::reason(CURLcode code) const {
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED) return "too large";  // as lib/work/media knows it
  if (!file_.fault().empty()) return say(_("cannot write the file to save to: {0}"), file_.fault());
  switch (code) {
    case CURLE_OK:
      return say(_("{0}: the connection ended within the headers"), host_);
    case CURLE_OPERATION_TIMEDOUT:
      return connected_ ? say(_("{0}: no whole answer within {1} s"), host_, request_.timeout.count())
                        : say(_("{0}: no connection in time"), host_);
    case CURLE_ABORTED_BY_CALLBACK:
      return _("the file to send could not be read to its end");
    case CURLE_SEND_FAIL_REWIND:
      return say(_("{0}: the connection ended before the answer"), host_);
    default:
      break;
  }
  long system_error = 0;  // of an earlier request on this handle, unless connecting is what failed
  if (code == CURLE_COULDNT_CONNECT) curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &system_error);
  const std::string text =
      system_error != 0 ? std::strerror(static_cast<int>(system_error)) : curl_words(code);
  return fmt::format("{}: {} (curl {})", host_, text, static_cast<int>(code));
}

std::size_t HttpFlight::give_body(char* buffer, std::size_t size, std::size_t count, void* self) {
  auto& flight = *static_cast<HttpFlight*>(self);
  const std::size_t given = flight.request_.body.copy(buffer, size * count, flight.given_);
  flight.given_ += given;
  return given;
}

int HttpFlight::refuse_rewind(void*, curl_off_t, int) {
  return CURL_SEEKFUNC_FAIL;
}

std::size_t HttpFlight::give_file(char* buffer, std::size_t size, std::size_t count, void* self) {
  auto& flight = *static_cast<HttpFlight*>(self);
  const auto given = flight.request_.upload.front().file.read(flight.file_place_, buffer, size * count);
  if (given < 0) return CURL_READFUNC_ABORT;
  flight.file_place_ += given;
  return static_cast<std::size_t>(given);
}

/// An upload may be repeated: nobody gets anything by it.
int HttpFlight::seek_file(void* self, curl_off_t offset, int origin) {
  if (origin != SEEK_SET) return CURL_SEEKFUNC_FAIL;
  static_cast<HttpFlight*>(self)->file_place_ = offset;
  return CURL_SEEKFUNC_OK;
}

int HttpFlight::connected(void* self, char*, char*, int, int) {
  static_cast<HttpFlight*>(self)->connected_ = true;
  return CURL_PREREQFUNC_OK;
}

std::size_t HttpFlight::take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<HttpFlight*>(self)->keep_body({bytes, size * count}) ? size * count : 0;
}

bool HttpFlight::keep_body(std::string_view bytes) {
  const bool to_file = goes_to_file();
  const auto most = request_.save_to.empty() || to_file ? request_.size_limit
                                                        : std::min(request_.size_limit, most_error_bytes);
  answer_.size += static_cast<std::int64_t>(bytes.size());
  too_large_ = answer_.size > most;
  if (too_large_) return false;
  if (to_file) return file_.write(bytes.data(), bytes.size());
  answer_.body += bytes;
  return true;
}

std::size_t HttpFlight::take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<HttpFlight*>(self)->keep_header({bytes, size * count}) ? size * count : 0;
}

bool HttpFlight::keep_header(std::string_view line) {
  header_bytes_ += line.size();
  too_large_ = header_bytes_ > most_header_bytes;
  if (too_large_) return false;
  if (answer_.size > 0) return true;  // trailers say nothing to us
  const bool status_line = line.starts_with("HTTP/");
  if (status_line) answer_.headers.clear();  // those before were of an interim answer
  headers_ended_ = !status_line && (headers_ended_ || trim(line).empty());
  const auto colon = line.find(':');
  if (status_line || colon == line.npos) return true;
  auto& value = answer_.headers[lower_ascii(trim(line.substr(0, colon)))];
  if (!value.empty()) value += ", ";
  value += trim(line.substr(colon + 1));
  return true;
}

}  // namespace urp::net
