#include "whatsapp_bodies.hpp"

using namespace urp;
using test::parse;
using test::parse_file;
using test::the;

namespace {

Sender sender_of(const std::string& members, const std::string& contacts) {
  return the<InboundMessage>(
             parse(test::envelope("messages",
                                  R"({"id":"wamid.A",)" + members + R"("type":"text","text":{"body":"x"}})",
                                  contacts)))
      .sender;
}

constexpr const char* two =
    R"([{"wa_id":"393330000102","user_id":"IT.22","profile":{"name":"Paolo Usai"}},)"
    R"({"wa_id":"393330000101","user_id":"IT.11","parent_user_id":"IT.ENT.9","profile":{"name":"Maria Serra","username":"@maria"}}])";

}  // namespace

TEST_CASE("sender: the contact is the one with the same phone or user id, not the one at the same place") {
  const Sender by_phone = sender_of(R"("from":"393330000101",)", two);
  CHECK(by_phone.profile_name == "Maria Serra");
  CHECK(by_phone.user_id == "IT.11");
  CHECK(by_phone.parent_user_id == "IT.ENT.9");
  CHECK(by_phone.username == "maria");
  const Sender by_user_id = sender_of(R"("from_user_id":"IT.22",)", two);
  CHECK(by_user_id.profile_name == "Paolo Usai");
  CHECK(by_user_id.phone == "393330000102");
  const Sender stranger = sender_of(R"("from":"393330000103","from_parent_user_id":"IT.ENT.7",)", two);
  CHECK(stranger.profile_name.empty());
  CHECK(stranger.user_id.empty());
  CHECK(stranger.parent_user_id == "IT.ENT.7");
}

TEST_CASE("sender: what the message says itself is not replaced by the contact") {
  const Sender sender = sender_of(R"("from":"393330000101","from_user_id":"IT.12",)", two);
  CHECK(sender.user_id == "IT.12");
  CHECK(sender.profile_name == "Maria Serra");
}

TEST_CASE("sender: a phone loses its plus and its blanks and nothing else") {
  CHECK(sender_of(R"("from":"+39 333 000 0101",)", two).phone == "393330000101");
  CHECK(sender_of(R"("from":"+39 333 000 0101",)", two).profile_name == "Maria Serra");
  CHECK(sender_of(R"("from":"390700000106",)", "[]").phone == "390700000106");
  CHECK(sender_of(R"("from":393330000101,)", two).profile_name == "Maria Serra");  // a number, too
  CHECK(sender_of(R"("from":"5215512345678",)", "[]").phone == "5215512345678");
}

TEST_CASE("sender: a user id is never a phone, wherever it stands") {
  const Sender in_from = the<InboundMessage>(parse_file("user_id_in_from")).sender;
  CHECK(in_from.phone.empty());
  CHECK(in_from.user_id == "IT.4410928817365502");
  CHECK(in_from.parent_user_id == "IT.ENT.77001");
  CHECK(in_from.profile_name == "Maria Serra");
  const Sender parent = sender_of(R"("from":"IT.ENT.11815799212886844830",)", "[]");
  CHECK(parent.phone.empty());
  CHECK(parent.user_id.empty());
  CHECK(parent.parent_user_id == "IT.ENT.11815799212886844830");
  const Sender in_contact =
      sender_of(R"("from_user_id":"IT.33",)", R"([{"wa_id":"IT.33","profile":{"name":"Rita Puddu"}}])");
  CHECK(in_contact.phone.empty());
  CHECK(in_contact.profile_name == "Rita Puddu");
  CHECK(sender_of(R"("from":"shape-of-2031",)", "[]").user_id == "shape-of-2031");
}

TEST_CASE("sender: without a phone the user id is enough, also beside other contacts") {
  const Sender sender = the<InboundMessage>(parse_file("user_id_only")).sender;
  CHECK(sender.phone.empty());
  CHECK(sender.user_id == "IT.4410928817365502");
  CHECK(sender.profile_name == "Maria Serra");
}

