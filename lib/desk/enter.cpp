#include <urp/desk/enter.hpp>

#include <urp/text.hpp>

#include "desk/holder.hpp"
#include "desk/person_name.hpp"
#include "desk/reply_parts.hpp"
#include "desk/write_answer.hpp"
#include "domain/contact_spelling.hpp"
#include "domain/deadlines.hpp"
#include "domain/hash.hpp"
#include "domain/part.hpp"
#include "domain/say.hpp"
#include "domain/threading.hpp"
#include "store/contact_lookup.hpp"
#include "store/contacts.hpp"
#include "store/entered.hpp"
#include "store/messages.hpp"
#include "store/tickets.hpp"

namespace urp {
namespace {

std::string checked_text(const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) {
    throw Error(Fault::usage, _("there is no text"),
                _("give the text with the command, or - for standard input"));
  }
  return valid_utf8(text);
}

/// The words of an entry are not in the audit chain; their digest proves them.
Change content_of(const std::string& text) {
  return {"content", std::nullopt, hex(sha256(text))};
}

ContactId contact_for(db::Writer& db, const CaseRequest& request, std::vector<Change>& changes) {
  const auto name = request.name ? std::optional(checked_person_name(*request.name)) : std::nullopt;
  if (const auto known = store::find_contact(db, request.contact)) return *known;
  const auto phone = phone_digits(request.contact);
  if (!phone) return store::get_contact(db, request.contact);  // says that there is none
  Sender sender;
  sender.phone = *phone;
  const ContactId contact = store::resolve_sender(db, sender, db.now(), changes);
  if (name) store::set_name(db, contact, name);
  return contact;
}

store::NewTicket new_ticket(const Office::Local& office, const CaseRequest& request, ContactId contact,
                            std::int64_t number) {
  const auto& settings = office.options.settings;
  store::NewTicket fresh;
  fresh.contact = contact;
  fresh.number = number;
  fresh.kind = request.kind;
  fresh.presented_at = request.presented_at.value_or(office.now());
  fresh.first_answer_due_at = first_answer_due(settings, office.zone, fresh.presented_at);
  fresh.term_due_at = term_due(settings, office.zone, fresh.kind, fresh.presented_at);
  return fresh;
}

}  // namespace

MessageRef add_note(Office& office, const NoteRequest& request) {
  const std::string text = checked_text(request.text);
  auto& local = office.local();
  auto db = local.write();
  const auto place = store::get_place(db, request.ticket);
  store::Entered note;
  note.ticket = request.ticket;
  note.contact = place.contact;
  note.number = place.number;
  note.number_in_ticket = store::next_note_number(db, request.ticket);
  note.text = text;
  note.at = db.now();
  store::add_entered(db, note);
  db.record("note", request.ticket, note.number_in_ticket, {content_of(text)});
  db.commit();
  return {request.ticket, note.number_in_ticket};
}

CaseResult enter_case(Office& office, const CaseRequest& request) {
  const std::string text = checked_text(request.text);
  auto& local = office.local();
  if (request.presented_at && *request.presented_at > local.now()) {
    throw Error(Fault::usage, say(_("{0} is still to come"), iso_time(*request.presented_at, local.zone)),
                _("a case is presented now or earlier"));
  }
  CopiedFiles copied;
  if (request.answer) copied = check_reply(local, *request.answer);
  auto db = local.write();
  std::vector<Change> changes = {content_of(text)};
  const ContactId contact = contact_for(db, request, changes);
  const std::int64_t number = store::number_row(db, local.options.settings.whatsapp.phone_number_id);
  const auto fresh = new_ticket(local, request, contact, number);
  const TicketId ticket = store::add_ticket(db, fresh);
  InboundMessage spoken;
  spoken.type = "text";
  spoken.text = text;
  const auto number_in_ticket =
      store::move_ticket(db, ticket,
                         ticket_move::Arrived{fresh.presented_at, true, make_preview(spoken, {}, false)})
          .after.messages;
  const MessageId message = store::add_entered(
      db, {ticket, contact, number, number_in_ticket, Direction::in, text, fresh.presented_at});
  store::set_channel(db, message, request.by);
  store::move_ticket(db, ticket, ticket_move::Handed{db.actor().clerk});
  store::read_all(db, ticket);
  if (request.urgent) store::move_ticket(db, ticket, ticket_move::Marked{true});
  if (request.subject) store::move_ticket(db, ticket, ticket_move::Named{*request.subject});
  changes.push_back({"state", std::nullopt, "open"});
  changes.push_back({"by", std::nullopt, request.by});
  db.record("new", ticket, number_in_ticket, changes);
  CaseResult result{{ticket, number_in_ticket}, std::nullopt, {}};
  if (request.answer) {
    ReplyRequest answer = *request.answer;
    answer.ticket = ticket;
    result.answer = write_answer(db, local, answer, copied.files);
  }
  result.contact = contact;
  if (request.dry_run) return result;
  copied.keep();
  db.commit();
  return result;
}

}  // namespace urp
