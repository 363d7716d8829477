#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include <urp/settings.hpp>

#include "rome.hpp"

using namespace urp;

namespace {

/// Takes the "#" away from every setting; prose has a blank after it.
std::string switched_on(const std::string& text) {
  std::istringstream lines(text);
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    const bool setting = line.size() > 1 && line[0] == '#' && line[1] != ' ' && line[1] != '#';
    all += (setting ? line.substr(1) : line) + "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("template: it is accepted as it is, in both languages, with the hours of Cagliari") {
  for (const char* language : {"it", "en"}) {
    CAPTURE(language);
    const auto text = settings_template(language, "/srv/urp/\"test\".db");
    const auto settings = parse_settings(text, "urp.toml");
    CHECK(settings.office.language == language);
    CHECK(settings.database.path == "/srv/urp/\"test\".db");
    CHECK(settings.hours.week == cagliari_hours().week);
    CHECK(settings.automatic.receipt.empty());
    CHECK(settings.services.empty());
    CHECK(text.find('@') == text.find("@example.org"));
    CHECK(text.find("0600") != std::string::npos);
    CHECK(text.find("app-secret") != std::string::npos);
  }
  CHECK(settings_template("it", "/x").find("Orari e termini") != std::string::npos);
  CHECK(settings_template("fr", "/x").find("Hours and terms") != std::string::npos);
}

TEST_CASE("template: with every setting switched on it is accepted too, and no setting is left out") {
  for (const char* language : {"it", "en"}) {
    CAPTURE(language);
    const auto text = switched_on(settings_template(language, "/var/lib/urp/urp.db"));
    const auto settings = parse_settings(text, "urp.toml");
    CHECK(settings.services.size() == 1);
    CHECK(settings.rules.size() == 1);
    CHECK(settings.topics.size() == 1);
    CHECK(settings.retention.size() == 1);
    CHECK_FALSE(settings.automatic.receipt.empty());
    for (const auto& line : list_settings(settings, text, "urp.toml")) {
      if (line.key == "hours.saturday" || line.key == "hours.sunday") continue;
      CHECK_MESSAGE(line.origin != "default", line.key);
    }
  }
}

TEST_CASE("template: the commented values are the defaults, where there is one") {
  const auto text = settings_template("it", "/var/lib/urp/urp.db");
  const auto all = switched_on(text);
  const auto defaults = list_settings(parse_settings("", "urp.toml"), "", "urp.toml");
  const auto shown = list_settings(parse_settings(all, "urp.toml"), all, "urp.toml");
  for (const char* key : {"whatsapp.base_url",  "whatsapp.version",     "listen.address",
                          "listen.port",        "listen.path",          "terms.first_answer",
                          "terms.request",      "threading.same_case",  "threading.reopen_within",
                          "threading.courtesy", "desk.claim",           "desk.close_waiting",
                          "reply.hold",         "reply.park_expires",   "automatic.survey",
                          "automatic.budget",   "media.max_size",       "notice.rate",
                          "notice.daily",       "notice.approve_above", "stats.clerks"}) {
    const auto value = [&](const auto& lines) {
      return std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.key == key; })
          ->value;
    };
    CAPTURE(key);
    CHECK(value(defaults) == value(shown));
  }
}
