#include <doctest/doctest.h>

#include <urp/error.hpp>

#include "cli/arguments.hpp"
#include "cli/commands.hpp"
#include "cli/invocation.hpp"

using namespace urp;
using namespace urp::cli;

namespace {

using Words = std::vector<std::string>;

struct Given {
  std::string one;
  std::optional<std::string> tag, closing, react, wait;
  Words words, states, attach;
  bool all = false;
  std::size_t literal = 0;
  std::string part;
};

void declare(Arguments& command, Given& given) {
  command.add_option("T", given.words, "tickets")->count_literal(given.literal);
  command.add_option("--one", given.one, "");
  command.add_option("-t,--tag", given.tag, "");
  command.add_optional_value("--closing", given.closing, "");
  command.add_option("--react", given.react, "")->may_be_empty();
  command.add_option("--wait", given.wait, "")->implies("30s");
  command.add_option("--state", given.states, "")->comma_separated();
  command.add_option("--attach", given.attach, "");
  command.add_flag("--all", given.all, "");
}

Given parsed(const Words& words) {
  Given given;
  Arguments command;
  declare(command, given);
  CHECK(command.parse("verb", words) == Arguments::Outcome::stored);
  return given;
}

std::string refusal(const Words& words) {
  Given given;
  Arguments command;
  declare(command, given);
  try {
    command.parse("verb", words);
  } catch (const Error& error) {
    CHECK(error.fault() == Fault::usage);
    return error.what();
  }
  return "stored";
}

}  // namespace

TEST_CASE("arguments: what was given is stored, what was not stays as it was") {
  const Given none = parsed({});
  CHECK_FALSE(none.tag.has_value());
  CHECK_FALSE(none.closing.has_value());
  CHECK_FALSE(none.wait.has_value());
  const Given given = parsed({"415", "-t", "verde", "ciao", "--state", "new,open", "--state=closed", "--all",
                              "--attach", "a.pdf", "b.pdf"});
  CHECK(given.tag == "verde");
  CHECK(given.all);
  CHECK(given.states == Words{"new", "open", "closed"});
  CHECK(given.attach == Words{"a.pdf"});  // one value each time it is named
  CHECK(given.words == Words{"415", "ciao", "b.pdf"});
}

TEST_CASE("arguments: a value that may be left out, and one that is implied") {
  CHECK(parsed({"--closing"}).closing == "");
  CHECK(parsed({"--closing", "3h"}).closing == "3h");
  CHECK(parsed({"--closing=3h"}).closing == "3h");
  const Given waits = parsed({"415", "--wait", "text"});
  CHECK(waits.wait == "30s");
  CHECK(waits.words == Words{"415", "text"});
  CHECK(parsed({"--wait=1m"}).wait == "1m");
  CHECK(parsed({"--one", "--wait"}).one == "--wait");  // a value may look like an option
}

TEST_CASE("arguments: given empty is not left out") {
  for (const Words& words :
       {Words{"--tag", ""}, {"--tag="}, {"-t", ""}, {"--tag", "  "}, {"--tag=", "verde"}}) {
    CHECK(refusal(words) == "verb: --tag was given empty");
  }
  CHECK(refusal({"--one", ""}) == "verb: --one was given empty");
  CHECK(refusal({"--closing", ""}) == "verb: --closing was given empty");
  CHECK(refusal({"--closing="}) == "verb: --closing was given empty");
  CHECK(refusal({"--wait="}) == "verb: --wait was given empty");
  CHECK(refusal({"--attach", "a", "--attach", ""}) == "verb: --attach was given empty");
  CHECK(refusal({"415", ""}) == "verb: T was given empty");
  CHECK(refusal({"--", ""}) == "verb: T was given empty");
  for (const char* list : {"", ",", "new,", ",new", "new,,open"}) {
    CHECK(refusal({"--state", list}) == "verb: --state was given empty");
  }
  CHECK(parsed({"--react", ""}).react == "");
  CHECK(parsed({"--react="}).react == "");
}

TEST_CASE("arguments: a flag takes no value") {
  CHECK(refusal({"--all=false"}).find("--all") != std::string::npos);
  CHECK(refusal({"--all="}).find("--all") != std::string::npos);
}

TEST_CASE("arguments: words reach the verb as they were typed") {
  const Words words = {"415", "[Comune, URP] ciao [x]", "++", "{}", "-5 gradi", "a=b"};
  CHECK(parsed(words).words == words);
  const Given literal = parsed({"415", "--", "--all", "[a,b]", "-t"});
  CHECK(literal.words == Words{"415", "--all", "[a,b]", "-t"});
  CHECK(literal.literal == 3);
  CHECK(parsed({"415", "ciao"}).literal == 0);
  CHECK(parsed({"--tag", "[a,b]"}).tag == "[a,b]");
  CHECK(parsed({"--tag=[a,b]"}).tag == "[a,b]");
}

TEST_CASE("arguments: a part takes its own words, and the options of the verb after it") {
  Given given;
  Arguments command;
  command.require_subcommand();
  command.add_flag("--all", given.all, "");
  Arguments* show = command.add_subcommand("show", "");
  show->add_option("NAME", given.one, "")->required();
  show->callback([&given] { given.part = "show"; });
  command.add_subcommand("list", "");
  CHECK(command.parse("verb", {"show", "list", "--all"}) == Arguments::Outcome::stored);
  CHECK(given.part == "show");
  CHECK(given.one == "list");
  CHECK(given.all);
  CHECK(command.parse("verb", {"show", "--help"}) == Arguments::Outcome::help);
  CHECK_THROWS_AS(command.parse("verb", {}), Error);
  CHECK_THROWS_AS(command.parse("verb", {"show", "one", "two"}), Error);
  CHECK_THROWS_AS(command.parse("verb", {"shwo"}), Error);
}

TEST_CASE(
    "arguments: every option of every verb refuses an empty value, but where the manual says what it does") {
  std::string allowed;
  for (const Verb& verb : verbs()) {
    Invocation invocation;
    Arguments command;
    verb.add(command, invocation);
    add_common_options(command, invocation.common, verb.json);
    const auto try_all = [&](const Arguments& arguments, const std::string& path) {
      for (const auto& argument : arguments.all()) {
        if (argument->shape() == Argument::Shape::flag) continue;
        try {
          argument->take(verb.name, {""});
          allowed += path + " " + argument->name() + "; ";
        } catch (const Error& error) {
          CHECK(error.fault() == Fault::usage);
          CHECK(std::string(error.what()).find(argument->name()) != std::string::npos);
        }
      }
    };
    try_all(command, std::string(verb.name));
    for (const auto& part : command.parts()) try_all(*part, std::string(verb.name) + " " + part->name());
  }
  CHECK(allowed == "reply --react; subject T TEXT...; contact note TEXT; contact name NAME; ");
}
