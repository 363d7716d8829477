// Who may approve a notice: a second clerk, and a supervisor where some are named.
#include <doctest/doctest.h>

#include <urp/desk/contact.hpp>
#include <urp/desk/notice.hpp>
#include <urp/desk/topic.hpp>

#include "office/local.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

Settings settings_with(const std::vector<std::string>& supervisors) {
  auto settings = TestOffice::default_settings();
  settings.whatsapp.phone_number_id = "106540352242922";
  settings.topics.push_back({"meteo", "Meteo", {"METEO ON"}, {"METEO OFF"}, false});
  settings.notice.approve_above = 0;
  settings.roles.supervisor = supervisors;
  return settings;
}

/// A notice that maria wrote and anna scheduled, for one person.
struct Approval {
  TestOffice office;

  explicit Approval(const std::vector<std::string>& supervisors) : office(settings_with(supervisors)) {
    ContactRow row;
    row.last_inbound_at = office.now();
    SubscribeRequest subscription;
    subscription.who = to_string(office.add_contact(row));
    subscription.topic = "meteo";
    subscription.evidence = "modulo";
    as("maria");
    subscribe_contact(*office, subscription);
    NoticeRequest request;
    request.name = "allerta";
    request.topic = "meteo";
    request.text = "Domani pioggia.";
    create_notice(*office, request);
    as("anna");
    schedule_notice(*office, {"allerta", {}, {}, false});
  }
  void as(const std::string& clerk) { (*office).local().options.actor = {clerk, clerk}; }
  Fault refusal_of(const std::string& clerk) {
    as(clerk);
    try {
      approve_notice(*office, "allerta");
    } catch (const Error& error) {
      CHECK_FALSE(show_notice(*office, "allerta").notice.approved_by);
      return error.fault();
    }
    FAIL("approved by " << clerk);
    return Fault::failed;
  }
};

}  // namespace

TEST_CASE("notice: neither who wrote it nor who scheduled it approves it") {
  Approval notice({});
  CHECK(notice.refusal_of("maria") == Fault::refused);
  CHECK(notice.refusal_of("anna") == Fault::refused);
  notice.as("gianni");
  approve_notice(*notice.office, "allerta");
  CHECK(show_notice(*notice.office, "allerta").notice.approved_by == "gianni");
}

TEST_CASE("notice: where a supervisor is named nobody else approves, one name or several") {
  for (const auto& supervisors :
       {std::vector<std::string>{"paola"}, std::vector<std::string>{"paola", "rita"}}) {
    Approval notice(supervisors);
    CHECK(notice.refusal_of("gianni") == Fault::refused);
    notice.as("paola");
    approve_notice(*notice.office, "allerta");
    CHECK(show_notice(*notice.office, "allerta").notice.approved_by == "paola");
  }
}
