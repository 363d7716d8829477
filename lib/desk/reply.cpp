#include <urp/desk/reply.hpp>
#include <urp/text.hpp>

#include <map>
#include <utility>

#include "desk/holder.hpp"
#include "desk/reasons.hpp"
#include "desk/reply_parts.hpp"
#include "desk/take_back.hpp"
#include "desk/write_answer.hpp"
#include "domain/because.hpp"
#include "domain/hash.hpp"
#include "domain/say.hpp"
#include "office/local.hpp"
#include "store/arrange.hpp"
#include "store/canned.hpp"
#include "store/drafts.hpp"
#include "store/messages.hpp"
#include "store/moderation.hpp"
#include "store/outbox.hpp"
#include "store/reading.hpp"
#include "store/receipts.hpp"
#include "store/ticket_changes.hpp"
#include "store/tickets.hpp"
#include "store/windows.hpp"

namespace urp {
namespace {

std::string digest_of(const ReplyRequest& request) {
  std::string content = std::to_string(request.ticket.value) + "\n" +
                        std::to_string(request.quote.value_or(0)) + "\n" + request.text;
  for (const auto& file : request.attach) content += "\nfile " + file.string();
  if (request.use_template) {
    content += "\ntemplate " + request.use_template->name + " " + request.use_template->language;
    for (const auto& [name, value] : request.use_template->values) content += "\n" + name + "=" + value;
  }
  if (request.react) content += "\nreact " + *request.react;
  if (request.location)
    content += say("\nlocation {} {}", request.location->latitude, request.location->longitude);
  if (request.ask_location) content += "\nask location";
  if (request.ask_phone) content += "\nask phone";
  return sha256(content);
}

std::optional<ReplyResult> earlier_result(const db::Access& db, const ReplyRequest& request) {
  if (!request.key) return std::nullopt;
  constexpr std::size_t longest_key = 200;  // bytes: scripts make them of a number and a date
  if (request.key->size() > longest_key || escape_controls(*request.key) != *request.key) {
    throw Error(Fault::usage, say(_("--key: one line of at most {0} characters"), longest_key));
  }
  const auto earlier = store::find_by_key(db, *request.key);
  if (!earlier) return std::nullopt;
  if (earlier->content_digest != digest_of(request)) {
    throw Error(
        Fault::conflict,
        say(_("key {0}: used before for another answer ({1})"), *request.key, to_string(earlier->ref)),
        _("choose another key for another answer"));
  }
  ReplyResult result;
  result.queued = earlier->ref;
  result.repeated = true;
  if (const auto row = store::find_outgoing(db, earlier->ref)) {
    result.status = row->status;
    result.to = store::contact_label(db, row->contact);
    result.window_closes = store::window_closes(db, row->contact, row->number);
  }
  return result;
}

void refuse_blocked(const store::AnswerView& ticket, TicketId name) {
  if (!ticket.blocked) return;
  throw Error(Fault::refused, say(_("{0}: the person is blocked"), to_string(name)), _("unblock them first"));
}

void refuse_state(const store::AnswerView& ticket, const ReplyRequest& request) {
  const std::string name = to_string(request.ticket);
  if (ticket.state == TicketState::closed) {
    throw Error(Fault::conflict, say(_("{0} is closed"), name),
                say(_("open it again first: urp reopen {0}"), request.ticket.value));
  }
  if (request.if_revision && *request.if_revision != ticket.revision) {
    throw Error(Fault::conflict,
                say(_("{0} has changed since you read it (revision {1}, now {2})"), name,
                    *request.if_revision, ticket.revision),
                say(_("read it again: urp show {0}"), request.ticket.value));
  }
}

void refuse_holder(const store::AnswerView& ticket, const ReplyRequest& request, const Actor& actor) {
  const bool held_by_another = ticket.clerk && *ticket.clerk != actor.clerk;
  if (!held_by_another || request.steal) return;
  throw Error(Fault::conflict, say(_("{0} is held by {1}"), to_string(request.ticket), *ticket.clerk),
              _("talk to them, or take it over: --steal REASON"));
}

std::optional<MessageId> quoted_message(const db::Access& db, const ReplyRequest& request) {
  if (!request.quote) return std::nullopt;
  const MessageRef quoted{request.quote_ticket.value_or(request.ticket), *request.quote};
  const auto message = store::find_in_ticket(db, quoted);
  if (message && store::find_thread(db, *message) == request.ticket) return message;
  if (message) {
    throw Error(Fault::usage,
                say(_("{0} is no message of {1}"), to_string(quoted), to_string(request.ticket)),
                _("an answer quotes a message of its own ticket"));
  }
  throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(quoted)),
              say(_("see the numbers with: urp show {0} --all"), request.ticket.value));
}

