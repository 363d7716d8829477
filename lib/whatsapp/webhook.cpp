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
                           preferences_field = "user_preferences";
constexpr const char* nothing_known = "nothing known in it";
constexpr const char* not_json = "not JSON";

std::string phone_number_id(std::string_view body, const ChangeRange& change) {
  if (!change.metadata.exists() || change.metadata.depth > deepest_nesting) return {};
  return id_at(parse_json(change.metadata.of(body)), "phone_number_id");
}

PartContent read_element(std::string_view bytes, const ElementRange& element, const Contacts& contacts) {
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
  }
  return Unhandled{nothing_known};
}

class PartReader {
 public:
  explicit PartReader(std::string_view body) : body_(body) {}

  std::vector<Part> run() {
    const auto changes = find_changes(body_);
    if (changes) {
      for (const ChangeRange& change : *changes) read_change(change);
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
    number_ = phone_number_id(body_, change);
    if (!field.empty() && field != citizens_field) return read_other(change, field);
    if (change.elements.empty()) {
      return field.empty() ? add(change.span, Unhandled{nothing_known})
                           : add(change.span, read_notice(field, {}));
    }
    read_elements(change);
  }

  void read_elements(const ChangeRange& change) {
    const Contacts contacts(body_, change.contacts);
    for (const ElementRange& element : change.elements) {
      add(element.span, read_element(element.span.of(body_), element, contacts));
    }
  }

  /// One part a change; but one an element where it lists what concerns single people. In fields that urp
  /// does not know such a list may mean something else: it is kept.
  void read_other(const ChangeRange& change, const std::string& field) {
    if (field == echoes_field || field == preferences_field) {
      if (!change.elements.empty()) return read_elements(change);
    }
    const bool lists_people =
        std::any_of(change.elements.begin(), change.elements.end(),
                    [](const auto& element) { return element.kind != ElementKind::error; });
    if (lists_people) {
      for (const ElementRange& element : change.elements) add(element.span, read_notice(field, {}));
      return;
    }
    if (change.span.depth > deepest_nesting) return add(change.span, read_notice(field, {}));
    const Json json = is_read(field) ? parse_json(change.span.of(body_)) : Json();
    const Json* value = object_at(json, "value");
    add(change.span, value ? read_notice(field, *value) : read_notice(field, {}));
  }

  void add(Span span, PartContent content) {
    parts_.push_back({span.begin, span.length(), number_, std::move(content)});
  }

  std::string_view body_;
  std::string number_;
  std::vector<Part> parts_;
};

}  // namespace

std::vector<Part> parse_webhook(const VerifiedBody& body) {
  return PartReader(body.bytes()).run();
}

}  // namespace urp::whatsapp
