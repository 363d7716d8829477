#include <urp/desk/route.hpp>

#include <algorithm>

#include "desk/each_ticket.hpp"
#include "desk/holder.hpp"
#include "desk/reasons.hpp"
#include "desk/suggest.hpp"
#include "domain/citizen_words.hpp"
#include "domain/routing.hpp"
#include "domain/say.hpp"
#include "store/messages.hpp"
#include "store/outbox.hpp"
#include "store/queue.hpp"
#include "store/services.hpp"
#include "store/tickets.hpp"
#include "store/windows.hpp"

namespace urp {
namespace {

const Settings::Service& service_named(const Settings& settings, const std::string& slug) {
  const auto& services = settings.services;
  const auto found = std::find_if(services.begin(), services.end(),
                                  [&](const Settings::Service& service) { return service.slug == slug; });
  if (found != services.end()) return *found;
  std::string known;
  for (const auto& service : services) known += (known.empty() ? "" : ", ") + service.slug;
  throw Error(Fault::not_found, say(_("there is no service \"{0}\""), slug),
              known.empty() ? std::string(_("the administrator adds services to urp.toml: [[service]]"))
                            : say(_("allowed: {0}"), known));
}

void require_message(const db::Access& db, MessageRef ref) {
  if (store::find_in_ticket(db, ref)) return;
  throw Error(Fault::not_found, say(_("{0}: there is no such message"), to_string(ref)),
              say(_("see the numbers with: urp show {0} --all"), ref.ticket.value));
}

class Router {
 public:
  Router(const Office::Local& office, const RouteRequest& request)
      : office_(office), request_(request), lead_(service_named(office.options.settings, request.service)) {
    for (const auto& slug : request.copies) copies_.push_back(&service_named(office.options.settings, slug));
  }

  void route(db::Writer& db, TicketId ticket) {
    const auto view = get_for_change(db, office_, ticket);
    Reasons against;
    for (const auto& number : {request_.first, request_.last}) {
      if (number) against.ask([&] { require_message(db, {ticket, *number}); });
    }
    against.ask([&] { refuse_closed(view, ticket); });
    against.ask([&] { refuse_held(view, ticket, db.actor()); });
    if (request_.tell) against.ask([&] { refuse_to_tell(db, ticket); });
    against.raise();
    std::vector<Change> changes;
    hand_to(db, ticket, lead_, true, changes);
    for (const auto* service : copies_) hand_to(db, ticket, *service, false, changes);
    if (changes.empty()) return;  // they all have it
    std::optional<Told> told;
    if (request_.tell) told = tell(db, ticket);
    store::move_ticket(db, ticket, ticket_move::Routed{lead_.slug, db.actor().clerk});
    const auto moved = difference(view, store::get_change_view(db, ticket));  // with what telling moved
    changes.insert(changes.end(), moved.begin(), moved.end());
    if (request_.note) changes.push_back({"note", std::nullopt, *request_.note});
    db.record("route", ticket, std::nullopt, changes);
    if (told) told_.push_back(std::move(*told));
  }

  std::vector<Told> told() && { return std::move(told_); }
  bool mailed() const { return mailed_; }

  std::vector<std::string> by_hand() const {
    std::vector<std::string> slugs;
    if (!gets_mail(lead_)) slugs.push_back(lead_.slug);
    for (const auto* service : copies_) {
      if (!gets_mail(*service)) slugs.push_back(service->slug);
    }
    return slugs;
  }

 private:
  bool gets_mail(const Settings::Service& service) const {
    return request_.mail && urp::gets_mail(office_.options.settings, service);
  }

