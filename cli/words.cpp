#include "words.hpp"

#include <charconv>

#include <urp/text.hpp>

#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct Ground {
  std::string_view name;
  const char* words;
};
constexpr Ground grounds[] = {
    {"illegal", N_("illegal content")}, {"offensive", N_("offensive language")},
    {"threat", N_("threat")},           {"personal-data", N_("personal data")},
    {"attack", N_("personal attack")},  {"spam", N_("spam")},
    {"promotion", N_("promotion")},     {"copyright", N_("copyright")},
    {"fundraising", N_("fundraising")},
};

std::string decimal(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) return text.substr(0, text.size() - 2);
  text.replace(text.find('.'), 1, in_context("decimal point", "."));
  return text;
}

/// WhatsApp's type, or "voice" and "pdf", which are kinds of two of them. Empty for what has no word.
std::string type_words(std::string_view type, int count) {
  if (type == "image") return say(plural("photo", "{0} photos", count), count);
  if (type == "video") return say(plural("video", "{0} videos", count), count);
  if (type == "pdf") return say(plural("pdf", "{0} pdf", count), count);
  if (type == "document") return say(plural("file", "{0} files", count), count);
  const std::string number = count > 1 ? std::to_string(count) + " " : "";
  if (type == "voice") return number + _("voice");
  if (type == "audio") return number + _("audio");
  if (type == "sticker") return number + _("sticker");
  if (type == "location") return number + _("position");
  if (type == "contacts") return number + _("contact card");
  if (type == "text") return number + _("empty message");
  if (type == "button" || type == "interactive") return number + _("choice");
  if (type == "order") return number + _("order");
  if (type == "system") return number + _("word of WhatsApp");
  if (type == "unsupported") return number + _("not shown by WhatsApp");
  if (type == "unknown") return number + _("unknown kind");
  if (type == "edit" || type == "reaction" || type == "revoke")  // of what stands nowhere else
    return number + _("a message that urp does not know");
  return {};
}

/// `2 image` -> `2 photos`; empty when it is not of that form.
std::string preview_item(std::string_view item) {
  int count = 1;
  if (const auto blank = item.find(' '); blank != item.npos) {
    const auto [stop, error] = std::from_chars(item.data(), item.data() + blank, count);
    if (error != std::errc() || stop != item.data() + blank) return {};
    item.remove_prefix(blank + 1);
  }
  return type_words(item, count);
}

}  // namespace

std::string kind_word(TicketKind kind) {
  switch (kind) {
    case TicketKind::request:
      return _("request");
    case TicketKind::report:
      return _("report");
    case TicketKind::complaint:
      return _("complaint");
    case TicketKind::suggestion:
      return _("suggestion");
    case TicketKind::access:
      return _("civic access");
  }
  return {};
}

std::string state_word(TicketState state) {
  switch (state) {
    case TicketState::open_new:
      return in_context("state of a ticket", "new");
    case TicketState::open:
      return in_context("state of a ticket", "open");
    case TicketState::waiting:
      return in_context("state of a ticket", "waiting");
    case TicketState::routed:
      return in_context("state of a ticket", "routed");
    case TicketState::closed:
      return in_context("state of a ticket", "closed");
  }
  return {};
}

std::string opinion_word(SurveyAnswer answer) {
  switch (answer) {
    case SurveyAnswer::good:
      return _("content");
    case SurveyAnswer::fair:
      return _("so so");
    case SurveyAnswer::bad:
      return _("not content");
  }
  return {};
}

std::string outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::answered:
      return _("answered");
    case Outcome::resolved:
      return _("resolved");
    case Outcome::not_ours:
      return _("not ours");
    case Outcome::rejected:
      return _("rejected");
    case Outcome::duplicate:
      return _("duplicate");
    case Outcome::no_reply:
      return _("no reply from the citizen");
  }
  return {};
}

std::string identified_word(Identified identified) {
  switch (identified) {
    case Identified::none:
      return _("not identified");
    case Identified::declared:
      return _("identity declared");
    case Identified::verified:
      return _("identity verified");
  }
  return {};
}

std::string service_word(const Office& office, const std::string& slug) {
  for (const auto& service : office.settings().services) {
    if (service.slug == slug && !service.name.empty()) return one_line(service.name);
  }
  return one_line(slug);
}

std::string dispatch_words(std::string_view state) {
  if (state == "queued") return _("mail in the queue");
  if (state == "by_hand") return _("without mail: handed over by hand");
  if (state == "sending") return _("mail being sent");
  if (state == "sent") return _("mail sent");
  if (state == "delivered") return _("mail delivered");
  if (state == "uncertain") return _("mail UNCERTAIN");
  if (state == "cancelled") return _("mail cancelled");
  if (state == "failed") return _("mail FAILED");
  if (state == "answered") return _("answered");
  if (state == "recalled") return _("recalled");
  return std::string(state);
}

