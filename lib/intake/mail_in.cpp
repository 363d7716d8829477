// mail_in.cpp: one mail that came in: whose it is, and what it becomes. Files lie in the media folder before
// the rows name them; rows are one transaction.
#include <urp/mail.hpp>

#include "domain/hash.hpp"
#include "domain/mail_factory.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "office/plugin.hpp"
#include "store/arrange.hpp"
#include "store/letters.hpp"
#include "store/mail.hpp"
#include "store/media_files.hpp"
#include "store/ticket_fields.hpp"

namespace urp {
namespace {

const Actor mail_actor{"mail", "mail"};
constexpr std::size_t most_files = 50;

IncomingMail read_mail(std::string_view message, bool cut) {
  IncomingMail mail;
  mail_function<ReadMail>(read_mail_name)(message, mail);
  mail.incomplete = mail.incomplete || cut || mail.files.size() > most_files;
  if (mail.files.size() > most_files) mail.files.resize(most_files);
  return mail;
}

/// What servers write above it differs each time it is delivered.
std::string digest_of(std::string_view message, const IncomingMail& mail) {
  const auto windows = message.find("\r\n\r\n"), unix = message.find("\n\n");
  const auto body = message.substr(std::min({windows, unix, message.size()}));
  return hex(sha256(mail.message_id + '\n' + mail.from.mail + '\n' + sha256(body)));
}

std::optional<store::KnownDispatch> find_dispatch(const db::Access& db, const IncomingMail& mail) {
  for (const auto& token : mail.reply_tokens) {
    if (auto known = store::find_dispatch(db, token)) return known;
  }
  for (const auto& token : mail.letter_tokens) {
    if (const auto attempt = store::find_letter_attempt(db, token))
      return store::find_dispatch(db, attempt->dispatch);
  }
  return std::nullopt;
}

std::vector<store::StoredFile> keep_files(const Office::Local& office, const IncomingMail& mail) {
  std::vector<store::StoredFile> kept;
  for (const auto& file : mail.files) {
    store::IncomingMedia place(*office.store, store::IncomingMedia::From::clerk);
    place.write(file.bytes);
    kept.push_back({file.name, file.mime_type, place.keep(), static_cast<std::int64_t>(file.bytes.size())});
  }
  return kept;
}

/// The letter that a receipt or a bounce speaks of.
std::optional<std::int64_t> letter_of(const db::Access& db, const IncomingMail& mail,
                                      const std::optional<store::KnownDispatch>& dispatch, bool& latest) {
  latest = true;
  for (const auto& token : mail.letter_tokens) {
    if (const auto attempt = store::find_letter_attempt(db, token)) {
      latest = attempt->latest;
      return attempt->letter;
    }
  }
  if (!dispatch) return std::nullopt;
  const auto letter = store::find_letter(db, dispatch->ticket, dispatch->service);
  return letter && letter->dispatch == dispatch->id ? std::optional(letter->id) : std::nullopt;
}

void apply_news(db::Writer& db, std::int64_t letter, const IncomingMail& mail, bool latest) {
  switch (mail.news) {
    case LetterNews::none:
      return;
    case LetterNews::accepted:
      store::apply_letter(db, letter, DeliveryEvent::told_sent);
      return;
    case LetterNews::delivered:
      store::apply_letter(db, letter, DeliveryEvent::told_delivered);
      return;
    case LetterNews::failed:
      if (latest)
        store::apply_letter(db, letter, DeliveryEvent::told_failed, MessageError{0, mail.news_words});
      return;
  }
}

/// The words in the thread, and the turn: a robot's wake nobody.
store::MailNote file_answer(db::Writer& db, TicketId ticket,
                            const std::optional<store::KnownDispatch>& dispatch, const IncomingMail& mail,
                            const std::vector<store::StoredFile>& files, std::string_view verb) {
  const std::string service = dispatch ? dispatch->service : "";
  const auto before = store::get_change_view(db, ticket);
  const auto note = store::add_mail_notes(db, ticket, mail, service, files);
  std::vector<Change> changes;
  if (!service.empty()) changes.push_back({"service", std::nullopt, service});
  if (mail.kind == MailKind::auto_reply) {
    changes.push_back({"content", std::nullopt, hex(sha256(mail.text))});
    db.record("note", ticket, note.ref.number, changes);
    return note;
  }
  if (dispatch) {
    // Who answers has got it, whatever the mail server left in doubt.
    const auto letter = store::find_letter(db, dispatch->ticket, dispatch->service);
    if (letter && letter->dispatch == dispatch->id && letter->state == Delivery::uncertain)
      store::apply_letter(db, letter->id, DeliveryEvent::told_delivered);
    store::set_answered(db, dispatch->id);
  }
  const auto moved = store::move_ticket(db, ticket, ticket_move::ServiceAnswered{}).after;
  for (auto& change : difference(before, moved)) changes.push_back(std::move(change));
  db.record(verb, ticket, note.ref.number, changes);
  return note;
}

MailReceived receive_news(Office::Local& office, const IncomingMail& mail, store::NewMail& row,
                          const std::optional<store::KnownDispatch>& dispatch, std::string_view message) {
  auto db = office.write_upkeep(mail_actor);
  if (store::is_known_mail(db, row.digest)) return {MailReceived::What::known, std::nullopt};
  bool latest = true;
  const auto letter = letter_of(db, mail, dispatch, latest);
  row.aside = !letter;
  if (letter) apply_news(db, *letter, mail, latest);
  if (row.aside) row.body = message;
  store::add_mail(db, row);
  db.commit();
  return {row.aside ? MailReceived::What::aside : MailReceived::What::news, std::nullopt};
}

[[noreturn]] void throw_not_aside(std::int64_t mail) {
  throw Error(Fault::not_found, say(_("there is no mail {0} kept aside"), mail),
              _("see: urp mail-in --list"));
}

MessageRef attach(Office& office, TicketId named, std::string_view message, const IncomingMail& mail,
                  std::optional<std::int64_t> aside) {
  auto& local = office.local();
  const auto files = keep_files(local, mail);
  auto db = local.write();
  const TicketId ticket = store::follow_merges(db, named);
  const auto note =
      file_answer(db, ticket, store::find_open_dispatch(db, ticket), mail, files, "mail_attach");
  if (aside) {
    store::settle_aside_mail(db, *aside, ticket, note.id);
  } else if (const auto digest = digest_of(message, mail); !store::is_known_mail(db, digest)) {
    store::NewMail row;
    row.digest = digest;
    row.mail = &mail;
    row.ticket = ticket;
    row.message = note.id;
    if (mail.incomplete) row.body = message;
    store::add_mail(db, row);
  }
  db.commit();
  return note.ref;
}

}  // namespace

MailReceived receive_mail(Office& office, std::string_view message, bool cut) {
  auto& local = office.local();
  const IncomingMail mail = read_mail(message, cut);
  store::NewMail row;
  row.digest = digest_of(message, mail);
  row.mail = &mail;
  std::optional<store::KnownDispatch> dispatch;
  {
    const auto db = local.read();
    if (store::is_known_mail(db, row.digest)) return {MailReceived::What::known, std::nullopt};
    dispatch = find_dispatch(db, mail);
  }
  if (dispatch) row.dispatch = dispatch->id;
  if (mail.kind == MailKind::receipt || mail.kind == MailKind::bounce)
    return receive_news(local, mail, row, dispatch, message);
  const auto files = dispatch ? keep_files(local, mail) : std::vector<store::StoredFile>{};
  auto db = local.write_upkeep(mail_actor);
  if (store::is_known_mail(db, row.digest)) return {MailReceived::What::known, std::nullopt};
  MailReceived received;
  if (dispatch) {
    row.ticket = store::follow_merges(db, dispatch->ticket);
    const auto note = file_answer(db, *row.ticket, dispatch, mail, files, "service_answer");
    row.message = note.id;
    received.note = note.ref;
    received.what =
        mail.kind == MailKind::auto_reply ? MailReceived::What::auto_reply : MailReceived::What::answer;
  }
  row.aside = !dispatch;
  if (row.aside || mail.incomplete) row.body = message;
  store::add_mail(db, row);
  db.commit();
  return received;
}

std::vector<AsideMail> list_aside_mail(Office& office, bool dismissed) {
  return store::list_aside_mail(office.local().read(), dismissed);
}

void dismiss_mail(Office& office, std::span<const std::int64_t> mails, const std::string& reason) {
  auto db = office.local().write();
  bool any = false;
  for (const auto mail : mails) {
    if (!store::find_aside_body(db, mail)) throw_not_aside(mail);
    if (!store::dismiss_mail(db, mail, reason)) continue;  // it was already
    db.record("mail_dismiss", std::nullopt, std::nullopt,
              {{"mail", std::nullopt, std::to_string(mail)}, {"reason", std::nullopt, reason}});
    any = true;
  }
  if (any) db.commit();
}

MessageRef attach_mail(Office& office, TicketId ticket, std::int64_t mail) {
  const auto body = store::find_aside_body(office.local().read(), mail);
  if (!body) throw_not_aside(mail);
  return attach(office, ticket, *body, read_mail(*body, false), mail);
}

MessageRef attach_mail(Office& office, TicketId ticket, std::string_view message, bool cut) {
  return attach(office, ticket, message, read_mail(message, cut), std::nullopt);
}

}  // namespace urp