  void hand_to(db::Writer& db, TicketId ticket, const Settings::Service& service, bool lead,
               std::vector<Change>& changes) {
    store::NewDispatch dispatch;
    dispatch.ticket = ticket;
    dispatch.service = service.slug;
    dispatch.lead = lead;
    dispatch.state = gets_mail(service) ? "queued" : "by_hand";
    dispatch.note = request_.note;
    dispatch.first = request_.first;
    dispatch.last = request_.last;
    if (!store::add_dispatch(db, dispatch)) return;
    changes.push_back({"service", std::nullopt, service.slug});
    mailed_ = mailed_ || gets_mail(service);
  }

  void refuse_to_tell(db::Writer& db, TicketId ticket) const {
    const auto view = store::find_answer_view(db, ticket);
    if (!view) return;
    if (view->blocked) {
      throw Error(Fault::refused, say(_("{0}: the person is blocked"), to_string(ticket)),
                  _("unblock them first"));
    }
    refuse_group(db, ticket);
    refuse_unreachable(db, view->contact, ticket);
  }

  /// By the clerk, so it is an answer: now, or as soon as the citizen writes again.
  std::optional<Told> tell(db::Writer& db, TicketId ticket) const {
    const auto view = store::find_answer_view(db, ticket);
    if (!view) return std::nullopt;
    const auto& office = office_.options.settings.office;
    store::NewOutgoing outgoing;
    outgoing.ticket = ticket;
    outgoing.contact = view->contact;
    outgoing.number = view->number;
    outgoing.text =
        routed_words(office.language, ticket, lead_.name.empty() ? lead_.slug : lead_.name, office.name);
    outgoing.composed = true;
    outgoing.at = db.now();
    outgoing.not_before = office_.real_now() + request_.hold;
    outgoing.waiting_since = view->waiting_since;
    outgoing.state_before = to_name(TicketState::routed);
    const auto window = open_window(store::window_closes(db, view->contact, view->number), db.now());
    const auto told =
        window ? store::queue_message(db, *window, outgoing) : store::park_message(db, outgoing);
    store::move_ticket(db, ticket, ticket_move::Answered{TicketState::routed});
    db.record("reply", ticket, told.number, {{"status", std::nullopt, window ? "queued" : "parked"}});
    return Told{told, view->name, outgoing.text, !window};
  }

  const Office::Local& office_;
  const RouteRequest& request_;
  const Settings::Service& lead_;
  std::vector<const Settings::Service*> copies_;
  std::vector<Told> told_;
  bool mailed_ = false;
};

}  // namespace

RouteResult route_tickets(Office& office, const RouteRequest& request) {
  if (request.first && request.tickets.size() != 1) {
    throw Error(Fault::usage, _("some messages of several tickets cannot be routed at once"),
                _("name one ticket as 415/3-6"));
  }
  auto& local = office.local();
  Router router(local, request);
  RouteResult result;
  result.tickets = each_ticket(local, request.tickets, request.dry_run, [&](db::Writer& db, TicketId ticket) {
    refuse_changed(db, request.if_revision, ticket);
    router.route(db, ticket);
  });
  result.by_hand = router.by_hand();
  result.mailed = router.mailed();
  result.told = std::move(router).told();
  return result;
}

BulkResult recall_tickets(Office& office, std::span<const TicketId> tickets, bool dry_run) {
  auto& local = office.local();
  return each_ticket(local, tickets, dry_run, [&](db::Writer& db, TicketId ticket) {
    const auto view = get_for_change(db, local, ticket);
    if (view.state != TicketState::routed) {
      throw Error(Fault::conflict, say(_("{0} is not with a service"), to_string(ticket)),
                  say(_("see: urp show {0}"), ticket.value));
    }
    refuse_held(view, ticket, db.actor());
    store::recall_dispatches(db, ticket);
    db.record("recall", ticket, std::nullopt,
              store::move_ticket(db, ticket, view, ticket_move::Recalled{}).changes);
  });
}

std::optional<Suggestion> suggest_service(Office& office, TicketId ticket) {
  const auto& local = office.local();
  const auto db = local.read();
  return suggestion_for(local, db, ticket, store::get_change_view(db, ticket).presented_at);
}

}  // namespace urp