void refuse_closed_window(const db::Access& db, const Office::Local& office, const ReplyRequest& request,
                          const store::AnswerView& ticket) {
  if (request.use_template || request.park || request.knock) return;
  const auto end = store::window_closes(db, ticket.contact, ticket.number);
  if (open_window(end, office.now())) return;
  const char* what = end ? _("{0}: the window closed, free text is no longer allowed")
                         : _("{0}: the citizen never wrote to this number, free text is not allowed");
  throw Error(
      Fault::window_closed, say(what, to_string(request.ticket)),
      _("--knock asks the citizen to write, --park keeps the answer until then, --template NAME sends one"));
}

/// One message after the other; the first that a citizen sees decides the place in `result`.
void queue_parts(db::Writer& db, const Office::Local& office, const ReplyRequest& request,
                 const store::AnswerView& ticket, std::vector<store::NewOutgoing> parts,
                 ReplyResult& result) {
  const auto end = store::window_closes(db, ticket.contact, ticket.number);
  const auto window = open_window(end, office.now());
  result.window_closes = end;
  const bool free_form = parts.front().type != "template";
  result.knocked = request.knock && free_form && !window;
  if (result.knocked) parts.insert(parts.begin(), make_knock(db, office, request, ticket));
  result.type = parts.front().type;
  result.text = parts.front().text;
  auto canned = request.canned;  // counted once, with the message that says it
  bool first = true;
  for (auto& part : parts) {
    part.ticket = request.ticket;
    part.contact = ticket.contact;
    part.number = ticket.number;
    part.at = office.now();
    part.not_before = office.real_now() + request.hold;
    part.waiting_since = ticket.waiting_since;
    part.state_before = to_name(ticket.state);
    if (first) part.key = request.key;
    part.content_digest = digest_of(request);
    const bool goes = part.type == "template" || window.has_value();
    const auto ref = part.type == "template" ? store::queue_template(db, part)
                     : window                ? store::queue_message(db, *window, part)
                                             : store::park_message(db, part);
    if (first) result.status = goes ? Delivery::queued : Delivery::parked;
    if (canned && !part.text.empty() && part.type != "template")
      store::note_canned(db, *std::exchange(canned, std::nullopt), ref);
    result.all.push_back(ref);
    first = false;
  }
  result.queued = result.all.front();
}

ReplyResult try_reply(const Office::Local& office, const ReplyRequest& request, const CopiedFiles& copied) {
  auto db = office.write();
  if (const auto earlier = earlier_result(db, request)) return *earlier;
  const auto result = write_answer(db, office, request, copied.files);
  if (request.dry_run) return result;
  copied.keep();
  db.commit();
  return result;
}

bool ticket_exists(const Office::Local& office, TicketId ticket) {
  const auto db = office.read();
  return store::find_answer_view(db, ticket).has_value();
}

}  // namespace

ReplyResult write_answer(db::Writer& db, const Office::Local& office, const ReplyRequest& request,
                         const ReplyFiles& files) {
  get_for_change(db, office,
                 request.ticket);  // refuses what is none, or part of another; a lapsed claim ends
  const auto ticket = store::find_answer_view(db, request.ticket);
  if (!ticket) store::throw_unknown(request.ticket);
  std::optional<MessageId> quote;
  std::vector<store::NewOutgoing> parts;
  Reasons against;
  against.ask([&] { quote = quoted_message(db, request); });
  against.ask([&] { refuse_blocked(*ticket, request.ticket); });
  against.ask([&] { refuse_group(db, request.ticket); });
  against.ask([&] { refuse_unreachable(db, ticket->contact, request.ticket); });
  against.ask([&] { refuse_state(*ticket, request); });
  against.ask([&] { refuse_holder(*ticket, request, db.actor()); });
  if (!request.steal) against.ask([&] { refuse_edited(db, office, request.ticket); });
  against.ask([&] { refuse_closed_window(db, office, request, *ticket); });
  against.ask([&] { parts = make_parts(db, office, request, files); });
  against.raise();
  ReplyResult result;
  result.to = ticket->name;
  if (!request.react) parts.front().quote = quote;
  queue_parts(db, office, request, *ticket, std::move(parts), result);
  store::want_receipt(db, request.ticket);
  const bool answers = !request.react;  // a reaction is no answer: the turn stays where it is
  if (answers) {
    const TicketState after = request.close ? TicketState::closed : TicketState::waiting;
    auto changes = store::move_ticket(db, request.ticket, ticket_move::Answered{after}).changes;
    changes.insert(changes.begin(), {"status", std::nullopt, std::string(to_name(result.status))});
    if (result.all.size() > 1)
      changes.push_back({"last", std::nullopt, std::to_string(result.all.back().number)});
    if (request.steal) changes.push_back({"reason", std::nullopt, *request.steal});
    store::remove_draft(db, request.ticket);
    store::forget_reading(db, request.ticket);
    db.record("reply", request.ticket, result.queued.number, changes);
  } else {
    db.record("react", request.ticket, result.queued.number, {{"status", std::nullopt, "queued"}});
  }
  return result;
}

