#include "whatsapp_bodies.hpp"

using namespace urp;

namespace {

StatusUpdate status_of(const std::string& members) {
  return test::the<StatusUpdate>(
      test::parse(test::envelope("statuses", R"({"id":"wamid.S","status":"sent",)" + members + "}")));
}

}  // namespace

TEST_CASE("status: how far it came, for whom, with our token and the price") {
  const auto parts = test::parse_file("statuses");
  REQUIRE(parts.size() == 4);
  const auto& sent = std::get<StatusUpdate>(parts[0].content);
  CHECK(sent.status == "sent");
  CHECK(sent.wamid.starts_with("wamid.HBgMRISPOSTA"));
  CHECK(sent.token == "ob:7f3a");
  CHECK(sent.at.has_value());
  CHECK(sent.category == "utility");
  CHECK(sent.billable == true);
  CHECK(sent.recipient.phone == "393330000105");
  CHECK(sent.recipient.username == "lucia.cocco");
  CHECK_FALSE(sent.refusal.has_value());
  const auto& delivered = std::get<StatusUpdate>(parts[1].content);
  CHECK(delivered.recipient.parent_user_id == "IT.ENT.88001");
  CHECK_FALSE(delivered.billable.has_value());
  CHECK(std::get<StatusUpdate>(parts[3].content).status == "in_orbit");
}

TEST_CASE("status: the reason of a failure, in the shapes of all years") {
  const auto parts = test::parse_file("statuses_failed");
  REQUIRE(parts.size() == 4);
  const auto error = [&](int i) { return std::get<StatusUpdate>(parts[i].content).refusal; };
  REQUIRE(error(0).has_value());
  CHECK(error(0)->code == 131047);
  CHECK(error(0)->words == "Re-engagement message: Più di 24 ore dall’ultimo messaggio");
  CHECK(error(1)->code == 470);
  CHECK(error(1)->words == "Finestra chiusa: già da ieri");
  CHECK(error(2)->words == "Richiesta non valida: HTTP 404");
  CHECK_FALSE(error(3).has_value());
  CHECK(status_of(R"("errors":[{"title":"Solo il titolo"}])").refusal->code == 0);
  CHECK_FALSE(status_of(R"("errors":[])").refusal.has_value());
  CHECK_FALSE(status_of(R"("errors":["x"])").refusal.has_value());
}

TEST_CASE("status: a person without a phone, and the participant of a group") {
  const auto parts = test::parse_file("statuses_people");
  REQUIRE(parts.size() == 2);
  const auto& hidden = std::get<StatusUpdate>(parts[0].content);
  CHECK(hidden.recipient.phone.empty());
  CHECK(hidden.recipient.user_id == "IT.4410928817365502");
  CHECK(hidden.recipient.profile_name == "Maria Serra");
  const auto& group = std::get<StatusUpdate>(parts[1].content);
  CHECK(group.recipient.phone == "393330000102");
  CHECK(group.recipient.user_id.empty());
  CHECK(group.category == "service");
  CHECK(group.billable == false);
  CHECK_FALSE(status_of(R"("recipient_type":"group","recipient_id":"12345")").recipient.known());
  CHECK(status_of(R"("participant_recipient_id":"393330000103","recipient_id":"12345")").recipient.phone ==
        "393330000103");
  CHECK(status_of(R"("recipient_user_id":"IT.5","recipient_parent_user_id":"IT.ENT.6")")
            .recipient.parent_user_id == "IT.ENT.6");
}

TEST_CASE("status: one that does not say which message or which state is kept, and its neighbours are read") {
  const auto parts = test::parse(test::envelope(
      "statuses",
      R"({"status":"sent"},{"id":"wamid.1"},{"id":7,"status":"sent"},7,{"id":"wamid.2","status":"read","timestamp":5})"));
  REQUIRE(parts.size() == 5);
  CHECK(test::reason_of(parts[0]) == "a status without a message id");
  CHECK(test::reason_of(parts[1]) == "a status that does not say which");
  CHECK(test::reason_of(parts[2]) == "a status without a message id");
  CHECK(test::reason_of(parts[3]) == "not an object");
  CHECK(std::get<StatusUpdate>(parts[4].content).at == TimePoint(Seconds(5)));
}
