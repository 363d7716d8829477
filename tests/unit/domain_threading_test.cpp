#include <doctest/doctest.h>

#include "domain/threading.hpp"

using namespace urp;

namespace {

constexpr TimePoint monday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + std::chrono::hours(8);

InboundMessage said(const char* text) {
  InboundMessage message;
  message.type = "text";
  message.text = text;
  return message;
}

Candidate ticket(std::int64_t id, TicketState state, std::chrono::hours last_message_ago,
                 std::optional<std::chrono::hours> closed_ago = std::nullopt) {
  Candidate candidate{TicketId{id}, state, monday - last_message_ago, std::nullopt};
  if (closed_ago) candidate.closed_at = monday - *closed_ago;
  return candidate;
}

Placement place(const InboundMessage& message, std::vector<Candidate> candidates,
                std::optional<Candidate> addressed = std::nullopt) {
  return place_message(Settings{}, message, monday, addressed, candidates);
}

using std::chrono::hours;
using Kind = Placement::Kind;

}  // namespace

TEST_CASE("threading: the first message of a person opens a ticket that is linked to nothing") {
  const auto placement = place(said("Buongiorno"), {});
  CHECK(placement.kind == Kind::open_new);
  CHECK_FALSE(placement.linked_to.has_value());
  CHECK(placement.takes_turn);
}

TEST_CASE("threading: a message joins the ticket in hand whose last message is younger than same_case") {
  for (auto state : {TicketState::open_new, TicketState::open, TicketState::waiting}) {
    CHECK(place(said("E poi"), {ticket(7, state, hours(47))}).ticket == TicketId{7});
    CHECK(place(said("E poi"), {ticket(7, state, hours(48))}).kind == Kind::open_new);
  }
}

TEST_CASE("threading: a routed or long silent ticket never swallows a new request") {
  const auto routed = place(said("Un'altra cosa"), {ticket(7, TicketState::routed, hours(1))});
  CHECK(routed.kind == Kind::open_new);
  CHECK(routed.linked_to == TicketId{7});
  CHECK(place(said("Un'altra cosa"), {ticket(7, TicketState::waiting, hours(200))}).linked_to == TicketId{7});
}

TEST_CASE("threading: thanks for a case that is with a service, or days after the answer, open no new one") {
  InboundMessage sticker;
  sticker.type = "sticker";
  for (const auto& thanks : {said("Grazie mille!"), said("👍"), sticker}) {
    for (const auto state : {TicketState::routed, TicketState::waiting, TicketState::open}) {
      const auto placement = place(thanks, {ticket(7, state, hours(70))});
      CHECK(placement.ticket == TicketId{7});
      CHECK_FALSE(placement.takes_turn);
    }
  }
  CHECK(place(said("Grazie"), {ticket(7, TicketState::closed, hours(900), hours(900))}).kind ==
        Kind::open_new);
}

TEST_CASE("threading: of several tickets in hand the most recently active one is joined") {
  const auto placement =
      place(said("Ecco"), {ticket(9, TicketState::open, hours(2)), ticket(7, TicketState::open, hours(20))});
  CHECK(placement.ticket == TicketId{9});
}

TEST_CASE("threading: within reopen_within a closed ticket is reopened, by thanks it is not") {
  const auto closed = ticket(7, TicketState::closed, hours(50), hours(49));
  const auto reopened = place(said("Non è stato riparato"), {closed});
  CHECK(reopened.ticket == TicketId{7});
  CHECK(reopened.takes_turn);
  const auto thanked = place(said("Grazie mille!! 🙏"), {closed});
  CHECK(thanked.ticket == TicketId{7});
  CHECK_FALSE(thanked.takes_turn);
  const auto late = ticket(7, TicketState::closed, hours(24 * 7 + 1), hours(24 * 7));
  CHECK(place(said("Ancora rotto"), {late}).kind == Kind::open_new);
  CHECK(place(said("Ancora rotto"), {late}).linked_to == TicketId{7});
}

TEST_CASE("threading: what quotes or names a ticket belongs to it, however old or wherever it is") {
  const auto routed = ticket(3, TicketState::routed, hours(900));
  const auto placement = place(said("Novità?"), {ticket(9, TicketState::open, hours(1)), routed}, routed);
  CHECK(placement.ticket == TicketId{3});
  CHECK(placement.takes_turn);
}

