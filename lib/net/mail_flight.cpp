#include "net/mail_flight.hpp"

#include <fmt/format.h>
#include <cstring>
#include <utility>

#include "domain/hide.hpp"
#include "domain/say.hpp"
#include "domain/url.hpp"
#include "net/curl_words.hpp"
#include "net/http_flight.hpp"

namespace urp::net {
namespace {

constexpr long connect_seconds = 20;
constexpr std::size_t most_reply = 300;
// Replies that speak of who we are, not of this letter.
constexpr int wants_login[] = {530, 534, 535, 538};

/// An address of a mail server in the words of HTTP, whose strict reader knows what this machine is.
std::optional<Url> parse_mail_url(const std::string& text) {
  if (text.starts_with("smtps://")) return parse_url("https" + text.substr(5));
  if (text.starts_with("smtp://")) return parse_url("http" + text.substr(4));
  return std::nullopt;
}

}  // namespace

MailFlight::MailFlight(RequestId id, OutgoingRequest request) : Flight(id), request_(std::move(request)) {
}

MailFlight::~MailFlight() {
  curl_slist_free_all(recipients_);
}

std::optional<std::string> MailFlight::board(CURL* easy, const std::string&) {
  easy_ = easy;
  const auto url = parse_mail_url(request_.url);
  if (!url) return _("not an address of a mail server");
  host_ = url->host;
  const auto& letter = request_.submission.front();
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  set_security(is_loopback(*url));
  if (is_loopback(*url)) set(CURLOPT_PROXY, "");
  if (!letter.user.empty()) {
    set(CURLOPT_USERNAME, letter.user.c_str());
    set(CURLOPT_PASSWORD, letter.password.c_str());
  }
  set(CURLOPT_MAIL_FROM, ("<" + letter.from + ">").c_str());
  recipients_ = curl_slist_append(nullptr, ("<" + letter.to + ">").c_str());
  if (recipients_ == nullptr) return _("no memory for a request");
  set(CURLOPT_MAIL_RCPT, recipients_);
  set(CURLOPT_UPLOAD, 1L);
  set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
  set(CURLOPT_READFUNCTION, &MailFlight::give_message);
  set(CURLOPT_READDATA, static_cast<void*>(this));
  set(CURLOPT_SEEKFUNCTION, &MailFlight::refuse_rewind);  // what cannot be rewound cannot be repeated
  set(CURLOPT_SEEKDATA, static_cast<void*>(this));
  set(CURLOPT_HEADERFUNCTION, &MailFlight::take_reply);
  set(CURLOPT_HEADERDATA, static_cast<void*>(this));
  set(CURLOPT_WRITEFUNCTION, &MailFlight::take_reply);
  set(CURLOPT_WRITEDATA, static_cast<void*>(this));
  boarded_at_ = std::chrono::steady_clock::now();
  set(CURLOPT_XFERINFOFUNCTION, &MailFlight::look_at_time);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, connect_seconds);
  set(CURLOPT_TIMEOUT, static_cast<long>(request_.timeout.count()));
  // A connection of its own: what a server said to an earlier letter is not said of this one.
  set(CURLOPT_FRESH_CONNECT, 1L);
  set(CURLOPT_FORBID_REUSE, 1L);
  return options_ok_ ? std::nullopt
                     : std::optional<std::string>("curl does not know an option that is needed");
}

/// Without TLS nothing leaves this machine: neither password nor letter.
void MailFlight::set_security(bool loopback) {
  set(CURLOPT_USE_SSL, static_cast<long>(loopback ? CURLUSESSL_TRY : CURLUSESSL_ALL));
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));  // or newer
  if (const auto& file = request_.submission.front().ca_file; !file.empty()) {
    set(CURLOPT_CAINFO, file.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
}

/// What a server says is kept with the letter and told: not when it quotes what it was given.
void MailFlight::forget_login() {
  constexpr std::string_view mark = "(password)";
  const auto& letter = request_.submission.front();
  if (letter.password.empty()) return;
  hide_secret(last_reply_, letter.password, mark);
  const std::string nul(1, '\0');
  hide_secret(last_reply_, base64(nul + letter.user + nul + letter.password), mark);
}

RequestOutcome MailFlight::land(CURLcode code) {
  forget_login();
  long last = 0;
  curl_easy_getinfo(easy_, CURLINFO_RESPONSE_CODE, &last);
  const int reply = static_cast<int>(last);
  RequestOutcome outcome;
  outcome.answer.status = reply;
  outcome.answer.body = last_reply_;
  if (code == CURLE_OK) {
    outcome.kind = RequestOutcome::Kind::answered;
    return outcome;
  }
  outcome.why = reason(code, reply);
  const bool is_no = reply >= 400 && reply < 600;
  bool of_login = code == CURLE_LOGIN_DENIED;
  for (const int one : wants_login) of_login = of_login || reply == one;
  if (dot_may_leave_) {
    outcome.kind = is_no ? RequestOutcome::Kind::answered : RequestOutcome::Kind::lost;
  } else {
    // Before the sender's and the recipient's names a no is about the connection: curl ends it otherwise.
    const bool of_letter = is_no && !of_login && code == CURLE_SEND_ERROR;
    outcome.kind = of_letter ? RequestOutcome::Kind::answered : RequestOutcome::Kind::not_sent;
  }
  return outcome;
}

/// Never curl's own error buffer: it may quote what it was given.
std::string MailFlight::reason(CURLcode code, int reply) const {
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    return say(_("{0}: the message was not on its way within {1} s"), host_,
               request_.submission.front().patience.count());
  }
  if (reply >= 400 && !last_reply_.empty()) return fmt::format("{}: {}", host_, last_reply_);
  if (code == CURLE_COULDNT_CONNECT) {
    long system_error = 0;
    curl_easy_getinfo(easy_, CURLINFO_OS_ERRNO, &system_error);
    if (system_error != 0) return fmt::format("{}: {}", host_, std::strerror(static_cast<int>(system_error)));
  }
  return fmt::format("{}: {} (curl {})", host_, curl_words(code), static_cast<int>(code));
}

std::size_t MailFlight::give_message(char* buffer, std::size_t size, std::size_t count, void* self) {
  auto& flight = *static_cast<MailFlight*>(self);
  const std::size_t given = flight.request_.body.copy(buffer, size * count, flight.given_);
  flight.given_ += given;
  if (given == 0) flight.dot_may_leave_ = true;
  return given;
}

int MailFlight::refuse_rewind(void*, curl_off_t, int) {
  return CURL_SEEKFUNC_FAIL;
}

std::size_t MailFlight::take_reply(char* bytes, std::size_t size, std::size_t count, void* self) {
  std::string line(bytes, std::min(size * count, most_reply));
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  static_cast<MailFlight*>(self)->last_reply_ = std::move(line);
  return size * count;
}

/// Not an end of time for the whole: after the last byte only the server knows whether the letter is taken.
int MailFlight::look_at_time(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& flight = *static_cast<MailFlight*>(self);
  const auto since = std::chrono::steady_clock::now() - flight.boarded_at_;
  return !flight.dot_may_leave_ && since >= flight.request_.submission.front().patience ? 1 : 0;
}

std::unique_ptr<Flight> make_flight(RequestId id, OutgoingRequest request) {
  if (request.submission.empty()) return std::make_unique<HttpFlight>(id, std::move(request));
  return std::make_unique<MailFlight>(id, std::move(request));
}

}  // namespace urp::net
