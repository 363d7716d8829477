#include "whatsapp/message_part.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "domain/hash.hpp"
#include "whatsapp/contact_cards.hpp"
#include "whatsapp/error_item.hpp"
#include "whatsapp/identity_part.hpp"
#include "whatsapp/message_content.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {
namespace {

std::string wamid_of(const Json& message, std::string_view bytes) {
  const std::string_view said = text_at(message, "id");
  return said.empty() ? "part:" + hex(sha256(bytes)) : std::string(said);
}

/// What a line can say of a new content: its words, else the name of the file or the place.
std::string words_of(const InboundMessage& edited) {
  if (edited.text) return *edited.text;
  if (edited.media) return edited.media->file_name;
  if (!edited.location) return {};
  const Location& place = *edited.location;
  if (place.name) return *place.name;
  return place.address ? *place.address : fmt::format("{:.5f}, {:.5f}", place.latitude, place.longitude);
}

/// The new words of an edit: empty when the new content has none, nothing when it was not sent along.
std::optional<std::string> edited_text(const Json& edit) {
  const Json* content = object_at(edit, "message");
  if (!content) return std::nullopt;
  std::string_view kind = text_at(*content, "type");
  if (kind.empty()) kind = kind_from_members(*content);
  InboundMessage edited;
  read_content(edited, kind, *content);
  return words_of(edited);
}

std::optional<AmendmentKind> amendment_kind(std::string_view kind) {
  if (kind == "reaction") return AmendmentKind::reaction;
  if (kind == "edit") return AmendmentKind::edit;
  if (kind == "revoke") return AmendmentKind::revoke;
  return std::nullopt;
}

PartContent read_amendment(InboundAmendment amendment, const Json* object) {
  const bool reaction = amendment.kind == AmendmentKind::reaction;
  if (object) amendment.target_wamid = text_at(*object, reaction ? "message_id" : "original_message_id");
  if (amendment.target_wamid.empty()) return Unhandled{"it does not say which message it is about"};
  if (reaction) {
    // Taken back: no emoji, or an empty one.
    if (const auto emoji = text_at(*object, "emoji"); !emoji.empty()) amendment.text = emoji;
  } else if (amendment.kind == AmendmentKind::edit) {
    amendment.text = edited_text(*object);
  }
  return amendment;
}

void read_context(InboundMessage& message, const Json& context) {
  message.quoted_wamid = text_at(context, "id");
  if (flag_at(context, "frequently_forwarded").value_or(false)) add_fact(message, "forwarded", "frequently");
  if (flag_at(context, "forwarded").value_or(false)) add_fact(message, "forwarded", "yes");
  if (const Json* product = object_at(context, "referred_product")) {
    add_fact(message, "product", id_at(*product, "product_retailer_id"));
    add_fact(message, "catalog", id_at(*product, "catalog_id"));
  }
}

void read_referral(InboundMessage& message, const Json& referral) {
  add_fact(message, "referral_url", text_at(referral, "source_url"));
  add_fact(message, "referral_headline", text_at(referral, "headline"));
  add_fact(message, "referral_source", text_at(referral, "source_type"));
  add_fact(message, "referral_id", id_at(referral, "source_id"));
}

void read_circumstances(InboundMessage& message, const Json& source) {
  if (const Json* context = object_at(source, "context")) read_context(message, *context);
  if (const Json* referral = object_at(source, "referral")) read_referral(message, *referral);
  message.group = id_at(source, "group_id");
  add_fact(message, "group", message.group);
  if (const auto error = first_error(source)) {
    if (error->code) add_fact(message, "error_code", std::to_string(*error->code));
    add_fact(message, "error_title", error->title);
    if (error->details != error->title) add_fact(message, "error_details", error->details);
  }
}

std::string_view kind_of(const Json& source) {
  const std::string_view kind = text_at(source, "type");
  return kind.empty() ? kind_from_members(source) : kind;
}

/// A message, or what it changes of another; `sender` is the citizen.
PartContent read_as(const Json& source, std::string_view kind, std::string wamid, Sender sender) {
  const auto at = time_at(source, "timestamp");
  if (!sender.known()) return Unhandled{"no sender"};
  if (const auto amendment = amendment_kind(kind)) {
    return read_amendment({std::move(wamid), {}, std::move(sender), at, *amendment, {}, false, {}},
                          object_at(source, kind.data()));
  }
  InboundMessage message;
  message.wamid = std::move(wamid);
  message.sender = std::move(sender);
  message.at = at;
  read_content(message, kind, source);
  if (kind == "contacts") add_address(message.sender, own_phone(source));
  read_circumstances(message, source);
  return message;
}

}  // namespace

PartContent read_message(const Json& source, std::string_view bytes, const Contacts& contacts) {
  if (!source.is_object()) return Unhandled{"not an object"};
  const std::string_view kind = kind_of(source);
  const Sender sender = contacts.sender_of(source);
  const std::string wamid = wamid_of(source, bytes);
  if (const Json* system = object_at(source, "system"); system && kind == "system") {
    if (auto change = read_identity_change(*system, sender)) {
      change->wamid = wamid;
      change->at = time_at(source, "timestamp");
      return *std::move(change);
    }
  }
  return read_as(source, kind, wamid, sender);
}

PartContent read_echo(const Json& source, std::string_view bytes, const Contacts& contacts) {
  if (!source.is_object()) return Unhandled{"not an object"};
  auto content = read_as(source, kind_of(source), wamid_of(source, bytes), contacts.receiver_of(source));
  if (auto* message = std::get_if<InboundMessage>(&content)) return Echo{std::move(*message)};
  if (auto* amendment = std::get_if<InboundAmendment>(&content)) amendment->by_office = true;
  return content;
}

PartContent read_past(const Json& source, std::string_view bytes, const Contacts& contacts,
                      std::string_view own_number) {
  if (!source.is_object()) return Unhandled{"not an object"};
  const bool ours = !own_number.empty() && digits_of(text_at(source, "from")) == own_number;
  if (!contacts.receiver_of(source).known() && !ours) return read_message(source, bytes, contacts);
  return read_echo(source, bytes, contacts);
}

}  // namespace urp::whatsapp
