#include <doctest/doctest.h>

#include <array>

#include <urp/error.hpp>

#include "cli/command_line.hpp"
#include "cli/exit_status.hpp"
#include "cli/language.hpp"
#include "cli/nearest.hpp"
#include "cli/words.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

Error error_of(const std::vector<std::string>& arguments) {
  Invocation invocation;
  try {
    parse_command_line(outline_of(arguments), invocation);
  } catch (const Error& error) {
    return error;
  }
  return Error(Fault::failed, "no error");
}

}  // namespace

TEST_CASE("command line: the verb is found among options that take a word") {
  const Outline outline = outline_of({"--lang", "en", "inbox", "--json", "-n", "5"});
  CHECK(outline.verb == "inbox");
  CHECK(outline.lang == "en");
  CHECK(outline.json);
  CHECK(outline.words == std::vector<std::string>{"--lang", "en", "--json", "-n", "5"});
  CHECK(outline_of({"--config=a.toml"}).config == "a.toml");
  CHECK(outline_of({}).verb.empty());
}

TEST_CASE("command line: a ticket in the verb's place means show") {
  const Outline outline = outline_of({"URP-415", "--all"});
  CHECK(outline.verb == "show");
  CHECK(outline.words == std::vector<std::string>{"URP-415", "--all"});
}

TEST_CASE("command line: mistakes are usage errors that say what was meant") {
  const Error verb = error_of({"inbxo"});
  CHECK(verb.fault() == Fault::usage);
  CHECK(verb.hint().find("urp inbox") != std::string::npos);
  CHECK(error_of({"not"}).hint().find("urp not") != std::string::npos);
  CHECK(error_of({"cont"}).hint().find("urp contact") != std::string::npos);  // the only one that begins so
  const Error option = error_of({"inbox", "--overdu"});
  CHECK(option.fault() == Fault::usage);
  CHECK(option.hint().find("--overdue") != std::string::npos);
  CHECK(error_of({"show"}).fault() == Fault::usage);
  CHECK(error_of({"inbox", "--state"}).fault() == Fault::usage);
  CHECK(error_of({"inbox", "-n", "many"}).fault() == Fault::usage);
  CHECK(error_of({"status", "415"}).fault() == Fault::usage);
  CHECK(error_of({"config"}).fault() == Fault::usage);
  CHECK(error_of({"config", "shwo"}).fault() == Fault::usage);
}

TEST_CASE("command line: what is right stores an action") {
  for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                    {"status"},
                                                    {"415"},
                                                    {"inbox", "--state", "new,open", "--closing", "3h"},
                                                    {"inbox", "--closing"},
                                                    {"inbox", "--help"},
                                                    {"--help"},
                                                    {"--version"},
                                                    {"config", "show", "--origin", "--json"},
                                                    {"search", "via", "Roma"},
                                                    {"export", "tickets", "-o", "x.csv"},
                                                    {"show", "-"},
                                                    {"show", "@"}}) {
    Invocation invocation;
    CHECK_NOTHROW(parse_command_line(outline_of(arguments), invocation));
    CHECK(invocation.action);
  }
}

TEST_CASE("nearest: at most two slips, and short words are near to nothing far") {
  const std::array<std::string, 3> words = {"inbox", "show", "status"};
  CHECK(nearest("inbxo", words) == "inbox");
  CHECK(nearest("statsu", words) == "status");
  CHECK_FALSE(nearest("protocol", words).has_value());
  CHECK_FALSE(nearest("x", words).has_value());
}

TEST_CASE("exit status: the numbers of the contract") {
  CHECK(exit_status(Fault::usage) == 2);
  CHECK(exit_status(Fault::not_found) == 3);
  CHECK(exit_status(Fault::window_closed) == 6);
  CHECK(exit_status(Fault::conflict) == 7);
  CHECK(exit_status(Fault::schema_older) == 21);
  CHECK(exit_status(Fault::configuration) == 78);
}

TEST_CASE("language: locales and names of languages, nothing for others") {
  CHECK(language_of("it_IT.UTF-8") == "it");
  CHECK(language_of("en_GB") == "en");
  CHECK(language_of("italiano") == "it");
  CHECK_FALSE(language_of("C.UTF-8").has_value());
  CHECK_FALSE(language_of("fr_FR.UTF-8").has_value());
}

TEST_CASE("words: numbers, sizes, phones and names as people read them") {
  CHECK(grouped(8214) == "8,214");
  CHECK(grouped(-1234567) == "-1,234,567");
  CHECK(grouped(99) == "99");
  CHECK(size_words(1'200'000) == "1.2 MB");
  CHECK(size_words(2'000'000) == "2 MB");
  CHECK(size_words(412'300) == "412 kB");
  CHECK(phone_words("+393330000102") == "+39 333 000 0102");
  CHECK(phone_words("+3907012345") == "+3907012345");
  ContactSummary contact;
  contact.id = ContactId{57};
  CHECK(contact_label(contact, 16) == "(no name) c57");
  contact.phone = "+393330000117";
  CHECK(contact_label(contact, 16) == "(no name) ..0117");
  contact.username = "sarda_82";
  CHECK(contact_label(contact, 16) == "@sarda_82");
  contact.name = "Maria Serra";
  CHECK(contact_label(contact, 16) == "Maria Serra");
}

TEST_CASE("command line: --clerk before the verb says who acts, after inbox whose tickets") {
  Invocation invocation;
  parse_command_line(outline_of({"--clerk", "maria", "inbox", "--clerk", "gianni"}), invocation);
  CHECK(invocation.common.clerk == "maria");
  Invocation shown;
  parse_command_line(outline_of({"show", "415", "--clerk", "gianni"}), shown);
  CHECK(shown.common.clerk == "gianni");
}
