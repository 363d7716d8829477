#include <doctest/doctest.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/complete_line.hpp"
#include "cli/complete_values.hpp"

using namespace urp::cli;
using Kinds = std::vector<std::string>;

namespace {

bool offers(const Wanted& wanted, std::string_view word) {
  return std::any_of(wanted.candidates.begin(), wanted.candidates.end(),
                     [&](const Candidate& one) { return one.word == word; });
}

bool has_option(const LinePart& part, std::string_view name) {
  return part.find_option(name) || std::any_of(part.parts.begin(), part.parts.end(),
                                               [&](const LinePart& sub) { return has_option(sub, name); });
}

}  // namespace

TEST_CASE("completion: verbs, parts and options stand where they may") {
  CHECK(offers(wanted_at({"urp", ""}), "status"));
  CHECK(offers(wanted_at({"urp", ""}), "stats"));
  CHECK(offers(wanted_at({"urp", "stat"}), "status"));
  CHECK_FALSE(offers(wanted_at({"urp", "stat"}), "stats"));  // it yields to what is typed every day
  CHECK(offers(wanted_at({"urp", "stats"}), "stats"));
  CHECK(offers(wanted_at({"urp", "--lang", "it", ""}), "reply"));
  CHECK(offers(wanted_at({"urp", "-"}), "--lang"));
  CHECK(offers(wanted_at({"urp", "notice", ""}), "show"));
  CHECK(offers(wanted_at({"urp", "notice", "results", "x", "-"}), "--status"));
  CHECK_FALSE(offers(wanted_at({"urp", "notice", "show", "x", "-"}), "--status"));
  CHECK(offers(wanted_at({"urp", "notice", "show", "x", "-"}), "--json"));
  CHECK(wanted_at({"urp", "reply", "1", "--", "-"}).candidates.empty());
}

TEST_CASE("completion: the value of an option, in the next word, behind = and behind a comma") {
  CHECK(wanted_at({"urp", "inbox", "--state", "o"}).kinds == Kinds{"state"});
  const auto behind = wanted_at({"urp", "inbox", "--state=new,o"});
  CHECK(behind.kinds == Kinds{"state"});
  CHECK(behind.before == "--state=new,");
  CHECK(behind.typed == "o");
  CHECK(wanted_at({"urp", "reply", "1", "--attach", ""}).what == Wanted::What::files);
  CHECK(wanted_at({"urp", "media", "1", "--save", ""}).what == Wanted::What::folders);
  CHECK(wanted_at({"urp", "inbox", "--tag", "close", ""}).kinds.empty());
}

TEST_CASE("completion: the values behind a filter of a search") {
  for (const auto& line : {std::vector<std::string>{"urp", "search", "buca", "state:wa"},
                           {"urp", "inbox", "state:wa"},
                           {"urp", "inbox", "-q", "state:wa"},
                           {"urp", "export", "tickets", "--query", "state:wa"}}) {
    const auto wanted = wanted_at(line);
    CHECK(wanted.kinds == Kinds{"state"});
    CHECK(wanted.before == "state:");
    CHECK(wanted.typed == "wa");
  }
  CHECK(wanted_at({"urp", "inbox", "--query=stato:wa"}).before == "--query=stato:");
  CHECK(wanted_at({"urp", "search", "servizio:"}).kinds == Kinds{"service"});
  CHECK(wanted_at({"urp", "search", "ha:"}).kinds == Kinds{"carries"});
  CHECK(wanted_at({"urp", "search", "@str"}).kinds == Kinds{"saved"});
  CHECK(wanted_at({"urp", "search", "since:"}).kinds.empty());
  CHECK(wanted_at({"urp", "search", "https:"}).kinds.empty());
}

TEST_CASE("completion: words behind a verb and behind its parts") {
  CHECK(wanted_at({"urp", "show", ""}).kinds == Kinds{"tickets"});
  CHECK(wanted_at({"urp", "route", "1", ""}).kinds == Kinds{"tickets", "service"});
  CHECK(wanted_at({"urp", "notice", "show", ""}).kinds == Kinds{"notice"});
  CHECK(wanted_at({"urp", "contact", "subscribe", "c1", ""}).kinds == Kinds{"topic"});
  CHECK(wanted_at({"urp", "config", "show", ""}).kinds.empty());
  CHECK(wanted_at({"urp", "415", ""}).kinds.empty());
  CHECK(wanted_at({"urp", "boh", ""}).kinds.empty());
}

TEST_CASE("completion: every option whose values are known is an option of some verb") {
  for (const OptionKind& kind : option_kinds()) {
    INFO(kind.option);
    CHECK(std::any_of(verbs().begin(), verbs().end(), [&](const Verb& verb) {
      return (kind.verb.empty() || kind.verb == verb.name) && has_option(grammar_of(verb.name), kind.option);
    }));
  }
}
