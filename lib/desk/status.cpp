// office_status: the day at a glance.
#include <numeric>

#include <urp/deadlines.hpp>
#include <urp/desk/inbox.hpp>

#include "domain/calendar.hpp"
#include "domain/plural.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/audience.hpp"
#include "store/automatic.hpp"
#include "store/channel_events.hpp"
#include "store/figures.hpp"
#include "store/handovers.hpp"
#include "store/joined.hpp"
#include "store/letters.hpp"
#include "store/mail.hpp"
#include "store/notices.hpp"
#include "store/outbox.hpp"
#include "store/responders.hpp"
#include "store/ticket_list.hpp"
#include "store/turned_away.hpp"

namespace urp {
namespace {

constexpr int most_handed = 100;
constexpr int named_tickets = 3;
constexpr std::chrono::days long_wait{7}, alerts_last{14};
constexpr int most_alerts = 5;

std::vector<NamedTicket> name_urgent(const db::Access& db, TimePoint now) {
  TicketFilter filter;
  filter.turns = {Turn::office};
  filter.urgent = true;
  std::vector<NamedTicket> named;
  const auto ids = store::list_ticket_ids(db, filter, InboxSort::wait, named_tickets, now);
  for (auto& ticket : store::list_tickets(db, ids, now)) {
    named.push_back({ticket.id, ticket.subject.value_or(ticket.preview.value_or("")), ticket.clerk,
                     ticket.waiting_since});
  }
  return named;
}

/// The office's own first; then those with a service.
std::vector<NamedTicket> name_overdue(const db::Access& db, TimePoint now) {
  std::vector<NamedTicket> named;
  for (const auto turn : {Turn::office, Turn::service}) {
    TicketFilter filter;
    filter.turns = {turn};
    filter.overdue = true;
    const int missing = named_tickets - static_cast<int>(named.size());
    if (missing == 0) break;
    const auto ids = store::list_ticket_ids(db, filter, InboxSort::due, missing, now);
    for (auto& ticket : store::list_tickets(db, ids, now)) {
      const auto missed = next_deadline(ticket).value_or(Deadline{});
      const bool first_answer = missed.clock == Deadline::Clock::first_answer;
      named.push_back({ticket.id, first_answer ? _("first answer") : _("term"), ticket.clerk, missed.at});
    }
  }
  return named;
}

std::int64_t at(const std::map<std::string, std::int64_t>& counts, const char* name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

void add_work(StatusResult& status, store::WorkFigures work) {
  auto& counts = status.counts;
  counts.open_new = work.by_state[TicketState::open_new];
  counts.open = work.by_state[TicketState::open];
  counts.waiting = work.by_state[TicketState::waiting];
  counts.routed = work.by_state[TicketState::routed];
  counts.office = counts.open_new + counts.open;
  counts.citizen = counts.waiting;
  counts.service = counts.routed;
  counts.urgent = work.urgent;
  counts.overdue = work.overdue + work.overdue_service;
  counts.overdue_service = work.overdue_service;
  counts.postponed = work.postponed;
  counts.unread = work.unread;
  status.waiting_long = work.silent;
  status.waiting_longest = work.waiting_longest;
  status.by_clerk = std::move(work.by_clerk);
  status.by_service = std::move(work.by_service);
}

void add_channel(StatusResult& status, const db::Access& db) {
  const auto stopped = store::list_stopped(db);
  if (stopped.empty()) return;
  const auto channel = store::get_channel(db, stopped.front());
  status.stopped_since = channel.stopped_since;
  status.stopped_reason = channel.reason;
  status.stopped_code = channel.code;
  status.stopped_subcode = channel.subcode;
}

/// Who holds the conversations whose words come under another field.
void add_held(StatusResult& status, const db::Access& db) {
  const auto sums = store::count_held_elsewhere(db);
  for (const auto& latest : store::list_held_elsewhere(db, 1)) {
    status.health.push_back(
        {"another_responder",
         say(plural("{0} conversation is held by another responder; what is written there is kept ({1}), the "
                    "latest: urp contact show {2}",
                    "{0} conversations are held by another responder; what is written there is kept ({1}), "
                    "the latest: urp contact show {2}",
                    sums.people),
             sums.people, say(plural("{0} message", "{0} messages", sums.messages), sums.messages),
             to_string(latest.contact))});
  }
}

/// Of what concerns the office: what a stranger asked of other paths is for the doctor alone.
const char* turned_away_words(int status) {
  switch (status) {
    case 401:
      return _(
          "webhooks with a wrong signature since yesterday: {0}; is the app secret the right one? urp "
          "doctor");
    case 403:
      return _("handshakes with a wrong verify token since yesterday: {0}; see urp doctor");
    case 413:
      return _("webhooks too large to be kept since yesterday: {0}; see urp doctor");
    case 503:
      return _(
          "webhooks that could not be kept since yesterday: {0}; WhatsApp delivers them again: urp doctor");
    default:
      return nullptr;
  }
}

void add_health(StatusResult& status, const db::Access& db, const Zone& zone, TimePoint real_now) {
  constexpr int most_proposals = 3;
  const auto& counts = status.counts;
  if (status.stopped_since) {
    status.health.push_back(
        {"channel_stopped",
         say(_("nothing is sent since {0}: {1}; messages that come in are kept: urp doctor"),
             iso_time(*status.stopped_since, zone), status.stopped_reason)});
  }
  if (!status.listening) {
    status.health.push_back(
        {"listener_off", _("nobody receives messages: start the service urp, or run: urp listen")});
  }
  for (const auto& away : status.turned_away) {
    if (store::is_over(away, status.last_body_at, real_now)) continue;  // doctor still counts it
    if (const char* words = turned_away_words(away.status))
      status.health.push_back({"turned_away", say(words, away.count)});
  }
  const auto others = store::count_parts_for_another_number(db);
  if (counts.unhandled > others) {
    status.health.push_back({"unhandled", say(plural("{0} part of what WhatsApp sent was not understood; it "
                                                     "is kept: after an upgrade run: urp replay",
                                                     "{0} parts of what WhatsApp sent were not understood; "
                                                     "they are kept: after an upgrade run: urp replay",
                                                     counts.unhandled - others),
                                              counts.unhandled - others)});
  }
  if (others > 0) {
    status.health.push_back(
        {"another_number", say(plural("{0} part is for another number of the account; it is kept: is "
                                      "[whatsapp] phone_number_id the office's?",
                                      "{0} parts are for another number of the account; they are kept: is "
                                      "[whatsapp] phone_number_id the office's?",
                                      others),
                               others)});
  }
  if (counts.media_lost > 0) {
    status.health.push_back(
        {"media_lost",
         say(plural("{0} file was lost before it could be fetched: ask the citizen to send it again",
                    "{0} files were lost before they could be fetched: ask the citizens to send them again",
                    counts.media_lost),
             counts.media_lost)});
  }
  if (counts.uncertain > 0) {
    status.health.push_back(
        {"uncertain", say(plural("{0} message may have gone out or not: look with: urp outbox --uncertain",
                                 "{0} messages may have gone out or not: look with: urp outbox --uncertain",
                                 counts.uncertain),
                          counts.uncertain)});
  }
  if (const auto letters = store::count_letters(db, Delivery::uncertain); letters > 0) {
    status.health.push_back(
        {"letters_uncertain",
         say(plural("{0} letter to a service may have left or not: look with: urp outbox --uncertain",
                    "{0} letters to services may have left or not: look with: urp outbox --uncertain",
                    letters),
             letters)});
  }
  if (const auto letters = store::count_undelivered_dispatches(db); letters > 0) {
    status.health.push_back(
        {"letters_failed",
         say(plural("{0} letter did not reach its service: look with: urp outbox --failed",
                    "{0} letters did not reach their service: look with: urp outbox --failed", letters),
             letters)});
  }
  if (const auto mails = store::count_aside_mail(db); mails > 0) {
    status.health.push_back(
        {"mail_aside",
         say(plural("{0} mail that nobody asked for is kept: look with: urp mail-in --list",
                    "{0} mails that nobody asked for are kept: look with: urp mail-in --list", mails),
             mails)});
  }
  for (const auto& [notice, sums] : status.notices) {
    if (notice.state != NoticeState::paused || notice.paused_by) continue;
    status.health.push_back(
        {"notice_stopped", say(_("notice {0} stopped by itself: {1}; see: urp notice show {0}"), notice.name,
                               notice.reason.value_or("?"))});
  }
  for (const auto& [a, b] : store::list_proposals(db, most_proposals)) {
    status.health.push_back(
        {"same_person", say(_("{0} and {1} may be one person; look, then: urp contact merge {1} {0}, or with "
                              "--apart"),
                            to_string(a), to_string(b))});
  }
  for (const auto& event : status.alerts) {
    status.health.push_back({"channel_event", say(_("WhatsApp says: {0}"), to_string(event))});
  }
}

/// At the pace of the month so far; from a few messages nothing can be told.
std::optional<TimePoint> free_ones_end(const MonthlyMessages& month, TimePoint begin, TimePoint end,
                                       TimePoint now) {
  constexpr std::int64_t enough = 20;
  if (month.service >= month.free) return now;
  if (month.service < enough || now <= begin) return std::nullopt;
  const auto needed = (now - begin).count() * month.free / month.service;
  const TimePoint at = begin + Seconds(needed);
  return at < end ? std::optional(at) : std::nullopt;
}

MonthlyMessages count_month(const db::Access& db, const Zone& zone, TimePoint now) {
  const auto date = zone.local(now).date;
  const auto first = date.year() / date.month() / std::chrono::day(1);
  MonthlyMessages month;
  month.month = iso_date(first).substr(0, 7);
  month.delivered = store::delivered_in(db, month.month);
  month.service = at(month.delivered, "service");
  const auto next = first + std::chrono::months(1);
  month.ends_at = free_ones_end(month, zone.instant(first, Seconds(0)), zone.instant(next, Seconds(0)), now);
  month.automatic = store::count_automatic(db, zone.instant(first, Seconds(0)));
  return month;
}

}  // namespace

StatusResult office_status(Office& office) {
  auto& local = office.local();
  const auto now = local.now();
  const auto opening = opening_at(office.settings().hours, office.zone(), now);
  StatusResult status;
  status.now = now;
  status.office_open = opening.open;
  status.open_until = opening.until;
  status.next_opening = opening.next;
  status.listening = local.store->lock_file("listener").is_held_by_another(db::FileLock::Mode::exclusive);

  const auto db = local.read();
  add_work(status, store::count_work(db, now, now - long_wait));
  status.handed = store::list_handovers(db, office.actor().clerk, most_handed);
  auto& counts = status.counts;
  const auto unsent = store::count_unsent(db);
  counts.outbox = at(unsent, "queued") + at(unsent, "sending") + at(unsent, "uncertain");
  counts.parked = at(unsent, "parked");
  counts.failed = at(unsent, "failed");
  counts.uncertain = at(unsent, "uncertain");
  counts.unhandled = store::count_unhandled_parts(db);
  counts.media_lost = store::count_lost_media(db);

  status.window_open = store::count_open_windows(db, now);
  status.window_closed = counts.office - status.window_open;
  if (const auto until = opening.open ? opening.until : opening.next) {
    counts.closing = store::count_open_windows(db, now, until);
  }
  if (counts.urgent > 0) status.urgent = name_urgent(db, now);
  if (counts.overdue > 0) status.overdue = name_overdue(db, now);
  status.last_body_at = store::last_body_at(db);
  const auto yesterday = std::chrono::sys_days(office.zone().local(now).date) - std::chrono::days(1);
  status.turned_away = store::list_turned_away(db, iso_date(std::chrono::year_month_day(yesterday)),
                                               office.local().real_now());
  add_channel(status, db);
  status.month = count_month(db, office.zone(), now);
  status.alerts = store::list_alerts(db, now - alerts_last, most_alerts);
  for (auto& notice : store::list_unfinished_notices(db)) {
    auto sums = sum_up(store::tally(db, notice));
    status.notices.push_back({std::move(notice), sums});
  }
  add_held(status, db);
  add_health(status, db, office.zone(), office.local().real_now());
  return status;
}

}  // namespace urp