TEST_CASE("threading: a sticker or a courtesy word does not give the turn to the office") {
  InboundMessage sticker;
  sticker.type = "sticker";
  CHECK_FALSE(place(sticker, {ticket(7, TicketState::waiting, hours(1))}).takes_turn);
  CHECK_FALSE(place(said("  OK. "), {ticket(7, TicketState::waiting, hours(1))}).takes_turn);
  CHECK(place(said("Ok, ma quando?"), {ticket(7, TicketState::waiting, hours(1))}).takes_turn);
}

TEST_CASE("threading: courtesy words, emoji and punctuation in any order are courtesy, and nothing else is") {
  const Settings::Threading threading;
  for (const char* words : {"grazie",
                            "Ok grazie",
                            "Perfetto, grazie!",
                            "Grazie, buona giornata",
                            "👍",
                            "👍🏻",
                            "🙏🙏",
                            "va bene",
                            "Grazie 😊",
                            "Grazie mille, gentilissimi 🙏🙏",
                            "ok 👍 grazie",
                            "GRAZIE!!!",
                            "D’accordo, grazie.",
                            "Va benissimo grazie",
                            "GRAZIE 1000",
                            "grazie x la risposta",
                            "Perfetto!! Grazie mille davvero",
                            "Grazie mille e buona giornata",
                            "❤️",
                            "👩‍👧 grazie",
                            "Graziee!",
                            "okk 👍",
                            "molte grazie",
                            "va bene così, grazie",
                            "Capito, grazie e buone vacanze",
                            "Grazie per la vostra disponibilità",
                            "Grazie, buongiorno",
                            "Buonasera, grazie mille!",
                            "Ok grazie ciao",
                            "La ringrazio molto",
                            "Grazie per la cortesia",
                            "Complimenti, ottimo lavoro",
                            "Grazie buon lavoro a tutti",
                            "Ok grazie, a domani!",
                            "Grazie e scusate il disturbo",
                            "Siete molto gentili, buona giornata anche a lei",
                            "va bene, grazie mille per la disponibilità, buona giornata",
                            "La ringrazio per la risposta e per la cortesia",
                            "Grazie infinite dell'aiuto, auguri!",
                            "Grazie per il riscontro",
                            "Grazie anche a te!",
                            "Ok grazie della celerità e del supporto",
                            "thanks!"}) {
    CHECK_MESSAGE(is_courtesy(threading, said(words)), words);
  }
  for (const char* words : {"",
                            " ",
                            "...",
                            "?",
                            "ok?",
                            "Grazie, ma quando?",
                            "ok 5",
                            "grazie a nessuno",
                            "+1",
                            "Buongiorno",
                            "grazie, la buca c'è ancora",
                            "no grazie",
                            "http://grazie.it",
                            "grazie e capito nulla",
                            "va bene martedì",
                            "per la risposta",
                            "Grazie per la buca",
                            "ciao",
                            "Salve, buonasera a tutti",
                            "Ok, attendo",
                            "scusate, domani passo io",
                            "a domani alle 9"}) {
    CHECK_FALSE_MESSAGE(is_courtesy(threading, said(words)), words);
  }
  Settings::Threading own;
  own.courtesy = {"a si biri"};
  CHECK(is_courtesy(own, said("Grazie, a si biri!")));
  InboundMessage image = said("grazie");
  image.type = "image";
  CHECK_FALSE(is_courtesy(threading, image));
}

TEST_CASE("threading: of several closed cases the one that was closed last is reopened") {
  const auto older = ticket(3, TicketState::closed, hours(30), hours(100)),
             latest = ticket(7, TicketState::closed, hours(40), hours(20));
  CHECK(place(said("Ancora rotto"), {older, latest}).ticket == TicketId{7});
  CHECK(place(said("Ancora rotto"), {latest, older}).ticket == TicketId{7});
}

TEST_CASE("threading: keywords of topics and STOP are the contact's own") {
  Settings settings;
  settings.topics.push_back(
      {"protezione-civile", "Protezione civile", {"PROTEZIONE CIVILE ON"}, {"PROTEZIONE CIVILE OFF"}, true});
  const std::vector<Candidate> in_hand = {ticket(7, TicketState::open, hours(1))};
  for (const char* word : {"protezione civile on", " Protezione  Civile OFF!", "Stop", "unsubscribe"}) {
    CHECK_MESSAGE(place_message(settings, said(word), monday, {}, in_hand).kind == Kind::loose, word);
  }
  CHECK(place_message(settings, said("protezione civile on?  e come?"), monday, {}, in_hand).kind ==
        Kind::join);
}

