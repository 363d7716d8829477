#include "notice_view.hpp"

#include <algorithm>

#include <urp/reason.hpp>
#include <urp/text.hpp>

#include "layout.hpp"
#include "provider_words.hpp"
#include "say.hpp"
#include "times.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

constexpr int label_columns = 11, bar_columns = 24;

/// How many were left out, and why: `9 unsubscribed`.
std::string count_words(const std::string& why, std::int64_t people) {
  const std::string number = grouped(people);
  const auto known = reason(why);
  if (known == Reason::unsubscribed)
    return say(plural("{0} unsubscribed", "{0} unsubscribed", people), number);
  if (known == Reason::blocked) return say(plural("{0} is blocked", "{0} are blocked", people), number);
  if (known == Reason::opted_out)
    return say(plural("{0} stopped our notices in WhatsApp", "{0} stopped our notices in WhatsApp", people),
               number);
  if (known == Reason::no_address)
    return say(plural("{0} has no address any more", "{0} have no address any more", people), number);
  if (known == Reason::not_subscribed)
    return say(plural("{0} never subscribed", "{0} never subscribed", people), number);
  if (known == Reason::same_person)
    return say(plural("{0} is another record of a person who is in it",
                      "{0} are other records of people who are in it", people),
               number);
  if (known == Reason::same_address)
    return say(plural("{0} has a number at which it arrived already",
                      "{0} have a number at which it arrived already", people),
               number);
  if (known == Reason::window_closed)
    return say(plural("{0} has no open window", "{0} have no open window", people), number);
  return number + " " + failure_words({0, why});
}

std::string decimal(double value, int digits) {
  std::string text = fmt::format("{:.{}f}", value, digits);
  if (const auto dot = text.find('.'); dot != text.npos)
    text.replace(dot, 1, in_context("decimal point", "."));
  return text;
}

class NoticeScreen {
 public:
  NoticeScreen(Printer& out, const NoticePage& page, const Office& office)
      : out_(out),
        style_(out.style()),
        page_(page),
        notice_(page.notice),
        office_(office),
        now_(office.now()) {}

  void print() {
    title();
    field(_("Topic"),
          one_line(page_.topic_name) + (notice_.urgent ? _(" (urgent: knows no quiet hours)") : ""));
    field(_("Written"), written());
    out_.line(rule(style_));
    words();
    out_.line(rule(style_));
    const bool begun = notice_.started_at.has_value();
    if (begun || notice_.state == NoticeState::done || notice_.state == NoticeState::cancelled) {
      progress();
    } else {
      audience();
    }
    const bool waits = page_.sums.left > 0 && notice_.state != NoticeState::cancelled;
    if (waits) {
      out_.line(rule(style_));
      times();
    }
    out_.line(rule(style_));
    steps();
  }

 private:
  void field(const std::string& label, const std::string& value) {
    out_.line(field_line(label, value, label_columns, style_.width));
  }
  /// Beneath the field above it.
  void alarm(const std::string& value) {
    out_.line(style_.red(field_line("", value, label_columns, style_.width)));
  }
  /// A number under the others, and what it counts.
  void figure(const char* label, std::int64_t number, const std::string& what) {
    constexpr int columns = 6, gap = 3;
    const std::string head = pad_right(label, label_columns) + pad_left(grouped(number), columns);
    if (what.empty()) return out_.line(head);
    out_.line(field_line(head, what, label_columns + columns + gap, style_.width));
  }
  static std::string way(const std::string& what, const std::string& when) {
    return pad_right(what, 14) + when;
  }
  std::string at(TimePoint time) const { return spoken_time(time, now_, office_.zone()); }
  bool expired() const { return notice_.has_expired(now_); }

  void title() {
    std::string state = notice_state_word(notice_.state);
    if (notice_.state == NoticeState::scheduled && notice_.due_at) {
      state += " " + at(*notice_.due_at);
      if (*notice_.due_at > now_) state += " " + say(_("(in {0})"), short_duration(*notice_.due_at - now_));
    }
    if (notice_.ended_at) state += " " + at(*notice_.ended_at);
    std::string line = notice_.name + "   " + state;
    if (notice_.expires_at && !notice_.ended_at)
      line += "   " + say(expired() ? _("EXPIRED {0}") : _("expires {0}"), at(*notice_.expires_at));
    out_.line(style_.bold(line));
  }

