// What doctor sees of the door: where it listens, and what the verify token is worth.
#include <doctest/doctest.h>

#include "desk/doctor_files.hpp"
#include "office/local.hpp"
#include "test_office.hpp"

using namespace urp;

namespace {

Finding find(TestOffice& office, std::string_view code) {
  for (auto& finding : examine_door(*office)) {
    if (finding.code == code) return finding;
  }
  return {Finding::Level::unknown, "", "", ""};
}

}  // namespace

TEST_CASE("doctor: an address that other machines reach is broken, and a loopback or a socket is not") {
  for (const auto& [address, level] : std::initializer_list<std::pair<const char*, Finding::Level>>{
           {"127.0.0.1", Finding::Level::fine},
           {"::1", Finding::Level::fine},
           {"unix:/run/urp/webhook", Finding::Level::fine},
           {"0.0.0.0", Finding::Level::broken},
           {"::", Finding::Level::broken},
           {"192.0.2.7", Finding::Level::broken}}) {
    auto settings = TestOffice::default_settings();
    settings.listen.address = address;
    TestOffice office(settings);
    const auto finding = find(office, "address");
    CHECK_MESSAGE(finding.code == "address", address);
    CHECK_MESSAGE(finding.level == level, address);
  }
}

TEST_CASE("doctor: a verify token of one letter can be guessed") {
  TestOffice office;
  (*office).local().options.secrets = {"test-token", "test-app-secret", "x"};
  CHECK(find(office, "verify_token").level == Finding::Level::broken);
  (*office).local().options.secrets.verify_token = "test-verify";
  CHECK(find(office, "verify_token").code.empty());
}

TEST_CASE(
    "doctor: who guesses an app secret of three letters signs webhooks; while it is exchanged there are "
    "two") {
  TestOffice office;
  (*office).local().options.secrets = {"test-token", "abc", "test-verify"};
  CHECK(find(office, "app_secret").level == Finding::Level::broken);
  (*office).local().options.secrets.app_secret = "test-app-secret\nabc";
  CHECK(find(office, "app_secret").level == Finding::Level::broken);
  (*office).local().options.secrets.app_secret = "test-app-secret\nnew-app-secret";
  CHECK(find(office, "app_secret").code.empty());
}