TEST_CASE("threading: of several closed tickets the one closed last is reopened, whichever was active last") {
  const auto earlier = ticket(7, TicketState::closed, hours(60), hours(150));
  const auto latest = ticket(8, TicketState::closed, hours(100), hours(99));
  CHECK(place(said("Di nuovo"), {earlier, latest}).ticket == TicketId{8});
  CHECK(place(said("Di nuovo"), {latest, earlier}).ticket == TicketId{8});
  const auto long_ago = ticket(6, TicketState::closed, hours(24 * 30), hours(24 * 20));
  CHECK(place(said("Di nuovo"), {long_ago, latest}).ticket == TicketId{8});
}

TEST_CASE("threading: the button of a closed case opens nothing") {
  InboundMessage button = said("Sì");
  button.type = "button";
  const auto closed = ticket(3, TicketState::closed, hours(9000), hours(9000));
  CHECK(place(button, {closed}, closed).kind == Kind::loose);
  const auto open = ticket(4, TicketState::waiting, hours(1));
  CHECK(place(button, {open}, open).ticket == TicketId{4});
  // Lately closed it is reopened: "Solved?" "No".
  const auto lately = ticket(5, TicketState::closed, hours(2), hours(1));
  CHECK(place(button, {lately}, lately).ticket == TicketId{5});
  CHECK(place(button, {lately}, lately).takes_turn);
  button.type = "interactive";
  CHECK(place(button, {lately}, lately).takes_turn);
  const auto week = ticket(6, TicketState::closed, hours(200), hours(24 * 7));
  CHECK(place(button, {week}, week).kind == Kind::loose);
  // What was filled in says something whenever it comes.
  button.facts = {{"form", "flow"}};
  CHECK(place(button, {week}, week).kind == Kind::join);
}

TEST_CASE("threading: what WhatsApp itself says stands in the case in hand, and opens none") {
  InboundMessage system = said("The security code changed");
  system.type = "system";
  const auto joined = place(system, {ticket(7, TicketState::waiting, hours(1))});
  CHECK(joined.ticket == TicketId{7});
  CHECK_FALSE(joined.takes_turn);
  CHECK(place(system, {}).kind == Kind::loose);
  CHECK(place(system, {ticket(7, TicketState::closed, hours(9), hours(1))}).kind == Kind::loose);
}

TEST_CASE("threading: ticket numbers are found in texts as whole words") {
  CHECK(named_tickets("vedi URP-12 e urp-7.") == std::vector<TicketId>{TicketId{12}, TicketId{7}});
  CHECK(named_tickets("BURP-12, URP-, URP-0, URP-99999999999999999999").empty());
  CHECK(named_tickets("urp-5") == std::vector<TicketId>{TicketId{5}});
  for (const char* spelling : {"URP 123", "urp123", "Urp–123", "URP—123", "URP‑123", "URP − 123",
                               "URP\u00a0123", "pratica (URP-123).", "URP - 123"}) {
    CHECK_MESSAGE(named_tickets(spelling) == std::vector<TicketId>{TicketId{123}}, spelling);
  }
  CHECK(named_tickets("URP:123, usurp 123, ürp123, urp12a, URP   - 7").empty());
}

TEST_CASE("threading: WhatsApp's time counts unless it cannot be true") {
  CHECK(trusted_time(monday - hours(30), monday) == monday - hours(30));
  CHECK(trusted_time(monday + std::chrono::minutes(5), monday) == monday + std::chrono::minutes(5));
  CHECK(trusted_time(monday + std::chrono::minutes(6), monday) == monday);
  CHECK(trusted_time(TimePoint{}, monday) == monday);
  CHECK(trusted_time(std::nullopt, monday) == monday);
  CHECK(trusted_time(std::chrono::sys_days(std::chrono::year(2040) / 1 / 1), monday) == monday);
}

TEST_CASE("preview: words as they are, media as words in brackets, a burst gathered") {
  InboundMessage image;
  image.type = "image";
  image.media = InboundMedia{};
  InboundMessage voice;
  voice.type = "audio";
  voice.media = InboundMedia{};
  voice.media->voice = true;
  CHECK(make_preview(said("Buongiorno"), "[image]", true) == "Buongiorno");
  CHECK(make_preview(image, "Buongiorno", true) == "[image]");
  CHECK(make_preview(image, "[image]", true) == "[2 image]");
  CHECK(make_preview(image, "[image]", false) == "[image]");
  CHECK(make_preview(voice, "[2 image]", true) == "[2 image, voice]");
  CHECK(make_preview(image, "[2 image, voice]", true) == "[3 image, voice]");
  image.text = "Ecco le foto";
  CHECK(make_preview(image, "[2 image]", true) == "[image] Ecco le foto");
  CHECK(make_preview(said(("x" + std::string(299, 'a') + "è").c_str()), "", false).size() == 300);
}
