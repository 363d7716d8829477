#include "whatsapp/webhook.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "whatsapp/element.hpp"
#include "whatsapp/envelope.hpp"
#include "whatsapp/message_part.hpp"
#include "whatsapp/notice_part.hpp"
#include "whatsapp/sender.hpp"
#include "whatsapp/status_part.hpp"

namespace urp::whatsapp {
namespace {

constexpr std::string_view citizens_field = "messages", echoes_field = "smb_message_echoes",
                           preferences_field = "user_preferences", standby_field = "standby";
constexpr const char* nothing_known = "nothing known in it";
constexpr const char* too_many = "more than 10,000 parts in one body: this is the rest";
constexpr const char* not_json = "not JSON";

/// Words under the field of another responder: they are a citizen's, but we are not asked to answer them.
void give_away(PartContent& content, std::string_view field) {
  if (auto* message = std::get_if<InboundMessage>(&content)) message->responder = field;
  if (auto* echo = std::get_if<Echo>(&content)) echo->message.responder = field;
  if (auto* amendment = std::get_if<InboundAmendment>(&content)) amendment->responder = field;
}

PartContent read_element(std::string_view bytes, const ElementRange& element, const Contacts& contacts,
                         std::string_view own_number) {
  if (element.span.depth > deepest_nesting) return Unhandled{"nested deeper than 64"};
  const Json json = parse_json(bytes);
  if (json.is_discarded()) return Unhandled{not_json};
  switch (element.kind) {
    case ElementKind::message:
      return read_message(json, bytes, contacts);
    case ElementKind::status:
      return read_status(json, contacts);
    case ElementKind::error:
      return read_channel_error(json);
    case ElementKind::echo:
      return read_echo(json, bytes, contacts);
    case ElementKind::preference:
      return read_preference(json, contacts.person_of(json));
    case ElementKind::past:
      return read_past(json, bytes, contacts, own_number);
  }
  return Unhandled{nothing_known};
}

class PartReader {
 public:
  explicit PartReader(std::string_view body) : body_(body) {}

  std::vector<Part> run() {
    const auto changes = find_changes(body_);
    if (changes) {
      for (const ChangeRange& change : *changes) {
        if (!full()) read_change(change);
      }
    }
    if (parts_.empty()) {
      // Only now does it matter whether the rest is JSON to the letter.
      const bool json = changes && Json::accept(body_.begin(), body_.end());
      add({0, body_.size()}, Unhandled{json ? nothing_known : not_json});
    }
    return std::move(parts_);
  }

 private:
  void read_change(const ChangeRange& change) {
    const std::string field = change.field.depth == 0 ? read_text(change.field.of(body_)) : std::string();
    read_metadata(change);
    if (!field.empty() && field != citizens_field) return read_other(change, field);
    if (change.elements.empty()) {
      return field.empty() ? add(change.span, Unhandled{nothing_known})
                           : add(change.span, read_notice(field, {}));
    }
    read_elements(change, field);
  }

  void read_metadata(const ChangeRange& change) {
    number_.clear();
    display_number_.clear();
    if (!change.metadata.exists() || change.metadata.depth > deepest_nesting) return;
    const Json metadata = parse_json(change.metadata.of(body_));
    number_ = id_at(metadata, "phone_number_id");
    display_number_ = digits_of(id_at(metadata, "display_phone_number"));
  }

  void read_elements(const ChangeRange& change, std::string_view field) {
    const Contacts contacts(body_, change.contacts);
    for (const ElementRange& element : change.elements) {
      if (full()) return;
      const bool of_people = element.kind == ElementKind::message || element.kind == ElementKind::echo ||
                             element.kind == ElementKind::past;
      const bool foreign = element.nested || (!field.empty() && !is_ours(field));
      if (foreign && !of_people) {
        add(element.span, read_notice(field, {}));
        continue;
      }
      auto content = read_element(element.span.of(body_), element, contacts, display_number_);
      if (foreign) give_away(content, field == citizens_field || field.empty() ? standby_field : field);
      add(element.span, std::move(content));
    }
  }

  static bool is_ours(std::string_view field) {
    return field == citizens_field || field == echoes_field || field == preferences_field;
  }

  /// One part a change; but one an element where it lists what concerns single people, whoever is to answer
  /// them: no citizen's words may go unseen because WhatsApp has a new name for where they stand.
  void read_other(const ChangeRange& change, const std::string& field) {
    const bool lists_people = std::any_of(
        change.elements.begin(), change.elements.end(),
        [&](const ElementRange& element) { return is_ours(field) || element.kind != ElementKind::error; });
    if (lists_people) return read_elements(change, field);
    if (change.span.depth > deepest_nesting) return add(change.span, read_notice(field, {}));
    const Json json = is_read(field) ? parse_json(change.span.of(body_)) : Json();
    const Json* value = object_at(json, "value");
    add(change.span, value ? read_notice(field, *value) : read_notice(field, {}));
  }

  bool full() const { return parts_.size() > most_parts; }

  void add(Span span, PartContent content) {
    if (parts_.size() == most_parts) {
      span.end = body_.size();
      content = Unhandled{too_many};
    }
    parts_.push_back({span.begin, span.length(), number_, display_number_, std::move(content)});
  }

  std::string_view body_;
  std::string number_, display_number_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> parse_webhook(const VerifiedBody& body) {
  return PartReader(body.bytes()).run();
}

}  // namespace urp::whatsapp
