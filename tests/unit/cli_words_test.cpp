#include <doctest/doctest.h>

#include "cli/event_words.hpp"
#include "cli/fact_words.hpp"
#include "cli/provider_words.hpp"
#include "cli/words.hpp"

using namespace urp;
using namespace urp::cli;

TEST_CASE("words: a preview's kinds are named, a citizen's own brackets stay") {
  CHECK(preview_words("[image] Ecco") == "[photo] Ecco");
  CHECK(preview_words("[3 image, voice, location]") == "[3 photos, voice, position]");
  CHECK(preview_words("[urgente] buca") == "[urgente] buca");
  CHECK(preview_words("[image, urgente]") == "[image, urgente]");
  CHECK(preview_words("[aperta") == "[aperta");
  CHECK(preview_words("uno\ndue") == "uno due");
  CHECK(preview_words("[]") == "[]");
}

TEST_CASE("words: a place says its name and address once each") {
  Location place;
  CHECK(place_words(place).empty());
  place.name = "Via Roma";
  CHECK(place_words(place) == "Via Roma");
  place.address = "Via Roma, Cagliari";
  CHECK(place_words(place) == "Via Roma, Cagliari");
  place.name = "Municipio";
  CHECK(place_words(place) == "Municipio, Via Roma, Cagliari");
}

TEST_CASE("words: every state of delivery has its mark and its word") {
  TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint(Seconds(86'400))};
  Message message;
  CHECK(delivery_words(message, telling).empty());
  message.status = Delivery::read;
  CHECK(delivery_words(message, telling) == "✓✓ read");
  message.status_at = TimePoint(Seconds(86'400 + 38'400));
  CHECK(delivery_words(message, telling) == "✓✓ read 10:40");
  look.unicode = false;
  CHECK(delivery_words(message, telling) == "vv read 10:40");
  message.status = Delivery::uncertain;
  CHECK(delivery_words(message, telling) == "? UNCERTAIN since 10:40");
  message.status = Delivery::queued;
  CHECK(delivery_words(message, telling) == ". in the queue");
  message.attempts.resize(2);
  CHECK(delivery_words(message, telling) == ". in the queue, tried 2 times");
}

TEST_CASE("words: a failure is told in a plain sentence with its code, an unknown one in WhatsApp's words") {
  const TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint()};
  Message message;
  message.status = Delivery::failed;
  CHECK(delivery_words(message, telling) == "✗ FAILED");
  message.error = MessageError{131026, "Message undeliverable"};
  CHECK(delivery_words(message, telling) ==
        "✗ FAILED: not deliverable: no WhatsApp at this number, or the person cannot receive it (131026)");
  message.error = MessageError{999999, "something\x1b[2J new"};
  CHECK(delivery_words(message, telling) == "✗ FAILED: something\\x1b[2J new (999999)");
  message.error = MessageError{0, "given_up"};
  CHECK(delivery_words(message, telling) == "✗ FAILED: given up by a clerk");
  CHECK(stop_words("", 190, 463) == "the token is expired, invalid or revoked (190/463)");
  CHECK(stop_words("whatsapp.token_file is missing", 0, 0) == "whatsapp.token_file is missing");
}

TEST_CASE("words: what is uncertain names the two commands that settle it, nothing else does") {
  Message message;
  message.ticket = TicketId{415};
  message.number = 9;
  message.status = Delivery::sent;
  CHECK(delivery_remedy(message).empty());
  message.status = Delivery::uncertain;
  REQUIRE(delivery_remedy(message).size() == 2);
  CHECK(delivery_remedy(message)[1] == "urp outbox resend 415/9   or   urp outbox give-up 415/9");
}

TEST_CASE("words: lost and refused media say why, and only a stored one can be opened") {
  Message message;
  message.type = "image";
  message.media.emplace().state = MediaState::lost;
  CHECK(media_label({{&message}}) == "[photo LOST: expired at WhatsApp]");
  message.media->state = MediaState::refused;
  message.media->why = "too_large";
  CHECK(media_label({{&message}}) == "[photo REFUSED: too large]");
  message.media->size = 48'001;
  CHECK(media_label({{&message}}) == "[photo, 48 kB REFUSED: too large]");
  message.media->size.reset();
  message.media->why = "HTTP 500";
  CHECK(media_label({{&message}}) == "[photo REFUSED: HTTP 500]");
  CHECK(media_target(*message.media).empty());
  message.media->path = "/srv/urp/media/ab/abcd";
  CHECK(media_target(*message.media) == "file:///srv/urp/media/ab/abcd");
  message.media->link = "https://desk.example.org/abcd.jpg";
  CHECK(media_target(*message.media) == "https://desk.example.org/abcd.jpg");
}

TEST_CASE(
    "words: a link is put on terminals that know links, and never around a stranger's control characters") {
  TerminalStyle look;
  CHECK(look.link("[photo]", "file:///a") == "[photo]");
  look.links = true;
  CHECK(look.link("[photo]", "file:///a") == "\x1b]8;;file:///a\x1b\\[photo]\x1b]8;;\x1b\\");
  CHECK(look.link("[photo]", "file:///a\x1b\\") == "[photo]");
  CHECK(look.link("[photo]", "") == "[photo]");
}

TEST_CASE("words: events that the messages tell already have no line of their own") {
  const TerminalStyle look;
  const Zone utc;
  Event event;
  event.actor.clerk = "maria";
  event.verb = "reply";
  event.changes = {{.field = "status", .before = {}, .after = "queued"}};
  CHECK(is_told(event));
  event.changes.push_back({.field = "clerk", .before = {}, .after = "maria"});
  CHECK_FALSE(is_told(event));
  CHECK(event_words(event, {look, utc, {}}) == "maria takes the ticket and answers");
  event.verb = "delivery";
  CHECK(is_told(event));
  event.verb = "close";
  CHECK_FALSE(is_told(event));
}

TEST_CASE("words: an album counts by kind, a hidden message shows its ground alone") {
  const Zone utc;
  const TerminalStyle look;
  const Telling telling{look, utc, TimePoint()};
  std::vector<Message> messages(3);
  for (Message& message : messages) {
    message.type = "image";
    message.media.emplace().state = MediaState::stored;
    message.media->size = 400'000;
  }
  messages[2].type = "video";
  messages[1].text = "Ecco le foto";
  const MessageBlock album{{&messages[0], &messages[1], &messages[2]}};
  const auto lines = block_lines(album, telling);
  CHECK(lines == std::vector<std::string>{"[2 photos, video, 1.2 MB]  «Ecco le foto»"});

  messages[0].hidden = true;
  messages[0].ground = "personal-data";
  CHECK(block_lines({{&messages[0]}}, telling) == std::vector<std::string>{"[hidden: personal data]"});
}

TEST_CASE("words: edits and withdrawals stand under the original, which stays") {
  const Zone utc;
  const TerminalStyle look;
  Message message;
  message.type = "text";
  message.text = "Buongiorno, una buca\x1b[2J";
  message.amendments.push_back({.kind = AmendmentKind::edit, .text = "Buongiorno, due buche", .at = {}});
  message.amendments.push_back({.kind = AmendmentKind::revoke, .text = std::nullopt, .at = {}});
  const auto lines = block_lines({{&message}}, {look, utc, TimePoint()});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].starts_with("Buongiorno, una buca"));
  CHECK(lines[0].find('\x1b') == std::string::npos);
  CHECK(lines[1] == "✎ edited 00:00: Buongiorno, due buche");
  CHECK(lines[2] == "⌫ withdrawn by the citizen 00:00");
}

