#include "undone.hpp"

#include "event_words.hpp"
#include "say.hpp"

namespace urp::cli {

Desk desk_of(Invocation& call) {
  return {call.office().actor().clerk, call.configuration().settings.database.path};
}

std::string undone_words(Invocation& call, const Undone& one, const std::string& name, bool dry_run) {
  if (!one.messages.empty()) {
    return say(
        dry_run ? _("{0}: would be taken back, it has not left") : _("{0}: taken back, nothing was sent"),
        name);
  }
  return say(dry_run ? _("{0}: would be taken back ({1})") : _("{0}: taken back ({1})"), name,
             event_words(one.deed, {call.style(), call.office().zone(), call.office().now()}));
}

}  // namespace urp::cli
