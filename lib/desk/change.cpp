#include <urp/desk/change.hpp>

#include <algorithm>

#include <urp/text.hpp>

#include "desk/each_ticket.hpp"
#include "desk/holder.hpp"
#include "domain/calendar.hpp"
#include "domain/deadlines.hpp"
#include "domain/names.hpp"
#include "domain/say.hpp"
#include "domain/suspension.hpp"
#include "domain/time_text.hpp"
#include "domain/unicode.hpp"
#include "store/events.hpp"
#include "store/suspensions.hpp"

namespace urp {
namespace {

constexpr std::size_t longest_subject = 200, longest_tag = 40;  // characters

using Step = std::function<void(db::Writer&, TicketId, const store::ChangeView&)>;

BulkResult change_each(Office& office, const ChangeRequest& request, const Step& step) {
  auto& local = office.local();
  return each_ticket(local, request.tickets, request.dry_run, [&](db::Writer& db, TicketId ticket) {
    refuse_changed(db, request.if_revision, ticket);
    step(db, ticket, get_for_change(db, local, ticket));
  });
}

void move_and_record(db::Writer& db, const char* verb, TicketId ticket, const store::ChangeView& view,
                     const TicketMove& move) {
  db.record(verb, ticket, std::nullopt, store::move_ticket(db, ticket, view, move).changes);
}

/// Since when the question waited that was closed without an answer.
std::optional<TimePoint> unanswered_since(const db::Writer& db, TicketId ticket,
                                          const store::ChangeView& view) {
  const auto closing = store::find_last_event(db, ticket, EventVerb::close);
  if (!closing || changed_since(view, closing->changes)) return std::nullopt;
  const MoveBy by{db.now(), db.actor().clerk};
  return after_move(view, ticket_move::Undone{closing->changes}, by).waiting_since;
}

bool is_tag_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || c == '-' ||
         c == '_' || c == '.' || c == ':';
}

/// No-break ones and the like: is_tag_character() lets whatever is not ASCII pass.
bool holds_blank(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto next = unicode::decode(text, at);
    if (unicode::is_blank(next.code)) return true;
    at += next.length;
  }
  return false;
}

/// A day without an hour is when the office opens on it, or next.
TimePoint not_before_opening(const Office::Local& office, TimePoint at) {
  if (office.zone.local(at).since_midnight != Seconds(0)) return at;
  const auto opening = opening_at(office.options.settings.hours, office.zone, at);
  return opening.open || !opening.next ? at : *opening.next;
}

}  // namespace

BulkResult close_tickets(Office& office, const ChangeRequest& request, std::optional<Outcome> wished) {
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.state == TicketState::closed) {
      throw Error(Fault::conflict, say(_("{0} is closed already"), to_string(ticket)),
                  say(_("see: urp show {0}"), ticket.value));
    }
    refuse_held(view, ticket, db.actor());
    const Outcome outcome = wished.value_or(view.first_answered_at ? Outcome::answered : Outcome::resolved);
    move_and_record(db, "close", ticket, view, ticket_move::Closed{outcome});
  });
}

BulkResult reopen_tickets(Office& office, const ChangeRequest& request) {
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.state != TicketState::closed) {
      throw Error(Fault::conflict, say(_("{0} is not closed"), to_string(ticket)),
                  say(_("see: urp show {0}"), ticket.value));
    }
    move_and_record(db, "reopen", ticket, view, ticket_move::Reopened{unanswered_since(db, ticket, view)});
  });
}

BulkResult postpone_tickets(Office& office, const ChangeRequest& request, std::optional<TimePoint> wished) {
  const auto& local = office.local();
  const auto until = wished ? std::optional(not_before_opening(local, *wished)) : std::nullopt;
  if (until && *until <= local.now()) {
    throw Error(Fault::usage, say(_("{0} is not in the future"), iso_time(*until, local.zone)),
                _("name a later time, as tomorrow 09:00, 3d or 2026-12-01; now takes a delay back"));
  }
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (turn_of(view.state) != Turn::office) {
      throw Error(Fault::conflict,
                  say(_("{0} is not the office's turn, there is nothing to put off"), to_string(ticket)),
                  say(_("see: urp show {0}"), ticket.value));
    }
    refuse_held(view, ticket, db.actor());
    if (view.postponed_until == until) return;
    move_and_record(db, "later", ticket, view, ticket_move::Postponed{until});
  });
}

BulkResult set_urgent(Office& office, const ChangeRequest& request, bool urgent) {
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.urgent == urgent) return;
    move_and_record(db, "urgent", ticket, view, ticket_move::Marked{urgent});
  });
}

BulkResult set_kind(Office& office, const ChangeRequest& request, TicketKind kind) {
  const auto& local = office.local();
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.kind == kind) return;
    const auto suspended = suspended_days(store::list_suspensions(db, local.zone, ticket));
    const auto due = term_due(local.options.settings, local.zone, kind, view.presented_at, suspended);
    move_and_record(db, "kind", ticket, view, ticket_move::Classified{kind, due});
  });
}

BulkResult set_subject(Office& office, const ChangeRequest& request, const std::string& subject) {
  const std::string line(without_blanks_around(subject));
  if (line.find_first_of("\r\n") != line.npos || utf16_length(line) > longest_subject) {
    throw Error(Fault::usage, say(_("a subject is one line of at most {0} characters"), longest_subject),
                _("write it shorter; what needs more room is a note: urp note T TEXT"));
  }
  const auto kept = line.empty() ? std::nullopt : std::optional(line);
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.subject == kept) return;
    move_and_record(db, "subject", ticket, view, ticket_move::Named{kept});
  });
}

BulkResult set_identified(Office& office, const ChangeRequest& request, Identified identified) {
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView& view) {
    if (view.identified == identified) return;
    move_and_record(db, "identify", ticket, view, ticket_move::CitizenIdentified{identified});
  });
}

std::string tag_name(const std::string& word) {
  const std::string tag = lower_ascii(word);
  const bool fits = !tag.empty() && utf16_length(tag) <= longest_tag && escape_controls(tag) == tag &&
                    std::all_of(tag.begin(), tag.end(), is_tag_character) && !holds_blank(tag);
  const bool is_number = tag.find_first_not_of("0123456789-") == tag.npos;
  if (fits && !is_number) return tag;
  throw Error(Fault::usage, say(_("\"{0}\" cannot be a tag"), word),
              _("a tag is one word of letters, digits and - _ . : and no number"));
}

BulkResult change_tags(Office& office, const ChangeRequest& request, const TagRequest& tags) {
  TagRequest kept;
  for (const auto& word : tags.add) kept.add.push_back(tag_name(word));
  for (const auto& word : tags.remove) kept.remove.push_back(tag_name(word));
  return change_each(office, request, [&](db::Writer& db, TicketId ticket, const store::ChangeView&) {
    std::vector<Change> changes;
    for (const auto& tag : kept.remove) {
      if (store::remove_tag(db, ticket, tag)) changes.push_back({"tag", tag, std::nullopt});
    }
    for (const auto& tag : kept.add) {
      if (store::add_tag(db, ticket, tag)) changes.push_back({"tag", std::nullopt, tag});
    }
    if (changes.empty()) return;
    store::note_change(db, ticket);
    db.record("tag", ticket, std::nullopt, changes);
  });
}

std::vector<std::pair<std::string, std::int64_t>> list_tags(Office& office) {
  const auto db = office.local().read();
  return store::list_tags(db);
}

}  // namespace urp
