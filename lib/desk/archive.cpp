// archive.cpp: entries of the register, and approval for the open data.
#include <urp/desk/archive.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include <urp/text.hpp>

#include "desk/dossier.hpp"
#include "desk/each_ticket.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/archive.hpp"
#include "store/ticket_changes.hpp"

namespace urp {
namespace {

constexpr std::size_t least_digits = 7;  // DPR 445/2000, art. 57

constexpr std::size_t longest_register = 60;  // characters

std::string name_of(const ProtocolEntry& entry) {
  return fmt::format("{} {}/{}", entry.reg, entry.number, entry.year);
}

std::string date_text(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

ProtocolEntry make_entry(const Office& office, const ProtocolRequest& request, TicketId ticket) {
  const auto& area = office.settings().archive.area;
  const auto today = office.zone().local(office.now()).date;
  const auto date = request.date.value_or(today);
  if (date > today) {
    throw Error(Fault::usage, say(_("--date: {0} is still to come"), date_text(date)));
  }
  if (request.number.year > static_cast<int>(date.year())) {
    throw Error(Fault::usage,
                say(_("{0}/{1}: the year is later than the date of the entry, {2}"), request.number.number,
                    request.number.year, date_text(date)),
                _("an entry of the register is never changed; check the number"));
  }
  const std::string name = request.reg.value_or("");
  const bool controls = std::any_of(name.begin(), name.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (controls || utf16_length(name) > longest_register) {
    throw Error(Fault::usage, say(_("--register: one line of at most {0} characters"), longest_register));
  }
  ProtocolEntry entry;
  entry.ticket = ticket;
  entry.number = request.number.number;
  entry.year = request.number.year;
  entry.reg = request.reg.value_or(area.empty() ? "protocollo" : area);
  entry.date = date_text(date);
  entry.clerk = office.actor().clerk;
  entry.at = office.now();
  return entry;
}

void refuse_other(const ProtocolEntry& known, const ProtocolEntry& wanted) {
  if (known.ticket == wanted.ticket && known.date == wanted.date) return;
  throw Error(Fault::conflict,
              known.ticket == wanted.ticket
                  ? say(_("{0} is entered already, with the date {1}"), name_of(known), known.date)
                  : say(_("{0} is {1} already"), name_of(known), to_string(known.ticket)),
              _("an entry of the register is never changed; check the number"));
}

}  // namespace

std::optional<ProtocolNumber> parse_protocol_number(const std::string& word) {
  const std::size_t slash = word.find('/');
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  };
  if (slash == word.npos) return std::nullopt;
  std::string number = word.substr(0, slash);
  const std::string year = word.substr(slash + 1);
  constexpr std::size_t most_digits = 12, year_digits = 4;
  if (!is_number(number) || !is_number(year) || year.size() != year_digits || number.size() > most_digits) {
    return std::nullopt;
  }
  number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  if (number.empty()) return std::nullopt;
  if (number.size() < least_digits) number.insert(0, least_digits - number.size(), '0');
  ProtocolNumber parsed{std::move(number), 0};
  std::from_chars(year.data(), year.data() + year.size(), parsed.year);
  return parsed;
}

ProtocolResult enter_protocol(Office& office, const ProtocolRequest& request) {
  auto& local = office.local();
  auto db = local.write();
  store::get_revision(db, request.ticket);  // throws when there is none
  ProtocolEntry entry = make_entry(office, request, request.ticket);
  if (auto known = store::find_protocol_entry(db, entry.reg, entry.year, entry.number)) {
    refuse_other(*known, entry);
    return {*std::move(known), false};
  }
  entry.sha256 = transcript_digest(office, db, request.ticket);
  store::add_protocol_entry(db, entry);
  store::note_change(db, request.ticket);
  db.record("protocol", request.ticket, std::nullopt,
            {{"number", std::nullopt, name_of(entry)}, {"sha256", std::nullopt, entry.sha256}});
  if (!request.dry_run) db.commit();
  return {std::move(entry), true};
}

std::vector<ProtocolEntry> list_protocol(Office& office, TicketId ticket) {
  const auto db = office.local().read();
  store::get_revision(db, ticket);
  return store::list_protocol_entries(db, ticket);
}

BulkResult publish_tickets(Office& office, const ChangeRequest& request, bool withdraw) {
  return each_ticket(office.local(), request.tickets, request.dry_run, [&](db::Writer& db, TicketId ticket) {
    const auto view = store::get_change_view(db, ticket);
    if (view.merged_into) {
      throw Error(Fault::conflict,
                  say(_("{0} is part of {1}"), to_string(ticket), to_string(*view.merged_into)));
    }
    const bool changed =
        withdraw ? store::remove_publication(db, ticket) : store::add_publication(db, ticket);
    if (!changed) return;
    store::note_change(db, ticket);
    db.record(withdraw ? "unpublish" : "publish", ticket, std::nullopt, {});
  });
}

}  // namespace urp