TEST_CASE("words: an event names the clerk, what was done and what changed") {
  const TerminalStyle look;
  const Zone utc;
  const auto words = [&](const std::string& verb, const std::vector<Change>& changes) {
    Event event;
    event.actor.clerk = "maria";
    event.verb = verb;
    event.changes = changes;
    return event_words(event, {look, utc, TimePoint()});
  };
  CHECK(words("take", {{"clerk", {}, "maria"}, {"state", "new", "open"}}) == "maria takes the ticket");
  CHECK(words("take", {{"clerk", "gianni", "maria"}, {"reason", {}, "in ferie"}}) ==
        "maria takes the ticket: «in ferie»");
  CHECK(words("assign", {{"clerk", {}, "gianni"}}) == "maria hands the ticket to a colleague: gianni");
  CHECK(words("close", {{"state", "open", "closed"}, {"outcome", {}, "not-ours"}}) ==
        "maria closes the ticket: not ours");
  CHECK(words("kind", {{"kind", "request", "report"}}) == "maria changes the kind: request -> report");
  CHECK(words("tag", {{"tag", "verde", {}}, {"tag", {}, "rosso"}}) ==
        "maria changes the tags: -verde, +rosso");
  CHECK(words("later", {{"postponed_until", {}, "3600"}}) == "maria postpones the ticket: until 01:00");
  CHECK(words("later", {{"postponed_until", "3600", {}}}) == "maria postpones the ticket: back in sight");
  CHECK(words("urgent", {{"urgent", "false", "true"}}) == "maria changes the urgency: urgent");
  CHECK(words("lapse", {{"clerk", "gianni", {}}}) ==
        "the ticket is free again: its holder did nothing about it");
  // What follows from the verb has no words of its own.
  CHECK(words("close", {{"outcome", {}, "not-ours"}, {"postponed_until", "3600", {}}}) ==
        "maria closes the ticket: not ours");
  CHECK(words("reopen", {{"state", "closed", "open"}, {"outcome", "answered", {}}}) ==
        "maria reopens the ticket");
  CHECK(words("react", {{"status", {}, "queued"}}) == "maria reacts to a message");
  CHECK(words("something-new", {{"kind", "request", "report"}}) ==
        "maria: something-new: kind request -> report");
}

