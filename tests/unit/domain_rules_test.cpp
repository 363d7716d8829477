// Which rule matches a case, in which language it is written, and which words tell groups of texts apart.
#include <doctest/doctest.h>

#include "domain/language.hpp"
#include "domain/routing.hpp"
#include "domain/word_counts.hpp"
#include "office/patterns.hpp"
#include "test_office.hpp"

#include <urp/desk/rules.hpp>

using namespace urp;

namespace {

Settings with_rule(Settings::Rule rule) {
  auto settings = TestOffice::default_settings();
  rule.service = "ambiente";
  settings.rules = {std::move(rule)};
  return settings;
}

std::optional<std::string> found(const Settings& settings, const std::string& text,
                                 std::vector<std::string> has = {}) {
  const auto match =
      match_rule(settings, Zone(), {text, utc(2026, 11, 23, 10), std::move(has)}, patterns_of(settings));
  return match ? std::optional(match->word) : std::nullopt;
}

}  // namespace

TEST_CASE("rules: a pattern finds in the folded text what words cannot say, and is as good as one of them") {
  Settings::Rule rule;
  rule.words = {"fuga"};
  rule.patterns = {"perdita (di|del) gas", "odore .{0,20}gas"};
  const auto settings = with_rule(rule);
  CHECK(found(settings, "C'è una PERDITA di Gas!") == "perdita di gas");
  CHECK(found(settings, "sento un odore forte di gas in via Roma") == "odore forte di gas");
  CHECK(found(settings, "una fuga") == "fuga");
  CHECK_FALSE(found(settings, "il gas costa troppo").has_value());
}

TEST_CASE("rules: time grows with the text alone, whatever the pattern") {
  Settings::Rule rule;
  rule.patterns = {"(a+)+$b", "(x*)*y"};
  const auto settings = with_rule(rule);
  CHECK_FALSE(found(settings, std::string(4'000, 'a')).has_value());
}

TEST_CASE("rules: what is no regular expression is named with its line") {
  const std::string toml =
      "[[service]]\nslug = \"ambiente\"\nname = \"Ambiente\"\n[[rule]]\nservice = \"ambiente\"\n"
      "patterns = [\"buca\",\n  \"perdita (di\"]\n";
  const auto settings = parse_settings(toml, "urp.toml");
  try {
    check_patterns(settings, toml, "urp.toml");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::configuration);
    CHECK(std::string(error.what()).find("urp.toml:7: rule[1].patterns[2]: \"perdita (di\"") == 0);
  }
  CHECK_FAULT(patterns_of(settings), Fault::configuration);
  CHECK_FALSE(patterns_of(Settings{}));  // nothing to load
}

TEST_CASE("rules: what a case carries and its language must be true beside the words") {
  Settings::Rule rule;
  rule.has = {"image", "voice"};
  const auto pictures = with_rule(rule);
  CHECK(found(pictures, "ecco", {"text", "image"}) == "");
  CHECK_FALSE(found(pictures, "ecco", {"document"}).has_value());
  rule.words = {"buca"};
  CHECK_FALSE(found(with_rule(rule), "ecco", {"image"}).has_value());
  Settings::Rule english;
  english.language = "en";
  CHECK(found(with_rule(english), "Hello, where is the office?") == "");
  CHECK_FALSE(found(with_rule(english), "Buongiorno, dove si trova l'ufficio?").has_value());
}

TEST_CASE("rules: a rule that asks for nothing would match everything, and is refused") {
  const std::string services = "[[service]]\nslug = \"a\"\nname = \"A\"\n[[rule]]\nservice = \"a\"\n";
  CHECK_FAULT(parse_settings(services, "urp.toml"), Fault::configuration);
  CHECK(parse_settings(services + "has = [\"foto\"]\n", "urp.toml").rules[0].has ==
        std::vector<std::string>{"image"});
  CHECK_FAULT(parse_settings(services + "has = [\"link\"]\n", "urp.toml"), Fault::configuration);
  CHECK_FAULT(parse_settings(services + "language = \"xx\"\n", "urp.toml"), Fault::configuration);
}

TEST_CASE("language: common words and letters tell, one word does not") {
  CHECK(guess_language("Buongiorno, vorrei sapere quando apre l'anagrafe, grazie") == "it");
  CHECK(guess_language("Hello, I would like to know when the office is open") == "en");
  CHECK(guess_language("Bonjour, je voudrais savoir où est la mairie") == "fr");
  CHECK(guess_language("Buenos días, quisiera saber cuándo abre el ayuntamiento") == "es");
  CHECK(guess_language("Guten Tag, ich möchte wissen, wo das Amt ist") == "de");
  CHECK(guess_language("Bună ziua, vreau să știu unde este biroul, mulțumesc") == "ro");
  CHECK(guess_language("صباح الخير متى يفتح المكتب") == "ar");
  CHECK(guess_language("你好，请问办公室几点开门") == "zh");
  CHECK(guess_language("Добрый день, когда открыт офис?") == "ru");
  CHECK(guess_language("Добрий день, коли відкритий офіс?") == "uk");
  CHECK(guess_language("ok").empty());
  CHECK(guess_language("Via Roma 12").empty());
  CHECK(guess_language("").empty());
}

TEST_CASE("words: those of one group alone, of three people at least, none with digits") {
  WordCounts counts;
  for (int person = 1; person <= 6; ++person) {
    counts.add("ambiente", person, "Buongiorno, il cassonetto è pieno, chiamare 3330000102 Melis");
    counts.add("strade", person + 10, "Buongiorno, una buca pericolosa in strada");
  }
  for (int again = 0; again < 6; ++again) counts.add("strade", 30, "Buongiorno, sempre questa grondaia");
  const auto words = counts.telling(5);
  std::vector<std::string> listed;
  for (const auto& word : words) listed.push_back(word.group + ":" + word.word);
  const auto has = [&](const char* word) {
    return std::find(listed.begin(), listed.end(), word) != listed.end();
  };
  CHECK(has("ambiente:cassonetto"));
  CHECK(has("strade:pericolosa"));
  CHECK_FALSE(has("strade:grondaia"));      // six cases of one person
  CHECK_FALSE(has("ambiente:buongiorno"));  // of everybody
  for (const auto& word : words) CHECK(word.word.find_first_of("0123456789") == std::string::npos);
  CHECK(counts.telling(7).empty());
}