  std::string written() const {
    std::string words = say(_("by {0} {1}"), one_line(notice_.created_by), at(notice_.created_at));
    if (notice_.scheduled_by && notice_.scheduled_by != notice_.created_by)
      words += ", " + say(_("scheduled by {0}"), one_line(*notice_.scheduled_by));
    if (notice_.approved_by) {
      words +=
          "   " + say(_("approved by {0} {1}"), one_line(*notice_.approved_by), at(*notice_.approved_at));
    } else if (notice_.approval_needed) {
      words += "   " + std::string(_("NOT APPROVED YET: a second clerk must look at it"));
    }
    return words;
  }

  void words() {
    if (notice_.text) {
      field(_("Text"),
            quoted(style_, escape_controls(*notice_.text, true)) + "   " +
                say(_("{0} of {1}"), grouped(static_cast<std::int64_t>(utf16_length(*notice_.text))),
                    grouped(notice_.file ? 1024 : 4096)));
    }
    if (notice_.template_name) {
      std::string form =
          one_line(*notice_.template_name) + " (" + one_line(notice_.template_language.value_or(""));
      if (page_.form)
        form += ", " + one_line(*page_.category) + ", " + template_status_word(page_.form->status);
      form += ")";
      for (const auto& [key, value] : page_.values)
        form += "  " + one_line(key) + " = " + quoted(style_, one_line(value));
      field(_("Template"), form);
      if (page_.form) field("", quoted(style_, escape_controls(page_.preview, true)));
    }
    if (notice_.file) field(_("File"), one_line(notice_.file->name) + ", " + size_words(notice_.file->size));
  }

  std::string excluded() const {
    std::string words;
    for (const NoticeTally& tally : page_.tallies) {
      if (tally.status != RecipientStatus::skipped) continue;
      words += (words.empty() ? "" : ", ") + count_words(tally.why, tally.people);
    }
    return words;
  }

  void audience() {
    figure(notice_.listed ? _("In the file") : _("Subscribed"), page_.sums.people, "");
    if (page_.sums.skipped > 0) figure(_("Left out"), page_.sums.skipped, excluded());
    const char* label = _("Will get");
    if (notice_.text) {
      figure(label, page_.open, way(_("the text"), _("window open")));
      label = "";
    }
    const std::int64_t by_template = page_.closed + (notice_.text ? 0 : page_.open);
    if (notice_.template_name) {
      figure(label, by_template,
             way(_("the template"),
                 say(notice_.text ? _("window closed, paid: {0}") : _("paid where the window is closed: {0}"),
                     one_line(page_.category.value_or("?")))));
      cost(page_.closed);
    } else if (page_.closed > 0) {
      out_.line(style_.red(pad_right("", label_columns) + pad_left(grouped(page_.closed), 6) + "   " +
                           way(_("NOTHING"), _("window closed, and there is no template")) + "  !"));
    }
  }

  void cost(std::int64_t people) {
    const std::string category = one_line(page_.category.value_or("?"));
    if (!page_.price) {
      return field(_("Cost"), say(_("{0} x {1}; no price is set ([price] {1})"), grouped(people), category));
    }
    field(_("Cost"), say(_("{0} x {1} at {2} = {3} euro"), grouped(people), category,
                         decimal(*page_.price, 4), decimal(*page_.price * static_cast<double>(people), 2)));
  }

