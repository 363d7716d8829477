#include <doctest/doctest.h>

#include <algorithm>

#include <urp/settings.hpp>

#include "test_file.hpp"

using namespace urp;

namespace {

std::string line_of(const std::vector<SettingLine>& lines, std::string_view key) {
  const auto found =
      std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.key == key; });
  return found == lines.end() ? "absent" : found->value + " from " + found->origin;
}

std::vector<SettingLine> list(const std::string& toml) {
  return list_settings(parse_settings(toml, "urp.toml"), toml, "/etc/urp/urp.toml");
}

}  // namespace

TEST_CASE("listing: every setting has its value as TOML and its line, or is a default") {
  const auto lines = list(test_file("settings/complete.toml"));
  CHECK(line_of(lines, "office.name") == "\"URP Comune di Cagliari\" from /etc/urp/urp.toml:2");
  CHECK(line_of(lines, "office.clerks") == "[\"maria\", \"gianni\"] from /etc/urp/urp.toml:5");
  CHECK(line_of(lines, "listen.port") == "8080 from /etc/urp/urp.toml:20");
  CHECK(line_of(lines, "hours.monday") == "[\"09:00-12:00\", \"15:30-17:30\"] from /etc/urp/urp.toml:23");
  CHECK(line_of(lines, "hours.sunday") == "[] from default");
  CHECK(line_of(lines, "hours.patron") == "\"10-30\" from /etc/urp/urp.toml:29");
  CHECK(line_of(lines, "terms.request") == "\"30d\" from /etc/urp/urp.toml:34");
  CHECK(line_of(lines, "terms.access") == "\"30d\" from default");
  CHECK(line_of(lines, "threading.same_case") == "\"48h\" from /etc/urp/urp.toml:36");
  CHECK(line_of(lines, "media.max_size") == "\"100MB\" from /etc/urp/urp.toml:60");
  CHECK(line_of(lines, "rule[1].words") ==
        "[\"buca\", \"marciapiede\", \"lampione\"] from /etc/urp/urp.toml:67");
  CHECK(line_of(lines, "rule[1].urgent") == "false from default");
  CHECK(line_of(lines, "canned.orari") == "\"Gli uffici sono aperti ...\" from /etc/urp/urp.toml:76");
  CHECK(line_of(lines, "retention[1].keep") == "\"5y\" from /etc/urp/urp.toml:91");
  CHECK(line_of(lines, "moderation.seal_key") == "\"\" from default");
  CHECK(line_of(lines, "office.nome") == "absent");
}

TEST_CASE("listing: without a file everything is a default, and the defaults are those of the contract") {
  const auto lines = list("");
  CHECK(lines.size() == 85);
  for (const auto& line : lines) CHECK(line.origin == "default");
  CHECK(line_of(lines, "whatsapp.base_url") == "\"https://graph.facebook.com\" from default");
  CHECK(line_of(lines, "threading.reopen_within") == "\"7d\" from default");
  CHECK(line_of(lines, "automatic.budget") == "800 from default");
}

TEST_CASE("listing: what it prints can stand in urp.toml, and means the same there") {
  const std::string original = test_file("settings/complete.toml") +
                               "[price]\nutility = 0.03\nservice = 2\n" + "[ui]\npager = \"a \\\"b\\\"\"\n";
  std::string rebuilt, table;
  for (const auto& line : list(original)) {
    const auto point = line.key.find('.');
    std::string own = line.key.substr(0, point);
    if (own != table) {
      table = own;
      const auto bracket = own.find('[');
      rebuilt += bracket == std::string::npos ? "[" + own + "]\n" : "[[" + own.substr(0, bracket) + "]]\n";
    }
    rebuilt += line.key.substr(point + 1) + " = " + line.value + "\n";
  }
  const auto before = list(original), after = list(rebuilt);
  REQUIRE(before.size() == after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(before[i].key == after[i].key);
    CHECK(before[i].value == after[i].value);
  }
}
