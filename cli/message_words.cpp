#include "message_words.hpp"

#include <charconv>

#include <urp/reason.hpp>
#include <urp/text.hpp>
#include <urp/visible.hpp>

#include "fact_words.hpp"
#include "layout.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

std::string fact_of(const Message& message, std::string_view name) {
  for (const auto& [known, value] : message.facts) {
    if (known == name) return value;
  }
  return {};
}

/// What WhatsApp says is wrong with something a citizen sent; empty: nothing.
std::string inbound_trouble(const Message& message) {
  const std::string code = fact_of(message, "error_code"), title = fact_of(message, "error_title");
  if (code.empty() && title.empty()) return {};
  std::int64_t number = 0;
  std::from_chars(code.data(), code.data() + code.size(), number);
  return inbound_trouble_words(number, title);
}

std::string trouble_words(const Message& message, const char* usual) {
  const Media& media = *message.media;
  if (const std::string told = inbound_trouble(message); !told.empty()) return told;
  if (!media.why) return usual;
  const auto known = reason(*media.why);
  return known ? sentence(*known) : one_line(*media.why);
}

/// Photos and voices are feminine in languages that have genders, and say so.
std::string media_state_words(const std::string& what, const Message& message) {
  const bool feminine = message.type == "image" || message.media->voice;
  switch (message.media->state) {
    case MediaState::pending:
      return say(_("{0}, on its way"), what);
    case MediaState::stored:
      return what;
    case MediaState::lost:
      return say(feminine ? in_context("a photo, a voice", "{0} LOST: {1}") : _("{0} LOST: {1}"), what,
                 trouble_words(message, _("expired at WhatsApp")));
    case MediaState::refused:
      return say(feminine ? in_context("a photo, a voice", "{0} REFUSED: {1}") : _("{0} REFUSED: {1}"), what,
                 trouble_words(message, _("too large or not allowed")));
  }
  return what;
}

/// `3 photos, 1 video, 4.1 MB`: kinds in the order in which they first come.
std::string album_words(const MessageBlock& block) {
  std::vector<std::pair<std::string, int>> kinds;
  std::vector<const Message*> examples;
  std::int64_t bytes = 0;
  for (const Message* message : block.messages) {
    bytes += message->media->size.value_or(0);
    const std::string kind = media_words(*message);
    std::size_t at = 0;
    while (at < kinds.size() && kinds[at].first != kind) ++at;
    if (at == kinds.size()) {
      kinds.emplace_back(kind, 0);
      examples.push_back(message);
    }
    ++kinds[at].second;
  }
  std::string words;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    words += (i == 0 ? "" : ", ") + media_words(*examples[i], kinds[i].second);
  }
  return bytes > 0 ? words + ", " + size_words(bytes) : words;
}

std::string media_line(const MessageBlock& block, const TerminalStyle& style) {
  const Message& message = block.first();
  std::string line = media_label(block);
  if (block.messages.size() == 1 && message.media->file_name)
    line += " " + one_line(*message.media->file_name);
  if (message.media->transcript) {
    line += "  " + std::string(_("transcript:")) + " " + quoted(style, one_line(*message.media->transcript));
  }
  return line;
}

std::string location_line(const Location& location) {
  const std::string words = place_words(location);
  const std::string degrees = fmt::format("{:.5f}, {:.5f}", location.latitude, location.longitude);
  return "[" + std::string(_("position")) + "]  " + (words.empty() ? degrees : words);
}

void add_cards(std::vector<std::string>& lines, const Message& message) {
  int card = 0;
  for (const CardLine& line : message.cards) {
    if (line.kind == "vcard" || line.kind == "origin") continue;  // not for people
    const std::string label = line.label ? " (" + one_line(*line.label) + ")" : "";
    const std::string value = one_line(line.value) + label;
    lines.push_back(line.card != card ? "[" + std::string(_("contact card")) + "] " + value : "  " + value);
    card = line.card;
  }
}

/// What else WhatsApp says of a message.
void add_facts(std::vector<std::string>& lines, const Message& message) {
  for (const auto& [name, value] : message.facts) {
    if (std::string words = fact_words(name, value); !words.empty()) lines.push_back(std::move(words));
  }
}

/// Of what has nothing to show; and why not, when WhatsApp says it.
std::string placeholder(const Message& message) {
  const std::string what = media_words(message), why = inbound_trouble(message);
  return why.empty() ? "[" + what + "]" : "[" + what + ": " + why + "]";
}

