#include "whatsapp_bodies.hpp"

using namespace urp;
using test::envelope;
using test::parse;
using test::parse_file;
using test::reason_of;

namespace {

std::string text_element(int number) {
  return R"({"from":"393330000101","id":"wamid.)" + std::to_string(number) +
         R"(","timestamp":"1790000000","type":"text","text":{"body":"Messaggio"}})";
}

/// A bad element between two good ones: the good ones must be read whatever stands between.
std::vector<Part> parse_between(const std::string& element) {
  auto parts = parse(envelope("messages", text_element(1) + "," + element + "," + text_element(2)));
  REQUIRE(parts.size() == 3);
  CHECK(std::get<InboundMessage>(parts[0].content).wamid == "wamid.1");
  CHECK(std::get<InboundMessage>(parts[2].content).wamid == "wamid.2");
  return parts;
}

std::string text_with(const std::string& body) {
  return R"({"from":"393330000102","id":"wamid.X","type":"text","text":{"body":")" + body + "\"}}";
}

}  // namespace

TEST_CASE(
    "webhook: entries, changes, messages and statuses of a batch all become parts, in the order of the "
    "body") {
  const auto parts = parse_file("batch");
  REQUIRE(parts.size() == 16);
  const std::string ours = "106540352242922", other = "106540352242999";
  for (int i = 0; i < 5; ++i) CHECK(parts[i].phone_number_id == ours);
  for (int i = 5; i < 9; ++i) CHECK(parts[i].phone_number_id == other);
  CHECK(std::holds_alternative<StatusUpdate>(parts[4].content));
  CHECK(std::get<ChannelNotice>(parts[10].content).field == "message_template_status_update");
  CHECK(parts[10].phone_number_id.empty());
  CHECK_FALSE(std::get<InboundMessage>(parts[12].content).understood);
  CHECK(std::get<InboundMessage>(parts[13].content).understood);
  for (std::size_t i = 1; i < parts.size(); ++i)
    CHECK(parts[i].offset >= parts[i - 1].offset + parts[i - 1].length);
}

TEST_CASE("webhook: the range of a part is exactly its element") {
  const std::string element = text_element(7), body = envelope("messages", " " + element + "\n");
  const auto parts = parse(body);
  REQUIRE(parts.size() == 1);
  CHECK(body.substr(parts[0].offset, parts[0].length) == element);
}

TEST_CASE("webhook: a body that is no JSON is one unhandled part that covers it") {
  const std::string whole = test::all_bodies().at("batch");
  const std::string wrong[] = {"",
                               " ",
                               "buongiorno",
                               "{",
                               "}",
                               "{{}}",
                               "[",
                               "]",
                               "{]",
                               "{\"entry\":[}]",
                               "{\"entry\" []}",
                               "{\"entry\":[{}{}]}",
                               "{} {}",
                               "{\"a\":hello}",
                               "{\"a\":\"",
                               "{\"a\":\"\\",
                               "\"",
                               std::string(3, '\0'),
                               whole + "}",
                               "{" + whole,
                               std::string("{}\0", 3)};
  for (const auto& body : wrong) {
    CAPTURE(body);
    const auto parts = parse(body);
    REQUIRE(parts.size() == 1);
    CHECK(reason_of(parts[0]) == "not JSON");
    CHECK(parts[0].offset == 0);
    CHECK(parts[0].length == body.size());
  }
}

TEST_CASE("webhook: a body cut off anywhere is no JSON, however much of it was good") {
  std::string body = test::all_bodies().at("batch");
  body.erase(body.find_last_not_of('\n') + 1);
  for (std::size_t length = 0; length < body.size(); ++length) {
    const auto parts = parse(body.substr(0, length));
    REQUIRE(parts.size() == 1);
    REQUIRE(reason_of(parts[0]) == "not JSON");
  }
}

TEST_CASE("webhook: JSON that says nothing is kept whole") {
  for (const std::string body :
       {"{}", "[]", "null", "12", "\"entry\"", "[{\"entry\":[]}]", "{\"entry\":null}", "{\"entry\":[]}",
        "{\"object\":\"page\",\"entries\":[1]}"}) {
    CAPTURE(body);
    const auto parts = parse(body);
    REQUIRE(parts.size() == 1);
    CHECK(reason_of(parts[0]) == "nothing known in it");
    CHECK(parts[0].length == body.size());
  }
}

