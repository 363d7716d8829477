#include "whatsapp/identity_part.hpp"

#include <nlohmann/json.hpp>

#include "whatsapp/sender.hpp"

namespace urp::whatsapp {
namespace {

bool is_identity_change(std::string_view type) {
  return type == "user_changed_number" || type == "user_changed_user_id" || type == "customer_changed_number";
}

/// The old id of "... changed from OLD to NEW": some messages tell it nowhere else. The person's own name
/// stands earlier in the sentence and may contain anything, so only its end counts, and only when NEW is what
/// the message says.
std::string_view old_id_in(std::string_view sentence, std::string_view new_id) {
  if (sentence.ends_with('.')) sentence.remove_suffix(1);
  if (new_id.empty() || !sentence.ends_with(new_id)) return {};
  sentence.remove_suffix(new_id.size());
  if (!sentence.ends_with(" to ")) return {};
  sentence.remove_suffix(4);
  const std::size_t blank = sentence.rfind(' ');
  if (blank == std::string_view::npos || !sentence.substr(0, blank).ends_with("changed from")) return {};
  return sentence.substr(blank + 1);
}

}  // namespace

std::optional<IdentityChange> read_identity_change(const Json& system, const Sender& sender) {
  if (!is_identity_change(text_at(system, "type"))) return std::nullopt;
  IdentityChange change;
  change.text = text_at(system, "body");

  add_address(change.after, id_at(system, "wa_id"));
  add_address(change.after, id_at(system, "new_wa_id"));  // until version 11
  add_user_id(change.after, text_at(system, "user_id"));
  if (change.after.parent_user_id.empty()) change.after.parent_user_id = text_at(system, "parent_user_id");
  if (!change.after.known()) return std::nullopt;

  // The message's own word on who it was goes before its envelope, which may already speak of the new
  // identity.
  Sender& before = change.before;
  add_user_id(before, text_at(system, "previous_user_id"));
  add_user_id(before, old_id_in(change.text, change.after.user_id));
  add_address(before, id_at(system, "customer"));
  if (before.phone.empty()) before.phone = sender.phone;
  if (before.user_id.empty()) before.user_id = sender.user_id;
  if (before.parent_user_id.empty()) before.parent_user_id = sender.parent_user_id;
  before.username = sender.username;
  before.profile_name = sender.profile_name;
  if (!before.known()) return std::nullopt;
  return change;
}

}  // namespace urp::whatsapp