ReplyResult reply(Office& office, const ReplyRequest& request) {
  auto& local = office.local();
  try {
    return try_reply(local, request, check_reply(local, request));
  } catch (const Error&) {
    // What was typed is kept in every case; a ticket that does not exist has no place for it.
    const bool worth_keeping = !request.dry_run && !request.text.empty();
    if (worth_keeping && ticket_exists(local, request.ticket))
      keep_draft(office, request.ticket, request.text);
    throw;
  }
}

DeliveryReport delivery_report(Office& office, MessageRef ref) {
  const auto db = office.local().read();
  const auto row = get_outgoing(db, ref);
  return {ref, row.status, row.error};
}

bool has_sender(Office& office) {
  // A pass of another command holds the first lock too, for a moment; only `listen` holds both.
  const auto& store = *office.local().store;
  return store.lock_file("listener").is_held_by_another(db::FileLock::Mode::exclusive) &&
         store.lock_file("sender").is_held_by_another(db::FileLock::Mode::shared);
}

void resend_message(Office& office, MessageRef ref, std::optional<std::int64_t> if_revision, bool dry_run) {
  auto& local = office.local();
  auto db = local.write();
  const auto row = get_outgoing(db, ref);
  if (if_revision && *if_revision != row.revision) {
    throw Error(Fault::conflict, say(_("{0}: it has changed since it was shown"), to_string(ref)),
                say(_("see: urp show {0}"), ref.ticket.value));
  }
  if (!next_delivery(row.status, row.final, DeliveryEvent::resend)) throw_too_late(ref, row.status);
  if (store::get_flag_view(db, ref).hidden) {
    throw Error(Fault::conflict, say(_("{0} is hidden, and what is hidden is not sent"), to_string(ref)),
                say(_("show it again first: urp flag {0} --undo"), to_string(ref)));
  }
  if (store::is_moderated(db, row.id)) {
    throw Error(Fault::conflict, say(_("{0} is masked, and what is masked is not sent"), to_string(ref)),
                say(_("take the mask off first: urp redact {0} --undo"), to_string(ref)));
  }
  if (row.needs_window() && !open_window(store::window_closes(db, row.contact, row.number), local.now())) {
    throw Error(Fault::window_closed,
                say(_("{0}: the window closed, free text is no longer allowed"), to_string(ref)),
                _("--park keeps the answer until the citizen writes"));
  }
  if (!store::apply(db, row.id, DeliveryEvent::resend)) throw_too_late(ref, row.status);
  store::postpone(db, row.id, local.real_now(), 0);
  db.record("resend", ref.ticket, ref.number,
            store::move_ticket(db, ref.ticket, ticket_move::Answered{}).changes);
  if (!dry_run) db.commit();
}

void give_up_message(Office& office, MessageRef ref, bool dry_run) {
  auto db = office.local().write();
  const auto row = get_outgoing(db, ref);
  if (!store::apply(db, row.id, DeliveryEvent::give_up, because(Reason::given_up)))
    throw_too_late(ref, row.status);
  db.record("give_up", ref.ticket, ref.number, {});
  if (!dry_run) db.commit();
}

std::optional<std::string> find_draft(Office& office, TicketId ticket) {
  const auto db = office.local().read();
  return store::find_draft(db, office.actor().clerk, ticket);
}

void keep_draft(Office& office, TicketId ticket, const std::string& text) {
  auto db = office.local().write_upkeep(office.actor());
  store::put_draft(db, ticket, text);
  db.commit();
}

void drop_draft(Office& office, TicketId ticket) {
  auto db = office.local().write_upkeep(office.actor());
  store::remove_draft(db, ticket);
  db.commit();
}

}  // namespace urp