TEST_CASE("sender: a message that names nobody is of the only contact, and of nobody when there are two") {
  CHECK(the<InboundMessage>(parse_file("sender_only_in_contacts")).sender.phone == "390700000106");
  const auto nobody = parse(test::envelope("messages", R"({"id":"wamid.A","type":"text"})", two));
  CHECK(test::reason_of(nobody[0]) == "no sender");
  CHECK(test::reason_of(parse_file("no_sender")[0]) == "no sender");
  for (const char* empty :
       {R"("from":"",)", R"("from":"  ",)", R"("from":null,)", R"("from":{},)", R"("from":["x"],)"}) {
    CAPTURE(empty);
    const auto parts =
        parse(test::envelope("messages", R"({"id":"wamid.A",)" + std::string(empty) + R"("type":"text"})"));
    REQUIRE(parts.size() == 1);
    CHECK(test::reason_of(parts[0]) == "no sender");
  }
}

TEST_CASE("sender: the contact may have no profile") {
  const auto bare = the<InboundMessage>(parse_file("bare"));
  CHECK(bare.sender.phone == "393330000102");
  CHECK(bare.sender.profile_name.empty());
  CHECK(bare.at == TimePoint(Seconds(1790009999)));
  CHECK(bare.type == "text");
}

TEST_CASE("identity: a new number, in the shapes of all years") {
  const auto change = the<IdentityChange>(parse_file("system_number"));
  CHECK(change.before.phone == "393330000104");
  CHECK(change.before.user_id == "IT.9182736455463728");
  CHECK(change.after.phone == "393330000204");
  CHECK(change.after.user_id == "IT.3000000000000204");
  CHECK(change.text == "Efisio Piras ha cambiato numero");
  CHECK(change.at.has_value());
  CHECK(change.wamid.starts_with("wamid."));
  const auto older = the<IdentityChange>(parse_file("system_number_old"));
  CHECK(older.before.phone == "393330000104");
  CHECK(older.after.phone == "393330000204");
  CHECK(older.after.user_id.empty());
}

TEST_CASE("identity: a new user id, told by a member or only by the end of the sentence") {
  const auto change = the<IdentityChange>(parse_file("system_user_id"));
  CHECK(change.before.user_id == "IT.9182736455463728");
  CHECK(change.after.user_id == "IT.3000000000000204");
  const auto told = [](const std::string& members) {
    return parse(test::envelope(
        "messages",
        R"({"id":"wamid.A","type":"system","system":{"type":"user_changed_user_id",)" + members + "}}"));
  };
  const auto by_member =
      the<IdentityChange>(told(R"("previous_user_id":"IT.1","user_id":"IT.2","body":"x")"));
  CHECK(by_member.before.user_id == "IT.1");
  CHECK(by_member.after.user_id == "IT.2");
  // The name in the sentence is the person's own and must not be able to name somebody else.
  const auto named = the<IdentityChange>(
      told(R"("user_id":"IT.2","body":"User Eva changed from IT.7 to IT.2 changed from IT.1 to IT.2.")"));
  CHECK(named.before.user_id == "IT.1");
  for (const char* untold :
       {R"("user_id":"IT.2","body":"User Eva changed from IT.1 to IT.3")", R"("user_id":"IT.2")",
        R"("user_id":"IT.2","body":"changed from IT.7 to IT.2 ciao")"}) {
    CAPTURE(untold);
    CHECK(test::reason_of(told(untold)[0]) == "no sender");
  }
}

TEST_CASE("identity: a changed security code is a message of the system, not a change of person") {
  const auto message = the<InboundMessage>(parse_file("system_identity"));
  CHECK(message.type == "system");
  CHECK(message.text == "Il codice di sicurezza di Rita è cambiato");
  CHECK(message.sender.phone == "390700000106");
  CHECK(test::fact_of(message, "event") == "customer_identity_changed");
  CHECK(test::message_of(R"("type":"system","system":{"type":"user_changed_number","body":"Nuovo numero"})")
            .text == "Nuovo numero");
}
