#include "desk/media_link.hpp"

#include <string_view>
#include <utility>

namespace urp {
namespace {

/// The endings of what WhatsApp carries. From the type, never from the citizen's file name.
constexpr std::pair<std::string_view, std::string_view> endings[] = {
    {"image/jpeg", ".jpg"}, {"image/png", ".png"},  {"image/webp", ".webp"},     {"audio/ogg", ".ogg"},
    {"audio/mpeg", ".mp3"}, {"audio/mp4", ".m4a"},  {"audio/aac", ".aac"},       {"audio/amr", ".amr"},
    {"video/mp4", ".mp4"},  {"video/3gpp", ".3gp"}, {"application/pdf", ".pdf"}, {"text/plain", ".txt"},
};

std::string_view ending_of(std::string_view mime_type) {
  mime_type = mime_type.substr(0, mime_type.find(';'));
  for (const auto& [type, ending] : endings) {
    if (type == mime_type) return ending;
  }
  return {};
}

void replace_all(std::string& text, std::string_view name, std::string_view value) {
  for (auto at = text.find(name); at != text.npos; at = text.find(name, at + value.size())) {
    text.replace(at, name.size(), value);
  }
}

}  // namespace

std::optional<std::string> media_link(const Settings& settings, const Media& media) {
  if (settings.media.link.empty() || media.state != MediaState::stored || !media.sha256) return std::nullopt;
  std::string link = settings.media.link;
  replace_all(link, "{sha256}", *media.sha256);
  replace_all(link, "{ext}", ending_of(media.mime_type.value_or("")));
  return link;
}

}  // namespace urp
