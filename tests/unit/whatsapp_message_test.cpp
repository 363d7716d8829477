#include <algorithm>

#include "whatsapp_bodies.hpp"

using namespace urp;
using test::fact_of;
using test::message_of;
using test::parse_file;
using test::the;
using namespace std::string_literals;

TEST_CASE("message: what was filled into a form stands in the words, a line an answer") {
  const auto flow = the<InboundMessage>(parse_file("form_of_flow"));
  CHECK(flow.text ==
        "Sent\nfoto: buca.jpg\nmotivi: lampione, buca\npiano: 2\nIndirizzo: Via Sassari 12\nurgente: true");
  const auto address = the<InboundMessage>(parse_file("form_of_address"));
  CHECK(address.text ==
        "Via Sassari\nsaved address id: a1\naddress: Via Sassari\nhouse number: 12\nname: Maria");
  CHECK(the<InboundMessage>(parse_file("form_broken")).text == "{\"perche\": non chiuso");
  const auto words = [](const std::string& response) {
    return message_of(R"("type":"interactive","interactive":{"nfm_reply":{"response_json":)" + response +
                      "}}")
        .text;
  };
  CHECK(words(R"({"a":1})") == "a: 1");
  CHECK(words(R"("[1,2]")") == "1, 2");
  CHECK(words(R"("\"solo testo\"")") == "solo testo");
  CHECK_FALSE(words("null").has_value());
  const std::string deep = std::string(500, '[') + std::string(500, ']');
  CHECK(words("\"" + deep + "\"") == deep);
}

TEST_CASE("message: the words of a kind that nobody knows yet are read, ids and links are not") {
  const auto poll = message_of(
      R"("type":"poll","poll":{"name":"Quando?","id":"p1","url":"https://example.org","options":["lunedì",{"name":"martedì"}]})");
  CHECK(poll.text == "Quando?\nlunedì\nmartedì");
  CHECK(poll.type == "unknown");
  CHECK_FALSE(poll.understood);
  const auto reply = message_of(
      R"("type":"interactive","interactive":{"type":"rating","rating":{"id":"r","title":"Cinque"}})");
  CHECK(reply.text == "Cinque");
  CHECK_FALSE(message_of(R"("type":"ping","ping":{"id":"x"})").text.has_value());
}

TEST_CASE("message: a new name for what stands where urp knows it hides neither words nor files") {
  const auto words = message_of(R"("type":"ephemeral","text":{"body":"Buongiorno"})");
  CHECK(words.text == "Buongiorno");
  CHECK(words.type == "text");
  CHECK_FALSE(words.understood);
  const auto photo = message_of(R"("type":"live_photo","image":{"id":"1","caption":"La buca"})");
  CHECK(photo.media.has_value());
  CHECK(photo.text == "La buca");
  CHECK(message_of(R"("type":"business_card","contacts":[{"name":{"formatted_name":"Uno"}}])").text == "Uno");
  CHECK(message_of(R"("type":"hologram","errors":[{"code":131051}])").type == "unknown");
}

TEST_CASE("message: words without their object, or a number, are words") {
  CHECK(message_of(R"("type":"text","text":"Senza oggetto")").text == "Senza oggetto");
  CHECK(message_of(R"("type":"text","text":{"body":4242})").text == "4242");
  CHECK(message_of(R"("type":"button","button":"Sì")").text == "Sì");
}

TEST_CASE("message: a card of vCard lines alone has its name and its numbers") {
  const auto card = message_of(
      R"("type":"contacts","contacts":[{"vcard":"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Idraulico Loi\r\nitem1.TEL;TYPE=CELL:+39 333 000 0900\r\nEMAIL:loi@example.org\r\nEND:VCARD"}])");
  CHECK(card.text == "Idraulico Loi");
  const auto has = [&card](std::string_view kind, std::string_view value) {
    return std::any_of(card.cards.begin(), card.cards.end(),
                       [&](const CardLine& line) { return line.kind == kind && line.value == value; });
  };
  CHECK(has("name", "Idraulico Loi"));
  CHECK(has("phone", "+39 333 000 0900"));
  CHECK(has("email", "loi@example.org"));
}

TEST_CASE("message: an edit into a file or a place says which") {
  const auto edited = [](std::string_view content) {
    return the<InboundAmendment>(
               test::parse(test::envelope(
                   "messages",
                   R"({"from":"1","id":"a","type":"edit","edit":{"original_message_id":"b","message":{)" +
                       std::string(content) + "}}}")))
        .text;
  };
  CHECK(edited(R"("type":"document","document":{"id":"1","filename":"modulo.pdf"})") == "modulo.pdf");
  CHECK(edited(R"("type":"location","location":{"latitude":39.2,"longitude":9.1,"name":"Piazza"})") ==
        "Piazza");
  CHECK(edited(R"("type":"location","location":{"latitude":39.2,"longitude":9.1})") == "39.20000, 9.10000");
  CHECK(edited(R"("type":"image","image":{"id":"1","caption":"Nuova"})") == "Nuova");
}

TEST_CASE("message: a product, a group, the voice of a call") {
  CHECK(fact_of(the<InboundMessage>(parse_file("interactive_product")), "product") == "panchina-3");
  const auto group = the<InboundMessage>(parse_file("group_message"));
  CHECK(group.group == "120363040000000000@g.us");
  CHECK(group.sender.phone == "393330000101");
  CHECK(the<InboundMessage>(parse_file("voice_of_call")).media->voice);
}

TEST_CASE("message: a text, escaped or raw, with everything that came with it") {
  const auto text = the<InboundMessage>(parse_file("text"));
  CHECK(text.wamid == "wamid.HBgMPROVA0001AA==");
  CHECK(text.type == "text");
  CHECK(text.text == "Buongiorno, a che ora apre l’anagrafe? Perché ieri era chiusa 🙁");
  CHECK(text.at == TimePoint(Seconds(1790000060)));
  CHECK(text.sender.phone == "393330000101");
  CHECK(text.sender.user_id == "IT.4410928817365502");
  CHECK(text.sender.username == "mariaserra");
  CHECK(text.sender.profile_name == "Maria Serra");
  CHECK(text.facts.empty());
  CHECK(text.understood);
  CHECK(the<InboundMessage>(parse_file("text_raw_utf8")).text ==
        "C’è una perdita d’acqua in via Dante, già da lunedì 💧\nÈ pericoloso?");
  CHECK(the<InboundMessage>(parse_file("text_odd_characters")).text ==
        "prima\0dopo \u202e\u202c \x1b[31mrosso\x1b[0m"s);
}

TEST_CASE("message: media of every kind") {
  const auto image = the<InboundMessage>(parse_file("image"));
  REQUIRE(image.media.has_value());
  CHECK(image.type == "image");
  CHECK(image.text == "Ecco la buca 🕳️");
  CHECK(image.media->id == "1908647269898587");
  CHECK(image.media->mime_type == "image/jpeg");
  CHECK(image.media->url == "https://lookaside.example.invalid/1908647269898587");
  CHECK(image.media->sha256 == "b3Bl6xYvJ1yPq0r0m3o0G7R1m2b0cR0t0c3Yk6mQe1k=");
  CHECK(the<InboundMessage>(parse_file("video")).media->mime_type == "video/mp4");
  CHECK_FALSE(the<InboundMessage>(parse_file("video")).text.has_value());
  CHECK(the<InboundMessage>(parse_file("audio_voice")).media->voice);
  const auto old_voice = the<InboundMessage>(parse_file("audio_old_voice"));
  CHECK(old_voice.type == "audio");
  CHECK(old_voice.media->voice);
  const auto document = the<InboundMessage>(parse_file("document"));
  CHECK(document.media->file_name == "Domanda d’iscrizione (firmata).pdf");
  CHECK(document.text == "Modulo compilato");
  CHECK(the<InboundMessage>(parse_file("sticker")).media->animated);
  // The object may be missing: the message is still a picture, with nothing to fetch.
  const auto lost = message_of(R"("type":"image","errors":[{"code":131052,"title":"Media download error"}])");
  REQUIRE(lost.media.has_value());
  CHECK(lost.media->id.empty());
  CHECK(fact_of(lost, "error_code") == "131052");
}

TEST_CASE("message: a place, in numbers or in words, and a place that is nowhere") {
  const auto place = the<InboundMessage>(parse_file("location"));
  REQUIRE(place.location.has_value());
  CHECK(place.location->latitude == doctest::Approx(39.2166));
  CHECK(place.location->longitude == doctest::Approx(9.1102));
  CHECK(place.location->name == "Bastione");
  CHECK(place.location->address == "Piazza Costituzione, Cagliari");
  CHECK(fact_of(place, "location_url") == "https://example.invalid/bastione");
  const auto in_words = the<InboundMessage>(parse_file("location_as_text"));
  REQUIRE(in_words.location.has_value());
  CHECK(in_words.location->longitude == doctest::Approx(9.1102));
  CHECK_FALSE(in_words.location->name.has_value());
  for (const char* nowhere :
       {R"("latitude":91,"longitude":9)", R"("latitude":39)", R"("latitude":"nan","longitude":"nan")",
        R"("latitude":"","longitude":"9 e mezzo")", R"("latitude":true,"longitude":[])"}) {
    CAPTURE(nowhere);
    const auto message =
        message_of(R"("type":"location","location":{"name":"Casa",)" + std::string(nowhere) + "}");
    CHECK_FALSE(message.location.has_value());
    CHECK(fact_of(message, "location_name") == "Casa");
  }
  CHECK(fact_of(message_of(R"("type":"location","location":{"latitude":139.21,"longitude":999})"),
                "location_degrees") == "139.21, 999");
}

TEST_CASE("message: shared cards are kept line by line, whatever is missing in them") {
  const auto cards = the<InboundMessage>(parse_file("contacts"));
  CHECK(cards.text == "Geom. Efisio Piras, Rita Puddu");
  struct Line {
    int card;
    const char *kind, *label, *value;
  };
  const Line expected[] = {{1, "name", "", "Geom. Efisio Piras"},
                           {1, "phone", "CELL", "+39 333 000 0104"},
                           {1, "phone", "WORK", "+39 070 000 0104"},
                           {1, "email", "WORK", "efisio@example.invalid"},
                           {1, "url", "WORK", "https://piras.example.invalid"},
                           {1, "address", "WORK", "Via Roma 1, 09124, Cagliari, CA, Italia"},
                           {1, "org", "", "Studio Piras, Catasto, Geometra"},
                           {1, "birthday", "", "1961-05-30"},
                           {2, "name", "", "Rita Puddu"},
                           {2, "phone", "", "393330000106"},
                           {3, "email", "", "ufficio@example.invalid"}};
  REQUIRE(cards.cards.size() == std::size(expected));
  for (std::size_t i = 0; i < std::size(expected); ++i) {
    CHECK(cards.cards[i].card == expected[i].card);
    CHECK(cards.cards[i].kind == expected[i].kind);
    CHECK(cards.cards[i].label.value_or("") == expected[i].label);
    CHECK(cards.cards[i].value == expected[i].value);
  }
  const auto vcard = the<InboundMessage>(parse_file("contacts_vcard"));
  CHECK_FALSE(vcard.text.has_value());
  REQUIRE(vcard.cards.size() == 3);
  CHECK(vcard.cards[1].kind == "origin");
  CHECK(vcard.cards[2].value.starts_with("BEGIN:VCARD\r\n"));
  const auto two_numbers =
      message_of(R"("type":"contacts","contacts":{"phones":[{"phone":"070 1","wa_id":"393330000104"}]})");
  REQUIRE(two_numbers.cards.size() == 2);
  CHECK(two_numbers.cards[1].label == "WhatsApp");
}

TEST_CASE("message: buttons and choices have the title as text and the payload as a fact") {
  const auto button = the<InboundMessage>(parse_file("button"));
  CHECK(button.text == "Sì, confermo");
  CHECK(fact_of(button, "payload") == "conferma:412");
  CHECK(button.quoted_wamid == "wamid.HBgMMODELLO01AA==");
  const auto reply = the<InboundMessage>(parse_file("interactive_button"));
  CHECK(reply.type == "interactive");
  CHECK(reply.text == "Molto bene 😀");
  CHECK(fact_of(reply, "payload") == "voto:5");
  const auto list = the<InboundMessage>(parse_file("interactive_list"));
  CHECK(list.text == "Tributi");
  CHECK(fact_of(list, "payload") == "servizio:tributi");
  CHECK(fact_of(list, "description") == "IMU, TARI, canone unico");
  const auto form = the<InboundMessage>(parse_file("interactive_form"));
  CHECK(form.text == "Inviato\ncivico: 12\nvia: Via Sassari");
  CHECK(fact_of(form, "response_json") == R"({"via":"Via Sassari","civico":12})");
  CHECK(fact_of(message_of(R"("type":"interactive","interactive":{"nfm_reply":{"response_json":{"a":1}}})"),
                "response_json") == R"({"a":1})");
  CHECK(fact_of(message_of(R"("type":"interactive","interactive":{"type":"call_permission_reply",)"
                           R"("call_permission_reply":{"response":"accept"}})"),
                "call_permission") == "accept");
  const auto empty = the<InboundMessage>(parse_file("interactive_empty"));
  CHECK(empty.type == "interactive");
  CHECK(empty.understood);
  const auto invented = the<InboundMessage>(parse_file("interactive_invented"));
  CHECK_FALSE(invented.understood);
  CHECK(fact_of(invented, "original_type") == "interactive carousel_reply");
}

TEST_CASE("message: an order has its words, or the list of what was ordered") {
  const auto order = the<InboundMessage>(parse_file("order"));
  CHECK(order.text == "2 x visura (12.5 EUR), 1 x copia");
  CHECK(fact_of(order, "catalog") == "800123");
  const auto with_words = message_of(
      R"("type":"order","order":{"text":"Urgente","product_items":[7,{"product_retailer_id":"copia"}]})");
  CHECK(with_words.text == "Urgente");
  CHECK(fact_of(with_words, "products") == "1 x copia");
}

TEST_CASE("message: reactions, edits and withdrawals point at another message") {
  const auto reaction = the<InboundAmendment>(parse_file("reaction"));
  CHECK(reaction.kind == AmendmentKind::reaction);
  CHECK(reaction.target_wamid == "wamid.HBgMRISPOSTA01AA==");
  CHECK(reaction.wamid.starts_with("wamid.HBgMPROVA"));
  CHECK(reaction.text == "👍🏽");
  CHECK(reaction.sender.phone == "393330000105");
  CHECK(reaction.at.has_value());
  CHECK_FALSE(the<InboundAmendment>(parse_file("reaction_removed")).text.has_value());
  const auto emptied = test::parse(test::envelope(
      "messages", R"({"from":"1","id":"a","type":"reaction","reaction":{"message_id":"b","emoji":""}})"));
  CHECK_FALSE(the<InboundAmendment>(emptied).text.has_value());
  const auto edit = the<InboundAmendment>(parse_file("edit"));
  CHECK(edit.kind == AmendmentKind::edit);
  CHECK(edit.target_wamid == "wamid.HBgMPROVA0001AA==");
  CHECK(edit.text == "Intendevo mercoledì, non giovedì");
  CHECK(the<InboundAmendment>(parse_file("edit_caption")).text == "La buca è in via Verdi");
  const auto revoke = the<InboundAmendment>(parse_file("revoke"));
  CHECK(revoke.kind == AmendmentKind::revoke);
  CHECK_FALSE(revoke.text.has_value());
  const auto aimless = test::parse(test::envelope("messages", R"({"from":"1","id":"a","type":"revoke"})"));
  CHECK(test::reason_of(aimless[0]) == "it does not say which message it is about");
}

TEST_CASE("message: what WhatsApp does not pass on is understood as such; what it invents is not") {
  const auto unsupported = the<InboundMessage>(parse_file("unsupported"));
  CHECK(unsupported.type == "unsupported");
  CHECK(unsupported.understood);
  CHECK(fact_of(unsupported, "original_type") == "poll_creation");
  CHECK(fact_of(unsupported, "error_code") == "131051");
  CHECK(fact_of(unsupported, "error_title") == "Message type unknown");
  const auto older = the<InboundMessage>(parse_file("unknown_2022"));
  CHECK(older.type == "unsupported");
  CHECK(fact_of(older, "error_code") == "131051");
  CHECK(fact_of(older, "error_details") == "Message type is not currently supported");
  const auto invented = the<InboundMessage>(parse_file("invented_type"));
  CHECK(invented.type == "unknown");
  CHECK_FALSE(invented.understood);
  CHECK(fact_of(invented, "original_type").starts_with("hologram_è_lungo"));
  CHECK(fact_of(invented, "original_type").size() == 64);
  const auto cut = message_of("\"type\":\"" + std::string(63, 'x') + "è\"");
  CHECK(fact_of(cut, "original_type") == std::string(63, 'x'));
}

TEST_CASE("message: without a type it is what it has; without anything it is unknown") {
  CHECK(message_of(R"("text":{"body":"Ciao"})").text == "Ciao");
  CHECK(message_of(R"("type":7,"sticker":{"id":"1"})").type == "sticker");
  CHECK(message_of(R"("errors":[{"code":131051}])").type == "unsupported");
  CHECK(message_of(R"("contacts":[{"name":"Anna Melis"}])").text == "Anna Melis");
  const auto nothing = message_of(R"("timestamp":"1")");
  CHECK(nothing.type == "unknown");
  CHECK_FALSE(nothing.understood);
  CHECK(nothing.facts.empty());
}

TEST_CASE("message: quotes, forwards, products, advertisements and groups") {
  CHECK(fact_of(the<InboundMessage>(parse_file("forwarded")), "forwarded") == "frequently");
  const auto reply = the<InboundMessage>(parse_file("reply_about_product"));
  CHECK(reply.quoted_wamid == "wamid.HBgMRISPOSTA02AA==");
  CHECK(fact_of(reply, "forwarded") == "yes");
  CHECK(fact_of(reply, "product") == "visura");
  CHECK(fact_of(reply, "catalog") == "800123");
  const auto referral = the<InboundMessage>(parse_file("referral_and_group"));
  CHECK(fact_of(referral, "referral_url") == "https://example.invalid/festa");
  CHECK(fact_of(referral, "referral_headline") == "Festa di Sant’Efisio");
  CHECK(fact_of(referral, "referral_source") == "post");
  CHECK(fact_of(referral, "group") == "Z3J1cHBvMQ");
}

TEST_CASE("message: one without an id is named after its bytes, always in the same way") {
  const std::string element = R"({"from":"393330000101","text":{"body":"Ciao"}})";
  const auto once = the<InboundMessage>(test::parse(test::envelope("messages", element)));
  const auto again = the<InboundMessage>(test::parse("\n" + test::envelope("messages", "  " + element)));
  CHECK(once.wamid.size() == 5 + 64);
  CHECK(once.wamid.starts_with("part:"));
  CHECK(once.wamid == again.wamid);
  const auto other = the<InboundMessage>(
      test::parse(test::envelope("messages", R"({"from":"393330000101","text":{"body":"Ciao!"}})")));
  CHECK(once.wamid != other.wamid);
  CHECK(the<InboundMessage>(parse_file("bare")).wamid.starts_with("part:"));
}

TEST_CASE("message: the time is whole seconds as a number or in a text, or it was not said") {
  const auto at = [](const std::string& timestamp) {
    return message_of("\"type\":\"text\",\"timestamp\":" + timestamp).at;
  };
  CHECK(at("1790000000") == TimePoint(Seconds(1790000000)));
  CHECK(at("\"1790000000\"") == TimePoint(Seconds(1790000000)));
  for (const char* none :
       {"\"\"", "\"ieri\"", "\"1790000000 \"", "1790000000.5", "\"17e8\"", "-1", "\"-1\"", "null", "[]", "{}",
        "1790000000000", "99999999999999999999", "\"99999999999999999999\"", "18446744073709551615"}) {
    CAPTURE(none);
    CHECK_FALSE(at(none).has_value());
  }
}
