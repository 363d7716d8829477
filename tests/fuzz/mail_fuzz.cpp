// mail_fuzz.cpp: whatever the bytes of a mail are, they become a value whose texts are UTF-8 without control
// characters.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <urp/text.hpp>

#include "mail/read.hpp"

namespace {

bool is_clean(const std::string& text, bool lines) {
  for (const char c : text) {
    if (c == '\0' || (!lines && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f))) return false;
  }
  try {
    return urp::valid_utf8(text) == text;
  } catch (...) {
    return false;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto mail = urp::mail::read({reinterpret_cast<const char*>(data), size});
  if (!is_clean(mail.text, true) || !is_clean(mail.quoted, true)) std::abort();
  for (const auto* line :
       {&mail.from.name, &mail.from.mail, &mail.subject, &mail.message_id, &mail.news_words}) {
    if (!is_clean(*line, false)) std::abort();
  }
  for (const auto& file : mail.files) {
    if (!is_clean(file.name, false) || file.name.empty() || file.name.find('/') != file.name.npos)
      std::abort();
  }
  return 0;
}