  void progress() {
    if (notice_.state == NoticeState::running) {
      out_.sentence(say(_("SENDING since {0}"), notice_.started_at ? at(*notice_.started_at) : "?") + "   " +
                    progress_words(style_, page_.sums, -1));
    } else {
      out_.line(progress_words(style_, page_.sums, -1));
    }
    if (notice_.state == NoticeState::paused && !notice_.paused_by)
      out_.line(style_.red(wrap_lines(
          "!! " + say(_("stopped by itself: {0}"), result_words(notice_.reason.value_or(""), notice_.code)),
          style_.width - 3, "   ")));
    const NoticeSums& sums = page_.sums;
    std::string line;
    const auto add = [&line](const std::string& words) { line += (line.empty() ? "  " : "   ") + words; };
    if (sums.delivered > 0)
      add(say(_("delivered {0} (read {1})"), grouped(sums.delivered), grouped(sums.read)));
    if (sums.reached > sums.delivered) add(say(_("sent {0}"), grouped(sums.reached - sums.delivered)));
    if (sums.failed > 0) add(say(_("failed {0}"), grouped(sums.failed)));
    if (sums.uncertain > 0) add(say(_("UNCERTAIN {0}"), grouped(sums.uncertain)));
    if (sums.left > 0) add(say(_("to be sent {0}"), grouped(sums.left)));
    if (sums.expired > 0) add(say(_("expired {0}"), grouped(sums.expired)));
    if (sums.cancelled > 0) add(say(_("cancelled {0}"), grouped(sums.cancelled)));
    if (!line.empty()) out_.line(wrap_lines(line, style_.width - 2, "  "));
    if (sums.skipped > 0)
      out_.line(wrap_lines("  " + say(_("left out: {0}"), excluded()), style_.width - 2, "  "));
    std::string failures;
    for (const NoticeTally& tally : page_.tallies) {
      if (tally.status != RecipientStatus::failed) continue;
      failures += (failures.empty() ? "" : ", ") + grouped(tally.people) + " " +
                  result_words(tally.why, tally.code == 0 ? std::nullopt : std::optional(tally.code));
    }
    if (!failures.empty())
      out_.line(wrap_lines("  " + say(_("failed: {0}"), failures), style_.width - 2, "  "));
  }

  void times() {
    const NoticeForecast& plan = page_.forecast;
    field(_("Time"), say(_("at {0} a second: {1}. Limit of the number: {2} people in 24 h, {3} used"),
                         office_.settings().notice.rate, short_span(plan.at_rate), grouped(plan.limit),
                         grouped(plan.limit_used)));
    if (page_.stopped_since) {
      alarm(say(_("NOTHING IS SENT: {0}: urp doctor"),
                stop_words(page_.stopped_reason, page_.stopped_code, page_.stopped_subcode)));
    }
    if (page_.quiet && page_.quiet_until)
      field("", say(_("quiet hours: begins {0}"), at(*page_.quiet_until)));
    if (plan.too_late > 0) {
      alarm(say(_("before it expires {0} get it; {1} do NOT  !"), grouped(plan.in_time),
                grouped(plan.too_late)));
      field("", _("Cure: ask Meta for a higher limit (urp doctor), a later end, or a second channel"));
    } else if (plan.days > 1) {
      field("", say(_("under that limit it takes {0} days"), plan.days));
    }
  }

  void steps() {
    const std::string& name = notice_.name;
    switch (notice_.state) {
      case NoticeState::draft:
        out_.sentence(fmt::format("urp notice rehearse {} --to +39...", name));
        out_.sentence(fmt::format("urp notice schedule {} --at ...", name));
        break;
      case NoticeState::scheduled:
        if (notice_.waits_for_approval()) out_.sentence(fmt::format("urp notice approve {}", name));
        out_.sentence(fmt::format("urp notice pause {0}   |   urp notice cancel {0}", name));
        break;
      case NoticeState::running:
        out_.sentence(fmt::format("urp notice pause {0}   |   urp notice cancel {0}", name));
        break;
      case NoticeState::paused:
        out_.sentence(fmt::format("urp notice resume {0}   |   urp notice cancel {0}", name));
        break;
      case NoticeState::done:
      case NoticeState::cancelled:
        out_.sentence(fmt::format("urp notice results {}", name));
        if (page_.sums.failed > 0 && !expired())
          out_.sentence(fmt::format("urp notice retry {} --failed", name));
        break;
    }
    if (notice_.started_at)
      out_.sentence(say(_("Who answers it: {0}"), fmt::format("urp inbox --all --tag {}", name)));
  }

  Printer& out_;
  const TerminalStyle& style_;
  const NoticePage& page_;
  const Notice& notice_;
  const Office& office_;
  TimePoint now_;
};

}  // namespace

std::string notice_state_word(NoticeState state) {
  switch (state) {
    case NoticeState::draft:
      return in_context("state of a notice", "draft");
    case NoticeState::scheduled:
      return in_context("state of a notice", "SCHEDULED");
    case NoticeState::running:
      return in_context("state of a notice", "RUNNING");
    case NoticeState::paused:
      return in_context("state of a notice", "PAUSED");
    case NoticeState::done:
      return in_context("state of a notice", "done");
    case NoticeState::cancelled:
      return in_context("state of a notice", "cancelled");
  }
  return {};
}

