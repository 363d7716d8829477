// The border of HTTP: a request as the server hands it over (its line, headers, an empty line, body) -> an
// answer, and what was accepted -> rows. A header `sign: yes` stands for a true signature, so that bodies get
// as far as the tables.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <urp/intake.hpp>

#include "office/local.hpp"
#include "whatsapp/signature.hpp"

namespace {

constexpr int inputs_per_office = 500;  // a fresh one then, so that it stays small

void require(bool right) {
  if (!right) std::abort();
}

urp::TimePoint now() {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(9);
}

urp::Office make_office() {
  auto local = std::make_unique<urp::Office::Local>();
  local->options.settings.whatsapp.phone_number_id = "106540352242922";
  local->options.secrets = {"test-token", "test-app-secret", "test-verify"};
  local->options.actor = {"maria", "mserra"};
  local->options.now = local->options.real = now;
  local->store = urp::db::Store::in_memory();
  return urp::Office::Local::make_office(std::move(local));
}

struct Desk {
  urp::Office office = make_office();
  urp::Office* offices[1] = {&office};
  urp::Intake intake{offices};
};

/// Up to the separator, which is taken away with it.
std::string_view next(std::string_view& text, std::string_view separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view piece = text.substr(0, end);
  text.remove_prefix(std::min(end + separator.size(), text.size()));
  return piece;
}

urp::HttpRequest read_request(std::string_view input) {
  urp::HttpRequest request;
  std::string_view line = next(input, "\n");
  request.method = next(line, " ");
  request.path = next(line, "?");
  while (!line.empty()) {
    std::string_view pair = next(line, "&");
    const std::string_view key = next(pair, "=");
    request.query.emplace_back(key, pair);
  }
  while (!input.empty()) {
    std::string_view header = next(input, "\n");
    if (header.empty()) break;
    const std::string_view name = next(header, ": ");
    request.headers[std::string(name)] = header;
  }
  request.body = input;
  if (request.headers.count("sign") != 0) {
    static const urp::whatsapp::Signature signature({"test-app-secret"});
    request.headers["x-hub-signature-256"] = signature.sign(request.body);
  }
  return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static std::unique_ptr<Desk> desk;
  static int inputs = 0;
  if (!desk || ++inputs % inputs_per_office == 0) desk = std::make_unique<Desk>();

  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const urp::HttpRequest request = read_request(input);
  auto prepared = desk->intake.prepare(request);
  if (const auto* answer = std::get_if<urp::HttpResponse>(&prepared)) {
    require(answer->status >= 200 && answer->status < 600);
    // Only the handshake says anything, and then what it was asked to say.
    require(answer->body.empty() || (answer->status == 200 && input.find(answer->body) != input.npos));
    return 0;
  }
  require(request.headers.count("x-hub-signature-256") != 0);
  urp::Prepared bodies[] = {std::get<urp::Prepared>(std::move(prepared))};
  const auto receipts = desk->intake.commit(bodies);
  require(receipts.size() == 1 && receipts.front().answer.status == 200);
  return 0;
}