TEST_CASE("webhook: what stands where an entry or a change should is kept as what it is") {
  const std::string body =
      R"({"entry":[7,{"id":"1"},{"changes":[null,[],{},{"value":{"messages":[]}},{"field":3,"value":"x"}]}]})";
  const auto parts = parse(body);
  REQUIRE(parts.size() == 7);
  for (const auto& part : parts) CHECK(reason_of(part) == "nothing known in it");
  CHECK(body.substr(parts[0].offset, parts[0].length) == "7");
  CHECK(body.substr(parts[1].offset, parts[1].length) == R"({"id":"1"})");
  CHECK(body.substr(parts[6].offset, parts[6].length) == R"({"field":3,"value":"x"})");
}

TEST_CASE("webhook: other fields are notices, one a change; where they list people, one a person") {
  CHECK(test::the<ChannelNotice>(parse_file("account_update")).field == "account_update");
  CHECK(test::the<ChannelNotice>(parse_file("quality_update")).field == "phone_number_quality_update");
  CHECK(test::the<ChannelNotice>(parse_file("unknown_field")).field == "lunar_phase_update");
  CHECK(test::the<Echo>(parse_file("message_echoes")).message.sender.known());
  const auto preferences = parse_file("user_preferences");
  REQUIRE(preferences.size() == 2);
  CHECK(std::get<PreferenceChange>(preferences[1].content).sender.known());
  CHECK(preferences[1].phone_number_id == "106540352242922");
  const auto errors = parse_file("value_errors");
  REQUIRE(errors.size() == 2);
  CHECK(std::get<ChannelNotice>(errors[0].content).field == "errors");
  CHECK_FALSE(std::get<ChannelNotice>(errors[0].content).stops_sending.has_value());
  const auto unpaid = test::the<ChannelNotice>(parse(test::envelope(
      "errors", R"({"code":131042,"title":"Payment issue","error_data":{"details":"unpaid"}})")));
  REQUIRE(unpaid.stops_sending.has_value());
  CHECK(unpaid.stops_sending->code == 131042);
  CHECK(unpaid.text == "Payment issue, unpaid");
  CHECK(test::the<ChannelNotice>(
            parse(R"({"entry":[{"changes":[{"field":"messages","value":{"calls":[]}}]}]})"))
            .field == "messages");
}

TEST_CASE(
    "webhook: what another responder is to answer is a citizen's all the same, nested, flat, or under a new "
    "name") {
  const auto nested = parse_file("standby_nested");
  REQUIRE(nested.size() == 2);
  const auto& words = std::get<InboundMessage>(nested[0].content);
  CHECK(words.text == "Parole date a un altro");
  CHECK(words.responder == "standby");
  CHECK(words.sender.profile_name == "Maria Serra");
  CHECK(std::get<Echo>(nested[1].content).message.responder == "standby");
  CHECK(test::the<InboundMessage>(parse_file("standby_flat")).responder == "standby");
  CHECK(test::the<InboundMessage>(parse_file("another_field")).responder == "business_agent_messages");
  CHECK(test::the<InboundMessage>(parse_file("text")).responder.empty());
  const auto beside = parse(R"({"entry":[{"changes":[{"field":"messages","value":{"messages":[)" +
                            text_element(1) + R"(],"standby":{"messages":[)" + text_element(2) + "]}}}]}]}");
  REQUIRE(beside.size() == 2);
  CHECK(std::get<InboundMessage>(beside[0].content).responder.empty());
  CHECK(std::get<InboundMessage>(beside[1].content).responder == "standby");
  const auto taken = test::the<ChannelNotice>(parse_file("handover_taken"));
  REQUIRE(taken.handover.has_value());
  CHECK_FALSE(taken.handover->to_us);
  CHECK(taken.handover->person.phone == "393330000101");
  CHECK(taken.event == "control_taken");
  CHECK(test::the<ChannelNotice>(parse_file("handover_passed")).handover->to_us);
}