std::string recipient_status_word(RecipientStatus status) {
  switch (status) {
    case RecipientStatus::pending:
      return in_context("of a notice's person", "to be sent");
    case RecipientStatus::sending:
      return in_context("of a notice's person", "being sent");
    case RecipientStatus::sent:
      return in_context("of a notice's person", "sent");
    case RecipientStatus::delivered:
      return in_context("of a notice's person", "delivered");
    case RecipientStatus::read:
      return in_context("of a notice's person", "read");
    case RecipientStatus::failed:
      return in_context("of a notice's person", "FAILED");
    case RecipientStatus::uncertain:
      return in_context("of a notice's person", "UNCERTAIN");
    case RecipientStatus::skipped:
      return in_context("of a notice's person", "left out");
    case RecipientStatus::expired:
      return in_context("of a notice's person", "expired");
    case RecipientStatus::cancelled:
      return in_context("of a notice's person", "cancelled");
  }
  return {};
}

std::string result_words(const std::string& why, std::optional<std::int64_t> code) {
  if (why.empty() && !code) return {};
  return failure_words({code.value_or(0), why});
}

std::string progress_words(const TerminalStyle& style, const NoticeSums& sums, double per_second) {
  const std::int64_t wanted = sums.people - sums.skipped, ended = sums.reached + sums.failed + sums.uncertain;
  const auto done =
      wanted == 0 ? bar_columns : static_cast<int>(ended * bar_columns / std::max<std::int64_t>(wanted, 1));
  std::string bar;
  for (int i = 0; i < bar_columns; ++i)
    bar += i < done ? (style.unicode ? "█" : "#") : (style.unicode ? "░" : "-");
  std::string words = bar + "  " + say(_("{0} of {1}"), grouped(ended), grouped(wanted));
  if (per_second >= 0) words += "   " + say(_("{0}/s"), decimal(per_second, 1));
  return words;
}

void show_notice_page(Printer& out, const NoticePage& page, const Office& office) {
  NoticeScreen(out, page, office).print();
}

void show_notice_list(Printer& out, std::span<const NoticeLine> lines, const Office& office) {
  const TerminalStyle& style = out.style();
  const TimePoint now = office.now();
  if (lines.empty())
    return out.sentence(_("no notice is on its way; those that are over: urp notice list --all"));
  std::vector<std::vector<Cell>> rows;
  for (const auto& [notice, sums] : lines) {
    const bool stopped = notice.state == NoticeState::paused && !notice.paused_by;
    std::string when = "-";
    if (notice.ended_at) {
      when = short_time(*notice.ended_at, now, office.zone());
    } else if (notice.due_at) {
      when = short_time(*notice.due_at, now, office.zone());
    }
    std::string remark = notice.waits_for_approval() ? _("not approved")
                         : stopped                   ? result_words(notice.reason.value_or(""), notice.code)
                                                     : std::string();
    rows.push_back(
        {{notice.name},
         {notice_state_word(notice.state),
          stopped ? Style([&style](std::string_view words) { return style.red(words); }) : Style()},
         {when},
         {grouped(sums.people - sums.skipped)},
         {grouped(sums.reached)},
         {grouped(sums.failed)},
         {grouped(sums.uncertain)},
         {remark}});
  }
  for (const std::string& line : lay_out({{_("notice"), Align::left, 26},
                                          {_("state")},
                                          {_("when")},
                                          {_("people"), Align::right},
                                          {_("reached"), Align::right},
                                          {_("failed"), Align::right},
                                          {"?", Align::right},
                                          {""}},
                                         rows, style.width)) {
    out.line(line);
  }
  out.line(rule(style));
  out.sentence(_("? uncertain      urp notice show NAME shows one whole"));
}

std::string log_line(const NoticeStep& step, const std::string& at) {
  return fmt::format("{} notice={} {} people={} left={} reached={} failed={} uncertain={}{}\n", at, step.name,
                     step.what, step.sums.people, step.sums.left, step.sums.reached, step.sums.failed,
                     step.sums.uncertain,
                     step.reason.empty() ? "" : " reason=\"" + one_line(step.reason) + "\"");
}

}  // namespace urp::cli
