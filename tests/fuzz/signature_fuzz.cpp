// A header (the first line) and a body: only the true signature opens it, whatever else the header says.
#include <algorithm>
#include <cctype>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "whatsapp/signature.hpp"

namespace {

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const urp::whatsapp::Signature signature({"test_app_secret", "test-app-secret"});
  static const urp::whatsapp::Signature second({"test-app-secret"});
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t line = std::min(input.find('\n'), size);
  const std::string header(input.substr(0, line));
  const std::string body(input.substr(std::min(line + 1, size)));

  const std::string folded = lower(header);
  const bool right =
      header.starts_with("sha256=") && (folded == signature.sign(body) || folded == second.sign(body));
  const auto verified = signature.verify(body, header);
  if (verified.has_value() != right) std::abort();
  if (verified && verified->bytes() != body) std::abort();
  if (!signature.verify(body, signature.sign(body))) std::abort();
  if (urp::whatsapp::same_secret(header, body) != (header == body && !header.empty())) std::abort();
  return 0;
}