TEST_CASE("words: why a citizen's message cannot be shown, each reason its own") {
  const TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint()};
  const auto words = [&](Message message) {
    MessageBlock block;
    block.messages.push_back(&message);
    std::string all;
    for (const std::string& line : block_lines(block, telling)) all += line + "\n";
    return all;
  };
  Message message;
  message.type = "unsupported";
  CHECK(words(message) == "[not shown by WhatsApp]\n");
  message.facts = {{"error_code", "131060"}, {"error_title", "This message is unavailable"}};
  CHECK(words(message).find("not available any more") != std::string::npos);
  message.facts = {{"error_code", "131051"}, {"original_type", "poll_creation"}};
  CHECK(words(message).find("does not pass on") != std::string::npos);
  CHECK(words(message).find("(WhatsApp calls it a poll)") != std::string::npos);
  message.facts = {{"error_code", "139999"}, {"error_title", "Something\x1b[2J new"}};
  CHECK(words(message).find("Something\\x1b[2J new (139999)") != std::string::npos);
  message.type = "video";
  message.media.emplace().state = MediaState::lost;
  message.facts = {{"error_code", "131052"}};
  CHECK(words(message).find("could not fetch") != std::string::npos);
  CHECK(words(message).find("expired at WhatsApp") == std::string::npos);
  message.facts.clear();
  CHECK(words(message).find("expired at WhatsApp") != std::string::npos);
}

TEST_CASE("words: what WhatsApp says beside a message is told in words, and codes are left to programs") {
  CHECK(fact_words("referral_url", "https://example.org/\x1b[2J") == "(link: https://example.org/\\x1b[2J)");
  CHECK(fact_words("description", "certificati") == "(certificati)");
  CHECK(fact_words("products", "2 x r1") == "(products: 2 x r1)");
  CHECK(fact_words("call_permission", "accept") == "(allows calls by the office)");
  CHECK(fact_words("event", "user_changed_number") == "(the citizen changed the phone number)");
  CHECK(fact_words("event", "invented") == "(WhatsApp calls it invented)");
  CHECK(fact_words("form", "flow") == "(a filled-in form)");
  for (const char* code : {"catalog", "referral_id", "payload", "response_json"}) {
    CHECK_MESSAGE(fact_words(code, "x") == "", code);
  }
  CHECK(fact_words("one_that_comes_later", "x") == "(one_that_comes_later: x)");
  Message message;
  for (const char* type : {"text", "button", "interactive", "system"}) {
    message.type = type;
    CHECK_MESSAGE(media_words(message) != type, type);
  }
}

TEST_CASE("words: a quote says what it is on, also when that stands in no case") {
  const TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint()};
  const auto first = [&](std::vector<std::pair<std::string, std::string>> facts) {
    Message message;
    message.type = "text";
    message.text = "Cosa vuol dire?";
    message.facts = std::move(facts);
    MessageBlock block;
    block.messages.push_back(&message);
    return block_lines(block, telling).front();
  };
  CHECK(first({{"quotes", "unknown"}}).find("on a message that urp does not know: Cosa") !=
        std::string::npos);
  CHECK(first({{"quotes", "notice"}, {"quoted_notice", "allerta"}}).find("on the notice allerta: Cosa") !=
        std::string::npos);
  CHECK(first({{"quotes", "telephone"}, {"quoted_text", "Alle nove"}})
            .find("from its telephone «Alle nove»: Cosa") != std::string::npos);
  CHECK(first({}) == "Cosa vuol dire?");
}

TEST_CASE("words: what the office withdrew from its telephone was not withdrawn by the citizen") {
  const TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint()};
  Message message;
  message.type = "text";
  message.text = "Alle nove";
  message.amendments = {{.kind = AmendmentKind::revoke, .text = std::nullopt, .at = {}}};
  MessageBlock block;
  block.messages.push_back(&message);
  CHECK(block_lines(block, telling).back().find("by the citizen") != std::string::npos);
  message.direction = Direction::out;
  CHECK(block_lines(block, telling).back().find("by the citizen") == std::string::npos);
  CHECK(block_lines(block, telling).back().find("from the office's telephone") != std::string::npos);
}

TEST_CASE("words: a reaction from the office's own telephone is the office's") {
  const TerminalStyle look;
  const Zone utc;
  const Telling telling{look, utc, TimePoint()};
  Message message;
  message.type = "text";
  message.text = "Alle nove va bene?";
  message.amendments = {{.kind = AmendmentKind::reaction, .text = "🙏", .at = {}}};
  message.facts = {{"office_reaction", "👍"}};
  MessageBlock block;
  block.messages.push_back(&message);
  const auto lines = block_lines(block, telling);
  REQUIRE(lines.size() == 3);
  CHECK(lines[1] == "reaction 🙏 (00:00)");
  CHECK(lines[2] == "reaction from the office's telephone 👍");
}
