#include "whatsapp/status_part.hpp"

#include <nlohmann/json.hpp>

#include "whatsapp/error_item.hpp"
#include "whatsapp/refusals.hpp"

namespace urp::whatsapp {
namespace {

Sender read_recipient(const Json& status) {
  Sender recipient;
  // In a group recipient_id is the group's; the person is the participant, whose key has been spelt in two
  // ways.
  for (const char* key : {"recipient_participant_id", "participant_recipient_id"}) {
    add_address(recipient, id_at(status, key));
  }
  add_user_id(recipient, text_at(status, "recipient_participant_user_id"));
  if (recipient.parent_user_id.empty()) {
    recipient.parent_user_id = text_at(status, "recipient_participant_parent_user_id");
  }
  if (recipient.known() || text_at(status, "recipient_type") == "group") return recipient;

  add_address(recipient, id_at(status, "recipient_id"));
  add_user_id(recipient, text_at(status, "recipient_user_id"));
  for (const char* key : {"recipient_parent_user_id", "parent_recipient_user_id"}) {
    if (recipient.parent_user_id.empty()) recipient.parent_user_id = text_at(status, key);
  }
  return recipient;
}

}  // namespace

PartContent read_status(const Json& status, const Contacts& contacts) {
  if (!status.is_object()) return Unhandled{"not an object"};
  StatusUpdate update;
  update.wamid = text_at(status, "id");
  update.status = text_at(status, "status");
  if (update.wamid.empty()) return Unhandled{"a status without a message id"};
  if (update.status.empty()) return Unhandled{"a status that does not say which"};

  update.token = text_at(status, "biz_opaque_callback_data");
  update.at = time_at(status, "timestamp");
  update.recipient = read_recipient(status);
  contacts.complete(update.recipient);
  if (const auto item = first_error(status)) update.refusal = refusal_of(*item);

  const Json* pricing = object_at(status, "pricing");
  if (const Json* conversation = object_at(status, "conversation"); !pricing && conversation) {
    pricing = object_at(*conversation, "pricing");
  }
  if (pricing) {
    update.category = text_at(*pricing, "category");
    update.billable = flag_at(*pricing, "billable");
  }
  return update;
}

}  // namespace urp::whatsapp