TEST_CASE("webhook: what is older than the connection is told message by message, ours apart") {
  const auto past = parse_file("history");
  REQUIRE(past.size() == 2);
  CHECK(std::get<InboundMessage>(past[0].content).responder == "history");
  CHECK(std::get<InboundMessage>(past[1].content).text == "Messaggio 2 di Maria Serra");
  const auto chunk = [](const std::string& threads) {
    return parse(
        R"({"entry":[{"changes":[{"field":"history","value":{"metadata":{"phone_number_id":"1",)"
        R"("display_phone_number":"+39 070 000 1234"},"history":[{"metadata":{"phase":0},"threads":[)" +
        threads + "]}]}}]}]}");
  };
  const auto both = chunk(
      R"({"id":"393330000101","messages":[)"
      R"({"from":"390700001234","to":"393330000101","id":"wamid.A","timestamp":"1790004080","type":"text",)"
      R"("text":{"body":"Venga alle nove"},"history_context":{"status":"READ"}}]},)"
      R"({"id":"393330000102","messages":[{"from":"393330000102","id":"wamid.B","type":"text",)"
      R"("text":{"body":"Grazie"}},{"from":"390700001234","id":"wamid.C","type":"text","text":{"body":"?"}}]})");
  REQUIRE(both.size() == 3);
  CHECK(std::get<Echo>(both[0].content).message.sender.phone == "393330000101");
  CHECK(std::get<Echo>(both[0].content).message.responder == "history");
  CHECK(std::get<InboundMessage>(both[1].content).sender.phone == "393330000102");
  CHECK(reason_of(both[2]) == "no sender");  // it does not say to whom it went
  CHECK(test::the<ChannelNotice>(chunk("")).field == "history");
}

