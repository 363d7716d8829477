#include <doctest/doctest.h>

#include "cli/message_words.hpp"
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
  Look look;
  Message message;
  CHECK(delivery_words(message, look).empty());
  message.status = Delivery::read;
  CHECK(delivery_words(message, look) == "✓✓ read");
  look.unicode = false;
  CHECK(delivery_words(message, look) == "vv read");
  message.status = Delivery::failed;
  message.error = MessageError{131053, "media upload error"};
  CHECK(delivery_words(message, look) == "x FAILED: media upload error (131053)");
  message.status = Delivery::uncertain;
  CHECK(delivery_words(message, look).find("UNCERTAIN") != std::string::npos);
}

TEST_CASE("words: an album counts by kind, a hidden message shows its ground alone") {
  const Zone utc;
  const Look look;
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
  const Look look;
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
  Event event;
  event.actor.clerk = "maria";
  event.verb = "take";
  CHECK(event_words(event) == "maria takes the ticket");
  event.verb = "something-new";
  event.changes.push_back({.field = "kind", .before = "request", .after = "report"});
  CHECK(event_words(event) == "maria: something-new; kind request -> report");
}
