#include "desk/warn.hpp"

#include "desk/holder.hpp"
#include "domain/say.hpp"
#include "domain/window.hpp"
#include "store/arrange.hpp"
#include "store/messages.hpp"
#include "store/queue.hpp"
#include "store/receipts.hpp"
#include "store/suspicions.hpp"
#include "store/thread.hpp"
#include "store/tickets.hpp"
#include "store/windows.hpp"

namespace urp {
namespace {

std::string words_for(const Settings::Moderation& moderation, Ground ground) {
  std::string text = moderation.warn.at(std::string(to_name(ground)));
  if (!moderation.appeal.empty()) text += "\n\n" + moderation.appeal;
  return text;
}

OpenWindow window_to(const db::Access& db, const Office::Local& office, const store::AnswerView& ticket,
                     MessageRef ref) {
  const auto window = open_window(store::window_closes(db, ticket.contact, ticket.number), office.now());
  if (window) return *window;
  throw Error(Fault::window_closed,
              say(_("{0}: the window closed, a warning can no longer be sent"), to_string(ref)),
              _("flag it without --warn"));
}

}  // namespace

void check_warning(const Settings& settings, Ground ground) {
  const auto words = settings.moderation.warn.find(std::string(to_name(ground)));
  if (words != settings.moderation.warn.end() && !words->second.empty()) return;
  throw Error(Fault::configuration,
              say(_("there are no words for a warning on the ground {0}"), to_name(ground)),
              say(_("write them into urp.toml: [moderation.warn] {0} = \"...\""), to_name(ground)));
}

Warning warn_writer(db::Writer& db, const Office::Local& office, const store::FlagView& message,
                    MessageRef ref, Ground ground, Seconds hold) {
  if (message.direction != Direction::in) {
    throw Error(Fault::usage,
                say(_("{0} was not written by a citizen, and nobody can be warned"), to_string(ref)));
  }
  const TicketId thread = store::find_thread(db, message.id).value_or(ref.ticket);
  Warning warning;
  warning.about = ref;
  if (const auto earlier = store::find_warning(db, thread, ground)) {
    warning.sent = *earlier;
    return warning;
  }
  const auto ticket = store::find_answer_view(db, thread);
  if (!ticket) store::throw_unknown(thread);
  if (ticket->blocked) {
    throw Error(Fault::refused, say(_("{0}: the person is blocked"), to_string(ref)),
                _("unblock them first"));
  }
  if (store::was_written_in_group(db, thread)) {
    throw Error(Fault::refused,
                say(_("{0}: it was written in a group, and is not answered privately"), to_string(ref)),
                _("flag it without --warn"));
  }
  refuse_unreachable(db, ticket->contact, thread);
  const OpenWindow window = window_to(db, office, *ticket, ref);
  store::NewOutgoing outgoing;
  outgoing.ticket = thread;
  outgoing.contact = ticket->contact;
  outgoing.number = ticket->number;
  outgoing.text = words_for(office.options.settings.moderation, ground);
  outgoing.quote = message.id;
  outgoing.automatic = true;  // canned: it answers nothing, and the turn stays where it is
  outgoing.at = office.now();
  outgoing.not_before = office.real_now() + hold;
  warning.sent = store::queue_message(db, window, outgoing);
  warning.to = ticket->name;
  warning.text = outgoing.text;
  store::add_warning(db, store::find_in_ticket(db, warning.sent).value(), thread, message.id, ground);
  db.record("warn", warning.sent.ticket, warning.sent.number,
            {{"ground", std::nullopt, std::string(to_name(ground))},
             {"about", std::nullopt, to_string(ref)},
             {"status", std::nullopt, "queued"}});
  return warning;
}

}  // namespace urp
