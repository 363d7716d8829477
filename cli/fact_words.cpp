#include "fact_words.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <urp/text.hpp>
#include <urp/visible.hpp>

#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

/// How a citizen came who did not write.
std::string entry_words(const std::string& by) {
  if (by == "phone") return _("(by phone, entered by a clerk)");
  if (by == "mail") return _("(by mail, entered by a clerk)");
  return _("(at the desk, entered by a clerk)");
}

/// What WhatsApp does not pass on, or urp does not know; its own name where there is none.
std::string unshown_kind_words(const std::string& kind) {
  struct Word {
    std::string_view kind;
    const char* words;
  };
  static constexpr Word known[] = {
      {"poll", N_("a poll")},
      {"poll_creation", N_("a poll")},
      {"pool", N_("a poll")},
      {"poll_update", N_("a vote in a poll")},
      {"event", N_("an event")},
      {"gif", N_("a moving picture")},
      {"group_invite", N_("an invitation to a group")},
      {"pin", N_("a pinned message")},
      {"keep_in_chat", N_("a kept message")},
      {"link_preview", N_("a link with a preview")},
      {"list", N_("a list")},
      {"location", N_("a position while moving")},
      {"media_placeholder", N_("a photo or video")},
      {"image", N_("a photo")},
      {"product", N_("a product")},
      {"order", N_("an order")},
      {"reaction", N_("a reaction")},
      {"edit", N_("an edited message")},
      {"button", N_("a button")},
      {"request_welcome", N_("opening the chat for the first time")},
  };
  for (const Word& word : known) {
    if (word.kind == kind) return _(word.words);
  }
  return one_line(kind);
}

/// What WhatsApp tells of the person's telephone or number.
std::string system_event_words(const std::string& event) {
  if (event == "user_changed_number") return _("(the citizen changed the phone number)");
  if (event == "user_changed_user_id") return _("(WhatsApp gave the citizen another id)");
  if (event == "customer_identity_changed" || event == "user_identity_changed")
    return _("(WhatsApp runs on another telephone now, or was installed again)");
  return say(_("(WhatsApp calls it {0})"), one_line(event));
}

/// What means one thing alone with its value.
std::string words_of_value(const std::string& name, const std::string& value) {
  if (name == "asks" && value == "phone") return _("(asks for the phone number)");
  if (name == "asks" && value == "choice") return _("(with buttons)");
  if (name == "asks") return _("(asks for the position)");
  if (name == "responder" && value == "history") return _("(from before urp: the telephone's history)");
  if (name == "forwarded" && value == "frequently") return _("(forwarded many times)");
  if (name == "forwarded") return _("(forwarded by the citizen)");
  if (name == "sent_by") return _("(sent from the office's telephone)");
  if (name == "group") return _("(in a group chat: an answer from here would not reach the group)");
  if (name == "call_permission" && value == "accept") return _("(allows calls by the office)");
  if (name == "call_permission" && value == "reject") return _("(does not allow calls by the office)");
  if (name == "form") return _("(a filled-in form)");
  if (name == "by") return entry_words(value);
  if (name == "event") return system_event_words(value);
  if (name == "original_type") return say(_("(WhatsApp calls it {0})"), unshown_kind_words(value));
  return {};
}

/// `(link: ...)`: a name for people, and the value as it came.
const char* label_of(std::string_view name) {
  struct Label {
    std::string_view name;
    const char* words;
  };
  static constexpr Label labels[] = {
      {"template", N_("(template {0})")},
      {"responder", N_("(WhatsApp gives it to another responder: {0})")},
      {"referral_headline", N_("(came by an advertisement: {0})")},
      {"referral_url", N_("(link: {0})")},
      {"location_url", N_("(link: {0})")},
      {"location_name", N_("(place: {0})")},
      {"location_address", N_("(address: {0})")},
      {"location_degrees", N_("(coordinates that are nowhere: {0})")},
      {"product", N_("(about the product {0})")},
      {"products", N_("(products: {0})")},
      {"description", "({0})"},
  };
  const auto* known = std::find_if(std::begin(labels), std::end(labels),
                                   [&](const Label& label) { return label.name == name; });
  return known == std::end(labels) ? nullptr : known->words;
}

bool is_code(std::string_view name) {
  return name == "template_language" || name == "header" || name == "referral_source" || name == "payload" ||
         name == "response_json" || name == "service" || name == "office_reaction" || name == "opens" ||
         name == "catalog" || name.starts_with("choice.") || name.starts_with("quote") ||
         name.ends_with("_id") || name.starts_with("error_");
}

}  // namespace

std::string fact_words(const std::string& name, const std::string& value) {
  if (is_code(name)) return {};
  if (name == "mail_quoted") {
    const auto count = std::count(value.begin(), value.end(), '\n') + 1;
    return "[" + say(plural("{0} quoted line", "{0} quoted lines", count), count) + "]";
  }
  if (name == "mail_incomplete")
    return _("(the mail was larger than what is kept: ask the service for the rest)");
  if (name.starts_with("mail_")) return {};  // said in the first line
  if (std::string words = words_of_value(name, value); !words.empty()) return words;
  if (const char* label = label_of(name)) return say(_(label), one_line(value));
  return fmt::format("({}: {})", name, one_line(value));
}

}  // namespace urp::cli
