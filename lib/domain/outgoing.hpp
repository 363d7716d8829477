// outgoing.hpp: what is to be said to a citizen, as a value, before it becomes the provider's JSON.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <urp/message.hpp>

namespace urp {

struct OutgoingText {
  std::string body;  // 1 to 4,096 UTF-16 units
};
struct OutgoingMedia {
  std::string kind;      // image, video, audio, document, sticker
  std::string media_id;  // of the upload
  std::optional<std::string> caption, file_name;
  bool voice = false;
};
struct OutgoingTemplate {
  using Parameters = std::vector<std::pair<std::string, std::string>>;  // name (empty: positional) and text
  std::string name, language;
  Parameters body, header;
  std::optional<OutgoingMedia> header_media;
  std::vector<std::pair<int, std::string>> urls;  // place of the button, and how its address ends
};
struct OutgoingReaction {
  std::string wamid, emoji;  // empty emoji: take it back
};
struct OutgoingLocation {
  Location location;
};
/// A button in the chat with which the citizen shares a position or a phone number.
struct OutgoingQuestion {
  enum class Kind { location, phone } kind = Kind::location;
  std::string body;  // 1 to 1,024 UTF-16 units
};

/// A question with its possible answers to be touched: up to three as buttons, more as a list.
struct OutgoingChoice {
  std::string body;  // 1 to 1,024 UTF-16 units
  std::vector<std::pair<std::string, std::string>>
      choices;        // id (comes back), title (20; in a list 24 units)
  std::string opens;  // of a list: what stands on the button to it, 20
};

using OutgoingContent = std::variant<OutgoingText, OutgoingMedia, OutgoingTemplate, OutgoingReaction,
                                     OutgoingLocation, OutgoingQuestion, OutgoingChoice>;

struct OutgoingMessage {
  std::string phone;    // digits, as WhatsApp wrote them; goes out with "+"
  std::string user_id;  // used when there is no phone
  OutgoingContent content;
  std::string quoted_wamid;  // empty: none
  std::string token;         // of the attempt: comes back in every status
};

}  // namespace urp
