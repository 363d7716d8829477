#include <urp/channel.hpp>

namespace urp {

std::string to_string(const ChannelEvent& event) {
  std::string words = event.event;
  for (const auto* more : {&event.subject, &event.text}) {
    if (!more->empty()) words += " " + *more;
  }
  return words + " (" + event.field + ")";
}

}  // namespace urp
