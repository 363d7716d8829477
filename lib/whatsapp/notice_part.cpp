#include "whatsapp/notice_part.hpp"

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>

#include "whatsapp/refusals.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// "RESTRICTED_BIZ_INITIATED_MESSAGING, until 1790000000"
void add_words(std::string& text, std::string_view words) {
  if (words.empty()) return;
  if (!text.empty()) text += ", ";
  text += words;
}

/// Of a limit by its old name; some events write the number itself.
std::optional<std::int64_t> tier_limit(std::string_view tier) {
  constexpr std::pair<std::string_view, std::int64_t> tiers[] = {
      {"TIER_50", 50},     {"TIER_250", 250},     {"TIER_1K", 1000},      {"TIER_2K", 2000},
      {"TIER_10K", 10000}, {"TIER_100K", 100000}, {"TIER_UNLIMITED", -1}, {"TIER_NOT_SET", 250},
  };
  for (const auto& [name, limit] : tiers) {
    if (name == tier) return limit;
  }
  return std::nullopt;
}

std::optional<std::int64_t> limit_in(const Json& value) {
  for (const char* key : {"max_daily_conversations_per_business", "max_daily_conversation_per_business",
                          "max_daily_conversations_per_phone", "max_daily_conversation_per_phone"}) {
    if (const auto limit = integer_at(value, key)) return limit;
    if (const auto limit = tier_limit(text_at(value, key))) return limit;
  }
  return tier_limit(text_at(value, "current_limit"));
}

/// Restrictions of calls, or of adding numbers, leave messages alone. What is not named may be
/// anything.
bool restricts_messages(std::string_view restriction) {
  return restriction.empty() || restriction.find("MESSAGING") != restriction.npos;
}

void read_account(ChannelNotice& notice, const Json& value) {
  notice.event = text_at(value, "event");
  notice.display_number = digits_of(id_at(value, "phone_number"));
  bool of_messages = notice.event != "ACCOUNT_RESTRICTION";
  std::string_view ban;
  if (const Json* violation = object_at(value, "violation_info"))
    add_words(notice.text, text_at(*violation, "violation_type"));
  const Json& restrictions = at(value, "restriction_info");
  for (const Json& restriction : elements(restrictions)) {
    const std::string_view type = text_at(restriction, "restriction_type");
    add_words(notice.text, type);
    of_messages |= restricts_messages(type);
  }
  of_messages |= elements(restrictions).empty();
  if (const Json* info = object_at(value, "ban_info")) {
    ban = text_at(*info, "waba_ban_state");
    add_words(notice.text, ban);
    add_words(notice.text, text_at(*info, "waba_ban_date"));
  }
  const bool reinstated = ban == "REINSTATE";
  notice.alert =
      !reinstated && is_one_of(notice.event, {"ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "DISABLED_UPDATE",
                                              "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED"});
  notice.settles = reinstated || notice.event == "ACCOUNT_RECONNECTED";
  // A violation alone restricts nothing yet: what follows from it is told by itself.
  const bool stops = notice.alert && of_messages && (ban.empty() || ban == "DISABLE") &&
                     is_one_of(notice.event, {"ACCOUNT_RESTRICTION", "DISABLED_UPDATE", "ACCOUNT_DELETED"});
  if (!stops) return;
  notice.stops_sending = restriction(notice.text.empty() ? notice.event : notice.event + ": " + notice.text);
}

void read_review(ChannelNotice& notice, const Json& value) {
  notice.event = text_at(value, "decision");
  notice.alert = is_one_of(notice.event, {"REJECTED", "DECLINED", "DEFERRED"});
  notice.settles = notice.event == "APPROVED";
}

void read_alert(ChannelNotice& notice, const Json& value) {
  const Json* info = object_at(value, "alert_info");
  const Json& told = info ? *info : value;
  notice.event = text_at(told, "alert_type");
  notice.subject = id_at(value, "entity_id");
  notice.text = text_at(told, "alert_description");
  notice.alert = is_one_of(text_at(told, "alert_severity"), {"CRITICAL", "WARNING"});
  notice.settles = is_one_of(text_at(told, "alert_status"), {"NONE", "RESOLVED", "INACTIVE"});
  if (notice.settles) notice.alert = false;
}

TemplateChange& read_template(ChannelNotice& notice, const Json& value) {
  auto& change = notice.template_change.emplace();
  change.name = text_at(value, "message_template_name");
  change.language = text_at(value, "message_template_language");
  notice.subject = change.name + " " + change.language;
  return change;
}

void read_template_status(ChannelNotice& notice, const Json& value) {
  auto& change = read_template(notice, value);
  notice.event = text_at(value, "event");
  change.reason = text_at(value, "reason");
  if (change.reason == "NONE") change.reason.clear();
  change.category = text_at(value, "message_template_category");
  notice.text = change.reason;
  if (const Json* rejection = object_at(value, "rejection_info"))
    add_words(notice.text, text_at(*rejection, "reason"));
  if (const Json* other = object_at(value, "other_info")) add_words(notice.text, text_at(*other, "title"));
  notice.alert =
      is_one_of(notice.event, {"REJECTED", "PAUSED", "DISABLED", "FLAGGED", "LOCKED", "LIMIT_EXCEEDED"});
  notice.settles = is_one_of(notice.event, {"APPROVED", "REINSTATED", "UNARCHIVED"});
  if (notice.settles) {
    change.status = "APPROVED";
  } else if (!is_one_of(notice.event, {"FLAGGED", "LOCKED"})) {
    change.status = notice.event;
  }
}