TEST_CASE("webhook: of a body with more than 10,000 parts the rest is one part") {
  const auto many = [](const char* element, int count) {
    std::string list;
    for (int i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + std::string(element);
    return list;
  };
  const auto in_list = [&](const std::string& list) {
    return R"({"entry":[{"changes":[{"field":"messages","value":{"messages":[)" + list + "]}}]}]}";
  };
  CHECK(parse(in_list(many("1", 10'000))).size() == 10'000);
  const std::string body = in_list(many("1", 25'000));
  const auto parts = parse(body);
  REQUIRE(parts.size() == 10'001);
  CHECK(reason_of(parts.back()) == "more than 10,000 parts in one body: this is the rest");
  CHECK(parts.back().offset == parts[9'999].offset + 2);
  CHECK(parts.back().offset + parts.back().length == body.size());
  CHECK(parse(R"({"entry":[)" + many("{}", 25'000) + "]}").size() == 10'001);
  CHECK(parse(R"({"entry":[{"changes":[)" + many("{}", 25'000) + "]}]}").size() == 10'001);
  CHECK(parse(R"({"entry":[)" +
              many(R"({"changes":[{"field":"messages","value":{"messages":[1,2]}}]})", 8'000) + "]}")
            .size() == 10'001);
}

TEST_CASE("webhook: without a field a value with messages is read all the same") {
  const auto parts = parse(R"({"entry":[{"changes":[{"value":{"messages":[)" + text_element(1) + "]}}]}]}");
  CHECK(test::the<InboundMessage>(parts).wamid == "wamid.1");
}

TEST_CASE("webhook: lists that are no lists are read as the one element they are") {
  const auto parts = parse(R"({"entry":{"changes":{"field":"messages","value":{"messages":)" +
                           text_element(1) + R"(,"statuses":"x","errors":null}}}})");
  REQUIRE(parts.size() == 2);
  CHECK(std::get<InboundMessage>(parts[0].content).wamid == "wamid.1");
  CHECK(reason_of(parts[1]) == "not an object");
}

TEST_CASE("webhook: of a key that stands twice the last one counts, and a key may be written with escapes") {
  const std::string change =
      R"({"field":"x","field":"messages","value":{"messages":[1]},"value":{"messages":[2,3],)"
      R"("metadata":{"phone_number_id":"1"},"metadata":{"phone_number_id":"2"},"mess\u0061ges":[)" +
      text_element(4) + "]}}";
  const auto parts = parse(R"({"entry":[{"changes":[{"field":"y"}]}],"entry":[{"changes":[{}],"changes":[)" +
                           change + "]}]}");
  CHECK(test::the<InboundMessage>(parts).wamid == "wamid.4");
  CHECK(parts[0].phone_number_id == "2");
}

TEST_CASE("webhook: an element nested deeper than 64 is refused alone") {
  const auto nested = [](std::size_t depth) {
    return R"({"id":"wamid.N","from":"393330000102","x":)" + std::string(depth - 1, '[') +
           std::string(depth - 1, ']') + "}";
  };
  CHECK(std::holds_alternative<InboundMessage>(parse_between(nested(64))[1].content));
  CHECK(reason_of(parse_between(nested(65))[1]) == "nested deeper than 64");
  CHECK(reason_of(parse_between(nested(10'000))[1]) == "nested deeper than 64");
  // Deep things that are no elements disturb nobody.
  const std::string deep = std::string(5'000, '[') + std::string(5'000, ']');
  const auto parts =
      parse(R"({"x":)" + deep + R"(,"entry":[{"changes":[{"field":"messages","value":{"metadata":)" + deep +
            R"(,"contacts":[)" + deep + R"(],"messages":[)" + text_element(1) + "]}}]}]}");
  CHECK(test::the<InboundMessage>(parts).wamid == "wamid.1");
  CHECK(parts[0].phone_number_id.empty());
}

TEST_CASE(
    "webhook: half surrogate pairs and bytes that are no UTF-8 are replaced, and nothing else is lost") {
  const auto text_of = [](const std::string& body) {
    return std::get<InboundMessage>(parse_between(text_with(body))[1].content).text.value_or("(none)");
  };
  CHECK(text_of(R"(a\ud83db)") ==
        "a\xef\xbf\xbd"
        "b");
  CHECK(text_of(R"(a\uDE00)") == "a\xef\xbf\xbd");
  CHECK(text_of(R"(\ud83d\ud83d\ude00)") == "\xef\xbf\xbd\xf0\x9f\x98\x80");
  CHECK(text_of(R"(\\ud83d \ud83d)") == "\\ud83d \xef\xbf\xbd");
  CHECK(text_of("perch\xe9 no") == "perch? no");
  CHECK(text_of("\xc0\xaf \xed\xa0\x80 \xf5\xc3\xa8") == "?? ??? ?\xc3\xa8");
  CHECK(text_of("una\nriga") == "una?riga");
  CHECK(text_of(R"(prima\u0000dopo)") == std::string("prima\0dopo", 10));
  CHECK(text_of(R"(\ud83d\ude41 perch\u00e9)") == "🙁 perché");
}

TEST_CASE("webhook: an element that is broken in itself spoils only itself") {
  for (const std::string element :
       {R"({"id":"wamid.X","from":nessuno})", R"({"id" "wamid.X"})", R"({"id":"\q"})", R"({"id":1e999})",
        "parola", R"({"id":"wamid.X" "from":"1"})", "{,}", "[1 2]"}) {
    CAPTURE(element);
    CHECK(reason_of(parse_between(element)[1]) == "not JSON");
  }
  for (const std::string element : {"null", "[]", "3", "\"x\"", "true"}) {
    CAPTURE(element);
    CHECK(reason_of(parse_between(element)[1]) == "not an object");
  }
}

TEST_CASE("webhook: a broken contact does not spoil the message of the one beside it") {
  const auto parts =
      parse(envelope("messages", text_element(1),
                     R"([{"wa_id":x},7,{"wa_id":"393330000101","profile":{"name":"Maria Serra"}}])"));
  CHECK(test::the<InboundMessage>(parts).sender.profile_name == "Maria Serra");
}

TEST_CASE("webhook: a body that begins with a byte order mark is read") {
  const std::string element = text_element(1), body = "\xef\xbb\xbf" + envelope("messages", element);
  const auto parts = parse(body);
  CHECK(test::the<InboundMessage>(parts).wamid == "wamid.1");
  CHECK(body.substr(parts[0].offset, parts[0].length) == element);
}

TEST_CASE("webhook: three megabytes of brackets or of one text are answered") {
  CHECK(reason_of(parse(std::string(3'000'000, '['))[0]) == "not JSON");
  std::string objects;
  while (objects.size() < 3'000'000) objects += "{\"a\":";
  CHECK(reason_of(parse(objects)[0]) == "not JSON");
  const std::string long_text(3'000'000, 'a');
  CHECK(std::get<InboundMessage>(parse_between(text_with(long_text))[1].content).text == long_text);
}

TEST_CASE("webhook: reasons never repeat the words of a body") {
  for (
      const auto& part : parse(
          R"({"entry":[{"changes":[{"value":{"messages":[{"segreto":"segreto"},"segreto"],"statuses":[{"segreto":1}]}}]}]})")) {
    CHECK(reason_of(part).find("segreto") == std::string::npos);
    CHECK_FALSE(reason_of(part).empty());
  }
}