/// A single caption stands beside its media; several have a line each, in their order.
void add_texts(std::vector<std::string>& lines, const MessageBlock& block, const TerminalStyle& style) {
  std::vector<std::string> texts;
  for (const Message* message : block.messages) {
    if (message->text && shows_something(*message->text))
      texts.push_back(escape_controls(*message->text, true));
  }
  const bool captions = block.first().media.has_value();
  if (captions && texts.size() == 1) {
    lines.back() += "  " + quoted(style, texts.front());
    return;
  }
  for (const std::string& text : texts) lines.push_back(captions ? quoted(style, text) : text);
}

/// What is quoted and stands in no case; empty: nothing.
std::string loose_quote_words(const Message& message, const TerminalStyle& style) {
  constexpr int most = 40;
  const std::string what = fact_of(message, "quotes"), text = fact_of(message, "quoted_text");
  const std::string said = text.empty() ? text : " " + quoted(style, cut_to_width(one_line(text), most));
  if (what == "notice") return say(_("on the notice {0}"), one_line(fact_of(message, "quoted_notice")));
  if (what == "telephone") return _("on what the office sent from its telephone") + said;
  if (what == "message") return _("on a message without a case") + said;
  return what.empty() ? std::string() : std::string(_("on a message that urp does not know"));
}

/// Nobody but the office withdraws what the office sent.
const char* withdrawal_sentence(Direction direction) {
  switch (direction) {
    case Direction::note:
      return _("struck out {0}");
    case Direction::out:
      return _("withdrawn from the office's telephone {0}");
    case Direction::in:
      return _("withdrawn by the citizen {0}");
  }
  return "{0}";
}

void add_amendments(std::vector<std::string>& lines, const Message& message, const Telling& telling) {
  const Marks& marks = telling.style.marks();
  for (const Amendment& amendment : message.amendments) {
    // Nobody but the office edits or withdraws what the office sent.
    const bool ours = message.direction == Direction::out;
    const std::string at = short_time(amendment.at, telling.now, telling.zone);
    switch (amendment.kind) {
      case AmendmentKind::edit:
        lines.push_back(
            fmt::format("{} {}", marks.edited,
                        say(ours ? _("edited from the office's telephone {0}:") : _("edited {0}:"), at)) +
            " " + escape_controls(amendment.text.value_or(""), true));
        break;
      case AmendmentKind::revoke:
        lines.push_back(
            fmt::format("{} {}", marks.withdrawn, say(withdrawal_sentence(message.direction), at)));
        break;
      case AmendmentKind::reaction:
        lines.push_back(amendment.text ? say(_("reaction {0} ({1})"), one_line(*amendment.text), at)
                                       : say(_("reaction taken back ({0})"), at));
        break;
    }
  }
}

/// Of a note that came by mail.
std::string mail_heading(const Message& message) {
  const std::string from = one_line(fact_of(message, "mail_from"));
  const std::string service = one_line(fact_of(message, "service"));
  if (!fact_of(message, "mail_robot").empty()) return say(_("automatic answer of {0}"), from);
  if (service.empty()) return say(_("mail of {0}"), from);
  return say(_("answer of {0}, {1}"), service, from);
}

}  // namespace

std::string direction_mark(const TerminalStyle& style, Direction direction) {
  switch (direction) {
    case Direction::in:
      return std::string(style.marks().in);
    case Direction::out:
      return std::string(style.marks().out);
    case Direction::note:
      return std::string(style.marks().note);
  }
  return {};
}

bool is_struck(const Message& message) {
  return message.direction == Direction::note &&
         std::any_of(message.amendments.begin(), message.amendments.end(),
                     [](const Amendment& one) { return one.kind == AmendmentKind::revoke; });
}

