// Any verified body: parts come out, they lie in the body, apart and in order, and no reason repeats the
// body.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "whatsapp/signature.hpp"
#include "whatsapp/webhook.hpp"

namespace {

void require(bool right) {
  if (!right) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const urp::whatsapp::Signature signature({"test-app-secret"});
  const std::string body(reinterpret_cast<const char*>(data), size);
  const auto verified = signature.verify(body, signature.sign(body));
  require(verified.has_value());

  const auto parts = urp::whatsapp::parse_webhook(*verified);
  require(!parts.empty());
  std::size_t end = 0;
  for (const auto& part : parts) {
    require(part.offset >= end);
    end = part.offset + part.length;
    require(end <= size);
    if (const auto* message = std::get_if<urp::InboundMessage>(&part.content)) {
      require(!message->wamid.empty() && message->sender.known() && !message->type.empty());
      // A file under a new name is shown as the kind that it is; what is of no known kind has none.
      require(message->understood || !message->media || message->type != "unknown");
    } else if (const auto* amendment = std::get_if<urp::InboundAmendment>(&part.content)) {
      require(!amendment->wamid.empty() && !amendment->target_wamid.empty());
    } else if (const auto* status = std::get_if<urp::StatusUpdate>(&part.content)) {
      require(!status->wamid.empty() && !status->status.empty());
    } else if (const auto* change = std::get_if<urp::IdentityChange>(&part.content)) {
      require(change->before.known() && change->after.known());
    } else if (const auto* unhandled = std::get_if<urp::Unhandled>(&part.content)) {
      require(!unhandled->reason.empty());
    }
  }
  return 0;
}