void read_template_quality(ChannelNotice& notice, const Json& value) {
  auto& change = read_template(notice, value);
  change.quality = text_at(value, "new_quality_score");
  notice.event = change.quality;
  notice.alert = change.quality == "RED";
  notice.settles = change.quality == "GREEN";
}

void read_template_words(ChannelNotice& notice, const Json& value) {
  read_template(notice, value).words_changed = true;
}

/// A change of category is a change of price.
void read_template_category(ChannelNotice& notice, const Json& value) {
  auto& change = read_template(notice, value);
  change.category = text_at(value, "new_category");
  const std::string_view correct = text_at(value, "correct_category");
  if (!correct.empty()) change.category.clear();  // told ahead: it is not so yet
  notice.event = correct.empty() ? change.category : std::string(correct);
  notice.text = text_at(value, "previous_category");
  notice.alert = !notice.event.empty();
}

void read_number_quality(ChannelNotice& notice, const Json& value) {
  notice.event = text_at(value, "event");
  notice.subject = text_at(value, "display_phone_number");
  notice.text = text_at(value, "current_limit");
  notice.daily_limit = limit_in(value);
  notice.alert = is_one_of(notice.event, {"FLAGGED", "DOWNGRADE"});
  notice.settles = is_one_of(notice.event, {"UNFLAGGED", "UPGRADE", "THROUGHPUT_UPGRADE"});
}

void read_number_name(ChannelNotice& notice, const Json& value) {
  notice.event = text_at(value, "decision");
  notice.subject = text_at(value, "display_phone_number");
  notice.text = text_at(value, "requested_verified_name");
  add_words(notice.text, text_at(value, "rejection_reason"));
  notice.alert = is_one_of(notice.event, {"REJECTED", "DECLINED"});
  notice.settles = notice.event == "APPROVED";
}

void read_capability(ChannelNotice& notice, const Json& value) {
  notice.daily_limit = limit_in(value);
  notice.event = "LIMITS";
  if (notice.daily_limit) notice.text = std::to_string(*notice.daily_limit);
}

void read_security(ChannelNotice& notice, const Json& value) {
  notice.event = text_at(value, "event");
  notice.subject = text_at(value, "display_phone_number");
  notice.text = id_at(value, "requester");
  notice.alert = true;
}

/// A conversation goes from one responder to another. What WhatsApp gives to the one who is told is
/// `control_passed`.
void read_handover(ChannelNotice& notice, const Json& value) {
  auto& handover = notice.handover.emplace();
  const Json& sender = at(value, "sender");
  add_address(handover.person, id_at(sender, "phone_number"));
  add_address(handover.person, id_at(sender, "wa_id"));
  add_user_id(handover.person, text_at(sender, "user_id"));
  const Json* passed = object_at(value, "control_passed");
  const Json* taken = object_at(value, "control_taken");
  handover.to_us = passed != nullptr && taken == nullptr;
  const Json& told = passed ? *passed : taken ? *taken : value;
  for (const char* key : {"previous_owner_app_role", "new_owner_app_role", "app_role"}) {
    if (handover.role.empty()) handover.role = text_at(told, key);
  }
  notice.event = text_at(value, "type");
  if (notice.event.empty()) notice.event = passed ? "control_passed" : taken ? "control_taken" : "";
  notice.text = handover.role;
}

struct FieldReader {
  std::string_view field;
  void (*read)(ChannelNotice& notice, const Json& value);
};
constexpr FieldReader fields[] = {
    {"account_update", read_account},
    {"account_review_update", read_review},
    {"account_alerts", read_alert},
    {"message_template_status_update", read_template_status},
    {"message_template_quality_update", read_template_quality},
    {"message_template_components_update", read_template_words},
    {"template_category_update", read_template_category},
    {"template_correct_category_detection", read_template_category},
    {"phone_number_quality_update", read_number_quality},
    {"phone_number_name_update", read_number_name},
    {"business_capability_update", read_capability},
    {"security", read_security},
    {"messaging_handovers", read_handover},
};

const FieldReader* find_reader(std::string_view field) {
  const auto* known = std::find_if(std::begin(fields), std::end(fields),
                                   [field](const FieldReader& reader) { return reader.field == field; });
  return known == std::end(fields) ? nullptr : known;
}

}  // namespace

bool is_read(std::string_view field) {
  return find_reader(field) != nullptr;
}

ChannelNotice read_notice(std::string_view field, const Json& value) {
  ChannelNotice notice;
  notice.field = field;
  if (const auto* known = find_reader(field); known && value.is_object()) known->read(notice, value);
  if (notice.event.empty()) {
    notice.alert = notice.settles = false;
    notice.stops_sending.reset();
  }
  return notice;
}

ChannelNotice read_channel_error(const Json& item) {
  ChannelNotice notice;
  notice.field = "errors";
  notice.event = id_at(item, "code");
  const ErrorItem error = read_error(item);
  notice.text = error.title;
  if (error.details != error.title) add_words(notice.text, error.details);
  notice.alert = !notice.event.empty();
  // What a status says of the account counts, and so does what is said of it without a message.
  const Refusal refusal = refusal_of(error);
  if (error.code && stops_channel(refusal.kind)) notice.stops_sending = refusal;
  return notice;
}

PartContent read_preference(const Json& preference, Sender person) {
  PreferenceChange change;
  const std::string_view value = text_at(preference, "value");
  if (!is_one_of(value, {"stop", "resume", "signup"}))
    return Unhandled{"a preference that urp does not know"};
  if (!person.known()) return Unhandled{"no sender"};
  change.sender = std::move(person);
  change.wants = value != "stop";
  change.at = time_at(preference, "timestamp");
  return change;
}

}  // namespace urp::whatsapp
