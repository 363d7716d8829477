#include "desk/media_link.hpp"

#include <string_view>

#include "domain/media_ending.hpp"

namespace urp {
namespace {

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
  replace_all(link, "{ext}", media_ending(media.mime_type.value_or("")));
  return link;
}

}  // namespace urp