std::string letter_word(std::string_view kind) {
  if (kind == "reminder") return _("reminder");
  if (kind == "recall") return _("word that it was recalled");
  return _("letter");
}

std::string template_status_word(std::string_view status) {
  struct Known {
    std::string_view status;
    const char* word;
  };
  static constexpr Known known[] = {
      {"APPROVED", N_("approved")}, {"PENDING", N_("in review")}, {"IN_APPEAL", N_("in review")},
      {"REJECTED", N_("REJECTED")}, {"PAUSED", N_("PAUSED")},     {"DISABLED", N_("DISABLED")},
      {"ARCHIVED", N_("archived")},
  };
  for (const auto& [name, word] : known) {
    if (name == status) return _(word);
  }
  return one_line(std::string(status));
}

std::string ground_word(std::string_view ground) {
  for (const Ground& known : grounds) {
    if (known.name == ground) return _(known.words);
  }
  return std::string(ground);
}

std::string strike_words(const Strikes& strikes) {
  return say(plural("{0}, {1} time", "{0}, {1} times", strikes.count), ground_word(to_name(strikes.ground)),
             strikes.count);
}

std::string usual_words(const Strikes& strikes) {
  return strikes.block_is_usual ? _("usual now: a block for a time, --block --for 30d")
                                : _("usual now: a warning, --warn");
}

std::string suspect_words(const TerminalStyle& style, const Suspect& suspect) {
  if (suspect.rule == "words") return say(_("word {0}"), quoted(style, one_line(suspect.word.value_or(""))));
  if (suspect.rule == "links") return _("it has a link");
  return _("many messages within a minute");
}

std::string turn_mark(TicketState state) {
  const auto turn = turn_of(state);
  if (!turn) return "-";
  switch (*turn) {
    case Turn::office:
      return in_context("whose turn, short", "us");
    case Turn::citizen:
      return in_context("whose turn, short", "cit.");
    case Turn::service:
      return in_context("whose turn, short", "serv.");
  }
  return {};
}

std::string contact_label(const ContactSummary& contact, int columns) {
  if (contact.name && !contact.name->empty()) return cut_to_width(one_line(*contact.name), columns);
  if (contact.username) return cut_to_width("@" + one_line(*contact.username), columns);
  if (contact.phone && contact.phone->size() > 4) {
    return say(_("(no name) ..{0}"), contact.phone->substr(contact.phone->size() - 4));
  }
  return say(_("(no name) {0}"), to_string(contact.id));
}

std::string phone_words(std::string_view phone) {
  // Italian mobile numbers are read in groups of three, three and four; others are left as they are.
  if (phone.size() == 13 && phone.starts_with("+393")) {
    return fmt::format("+39 {} {} {}", phone.substr(3, 3), phone.substr(6, 3), phone.substr(9));
  }
  return std::string(phone);
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, in_context("thousands separator", ","));
  }
  return digits;
}

std::string media_words(const Message& message, int count) {
  const bool voice = message.media && message.media->voice;
  const bool pdf = message.media && message.media->mime_type == "application/pdf";
  const std::string words = type_words(voice ? "voice" : pdf ? "pdf" : message.type, count);
  return words.empty() ? one_line(message.type) : words;
}

std::string preview_words(std::string_view preview) {
  const std::size_t end = preview.starts_with('[') ? preview.find(']') : preview.npos;
  if (end == preview.npos) return one_line(preview);
  std::string words;
  for (std::size_t from = 1; from < end;) {
    const std::size_t to = std::min(preview.find(", ", from), end);
    const std::string item = preview_item(preview.substr(from, to - from));
    if (item.empty()) return one_line(preview);  // a citizen's own brackets
    words += (words.empty() ? "" : ", ") + item;
    from = to + 2;
  }
  return "[" + words + "]" + one_line(preview.substr(end + 1));
}

std::string place_words(const Location& location) {
  const std::string name = one_line(location.name.value_or("")),
                    address = one_line(location.address.value_or(""));
  if (name.empty() || address.find(name) != std::string::npos) return address;
  return address.empty() ? name : name + ", " + address;
}

std::string size_words(std::int64_t bytes) {
  if (bytes < 1000) return say(_("{0} bytes"), bytes);
  if (bytes < 1'000'000) return say(_("{0} kB"), (bytes + 500) / 1000);
  return say(_("{0} MB"), decimal(static_cast<double>(bytes) / 1e6));
}

std::string length_words(std::int64_t seconds) {
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

std::string quoted(const TerminalStyle& style, std::string_view text) {
  return fmt::format("{}{}{}", style.marks().open_quote, text, style.marks().close_quote);
}

}  // namespace urp::cli