std::vector<std::string> block_lines(const MessageBlock& block, const Telling& telling) {
  const Message& message = block.first();
  std::vector<std::string> lines;
  if (message.hidden) {
    const std::string ground = ground_word(message.ground.value_or(""));
    if (!message.flagged_by) return {"[" + say(_("hidden: {0}"), ground) + "]"};
    return {"[" + say(_("hidden by {0}: {1}"), one_line(*message.flagged_by), ground) + "]"};
  }
  if (message.media) lines.push_back(media_line(block, telling.style));
  if (message.location) lines.push_back(location_line(*message.location));
  add_cards(lines, message);
  if (message.cards.empty()) add_texts(lines, block, telling.style);  // else the text repeats the first name
  const bool nothing_to_show = lines.empty();
  if (nothing_to_show) lines.push_back(placeholder(message));
  add_facts(lines, message);
  const bool told = nothing_to_show || (message.media && message.media->state != MediaState::stored);
  if (const std::string trouble = inbound_trouble(message); !told && !trouble.empty())
    lines.push_back("(" + trouble + ")");
  if (message.quote) {
    lines.front() = fmt::format("{} {}: {}", telling.style.marks().quote,
                                say(_("on {0}"), to_string(*message.quote)), lines.front());
  } else if (const std::string words = loose_quote_words(message, telling.style); !words.empty()) {
    lines.front() = fmt::format("{} {}: {}", telling.style.marks().quote, words, lines.front());
  }
  if (message.direction == Direction::note && !fact_of(message, "mail_from").empty()) {
    lines.front() = mail_heading(message) + ": " + lines.front();
  } else if (message.direction == Direction::note) {
    lines.front() = say(_("note by {0}: {1}"), one_line(message.clerk.value_or("?")), lines.front());
  } else if (message.automatic) {
    lines.front() = say(_("automatic: {0}"), lines.front());
  } else if (message.direction == Direction::out && message.clerk) {
    lines.front() = one_line(*message.clerk) + ": " + lines.front();
  }
  for (const Message* one : block.messages) add_amendments(lines, *one, telling);
  if (const std::string emoji = fact_of(message, "office_reaction"); !emoji.empty())
    lines.push_back(say(_("reaction from the office's telephone {0}"), one_line(emoji)));
  if (message.ground) {
    lines.push_back("[" +
                    say(_("flagged by {0}: {1}"), one_line(message.flagged_by.value_or("?")),
                        ground_word(*message.ground)) +
                    "]");
  }
  return lines;
}

std::string media_label(const MessageBlock& block) {
  const Message& message = block.first();
  std::string what = album_words(block);
  if (message.media->duration) what = media_words(message) + " " + length_words(*message.media->duration);
  return "[" + media_state_words(what, message) + "]";
}

std::string media_label(const MediaItem& item) {
  Message message;
  message.type = item.type;
  message.media = item.media;
  return media_label({{&message}});
}

std::string media_target(const Media& media) {
  if (media.link) return *media.link;
  return media.path ? "file://" + *media.path : "";
}

std::string delivery_words(const Message& message, const Telling& telling) {
  if (!message.status) return {};
  const Marks& marks = telling.style.marks();
  const std::string at =
      message.status_at ? short_time(*message.status_at, telling.now, telling.zone) : std::string();
  const auto with = [](std::string_view mark, const std::string& words) {
    return fmt::format("{} {}", mark, words);
  };
  const auto timed = [&](std::string_view mark, const char* word) {
    return with(mark, at.empty() ? word : std::string(word) + " " + at);
  };
  switch (*message.status) {
    case Delivery::queued:
      return with(marks.waiting,
                  message.attempts.empty()
                      ? std::string(_("in the queue"))
                      : say(plural("in the queue, tried {0} time", "in the queue, tried {0} times",
                                   static_cast<std::int64_t>(message.attempts.size())),
                            message.attempts.size()));
    case Delivery::parked:
      return with(marks.parked, _("parked until the next message"));
    case Delivery::sending:
      return with(marks.waiting, _("being sent"));
    case Delivery::sent:
      return with(marks.sent, _("sent"));
    case Delivery::delivered:
      return timed(marks.delivered, _("delivered"));
    case Delivery::read:
      return timed(marks.delivered, _("read"));
    case Delivery::uncertain:
      return with(marks.unsure, at.empty() ? std::string(_("UNCERTAIN")) : say(_("UNCERTAIN since {0}"), at));
    case Delivery::cancelled:
      return with(marks.cancelled, _("cancelled"));
    case Delivery::failed:
      break;
  }
  const std::string failed = with(marks.failed, _("FAILED"));
  return message.error ? failed + ": " + failure_words(*message.error) : failed;
}

std::vector<std::string> delivery_remedy(const Message& message) {
  if (message.status != Delivery::uncertain || !message.ticket) return {};
  const std::string ref = to_string(MessageRef{*message.ticket, message.number});
  return {_("WhatsApp did not answer. It is not sent again by itself: an outcome may still come."),
          say(_("urp outbox resend {0}   or   urp outbox give-up {0}"), ref)};
}

}  // namespace urp::cli
