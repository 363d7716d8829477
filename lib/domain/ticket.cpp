#include <urp/ticket.hpp>

#include "domain/names.hpp"
#include "domain/ticket_words.hpp"

namespace urp {
namespace {

constexpr Name<TicketKind> kinds[] = {
    {TicketKind::request, "request", {"richiesta", "richieste"}},
    {TicketKind::report, "report", {"segnalazione", "segnalazioni"}},
    {TicketKind::complaint, "complaint", {"reclamo", "reclami"}},
    {TicketKind::suggestion, "suggestion", {"suggerimento", "suggerimenti"}},
    {TicketKind::access, "access", {"accesso", "accesso civico", "accesso-civico"}},
};
constexpr Name<TicketState> states[] = {
    {TicketState::open_new, "new", {"nuova", "nuove", "nuovo"}},
    {TicketState::open, "open", {"aperta", "aperte", "aperto"}},
    {TicketState::waiting, "waiting", {"attesa", "in attesa", "in-attesa"}},
    {TicketState::routed, "routed", {"inoltrata", "inoltrate", "inoltrato"}},
    {TicketState::closed, "closed", {"chiusa", "chiuse", "chiuso"}},
};
constexpr Name<Turn> turns[] = {
    {Turn::office, "office", {"noi", "ufficio"}},
    {Turn::citizen, "citizen", {"cittadino", "citt"}},
    {Turn::service, "service", {"servizio", "serv"}},
};
constexpr Name<Outcome> outcomes[] = {
    {Outcome::answered, "answered", {"risposta", "risposto"}},
    {Outcome::resolved, "resolved", {"risolta", "risolto"}},
    {Outcome::not_ours, "not-ours", {"non-nostra", "non nostra", "non-competente"}},
    {Outcome::rejected, "rejected", {"respinta", "respinto"}},
    {Outcome::duplicate, "duplicate", {"doppia", "duplicata", "doppione"}},
    {Outcome::no_reply, "no-reply", {"senza-risposta", "senza risposta", "nessuna-risposta"}},
};
constexpr Name<Identified> identities[] = {
    {Identified::none, "none", {"no", "nessuna"}},
    {Identified::declared, "declared", {"dichiarata", "dichiarato"}},
    {Identified::verified, "verified", {"verificata", "verificato"}},
};

}  // namespace

std::vector<std::string> ticket_state_words() {
  return all_words(states);
}
std::vector<std::string> ticket_kind_words() {
  return all_words(kinds);
}

std::string_view to_name(TicketKind kind) {
  return name_in(kinds, kind);
}
std::string_view to_name(TicketState state) {
  return name_in(states, state);
}
std::string_view to_name(Turn turn) {
  return name_in(turns, turn);
}
std::string_view to_name(Outcome outcome) {
  return name_in(outcomes, outcome);
}
std::string_view to_name(Identified identified) {
  return name_in(identities, identified);
}

std::optional<TicketKind> ticket_kind(std::string_view name) {
  return value_in(kinds, name);
}
std::optional<TicketState> ticket_state(std::string_view name) {
  return value_in(states, name);
}
std::optional<Turn> turn(std::string_view name) {
  return value_in(turns, name);
}
std::optional<Outcome> outcome(std::string_view name) {
  return value_in(outcomes, name);
}

std::optional<Identified> identified(std::string_view name) {
  return value_in(identities, name);
}

std::optional<Turn> turn_of(TicketState state) {
  switch (state) {
    case TicketState::open_new:
    case TicketState::open:
      return Turn::office;
    case TicketState::waiting:
      return Turn::citizen;
    case TicketState::routed:
      return Turn::service;
    case TicketState::closed:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace urp
