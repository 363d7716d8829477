#include <algorithm>

#include "domain/names.hpp"
#include "mail/gmime.hpp"
#include "mail/words.hpp"

namespace urp::mail {
namespace {

/// In these a byte below 0x80 need not be itself, so that they look like ASCII and are not.
bool is_disguised(const std::string& charset) {
  return charset.starts_with("iso-2022") || charset.starts_with("utf-7") || charset.starts_with("utf-16") ||
         charset.starts_with("utf-32") || charset.starts_with("ucs-") || charset.starts_with("hz");
}

/// Latin-1 is said and Windows-1252 meant, everywhere.
std::string iconv_name(const std::string& charset) {
  if (charset.empty() || charset == "iso-8859-1" || charset == "latin1" || charset == "us-ascii" ||
      charset == "ascii" || charset == "utf-8" || charset == "utf8")
    return "windows-1252";
  return text_of(g_mime_charset_iconv_name(charset.c_str()));
}

bool convert(const std::string& bytes, const std::string& charset, std::string& text) {
  gsize written = 0;
  const Text converted(g_convert(bytes.data(), static_cast<gssize>(bytes.size()), "UTF-8", charset.c_str(),
                                 nullptr, &written, nullptr));
  if (!converted) return false;
  text.assign(converted.get(), written);
  return true;
}

bool is_utf8(const std::string& bytes) {
  return g_utf8_validate_len(bytes.data(), bytes.size(), nullptr) != FALSE;
}

std::string to_utf8(std::string bytes, const std::string& charset) {
  if (!is_disguised(charset) && is_utf8(bytes)) return bytes;
  std::string text;
  if (const auto name = iconv_name(charset); !name.empty() && convert(bytes, name, text)) return text;
  if (convert(bytes, "windows-1252", text) || convert(bytes, "iso-8859-1", text)) return text;
  const Text valid(g_utf8_make_valid(bytes.data(), static_cast<gssize>(bytes.size())));
  return valid.get();
}

}  // namespace

std::string decoded(std::string bytes, const std::string& charset) {
  std::string label = lower_ascii(charset);
  // NUL is no letter of any text, but is half of one in UTF-16.
  if (!is_disguised(label)) std::erase(bytes, '\0');
  std::string text = to_utf8(std::move(bytes), label);
  std::erase(text, '\0');
  std::erase(text, '\r');
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

}  // namespace urp::mail
