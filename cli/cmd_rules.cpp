// urp rules list|test|propose: the rules of urp.toml, how they would have done, and words for new ones.
#include <algorithm>
#include <memory>

#include <urp/desk/rules.hpp>
#include <urp/render_reports.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "options.hpp"
#include "query_view.hpp"
#include "say.hpp"
#include "ticket_list.hpp"
#include "words.hpp"

namespace urp::cli {
namespace {

/// Read and, where a rule has regular expressions, checked with the line.
const Settings& checked_settings(Invocation& call) {
  const Configuration& found = call.configuration();
  check_patterns(found.settings, found.text, found.file.string());
  return found.settings;
}

void print_table(Printer& out, const std::vector<Column>& columns,
                 const std::vector<std::vector<Cell>>& rows) {
  for (const auto& line : lay_out(columns, rows, out.style().width)) out.line(line);
}

/// What it asks for: «buca», /perdita.*gas/, with: image, language: en, when: closed.
std::string condition_words(const Settings::Rule& rule, const TerminalStyle& style) {
  std::string text;
  const auto add = [&](const std::string& piece) { text += (text.empty() ? "" : ", ") + piece; };
  for (const auto& word : rule.words) add(quoted(style, one_line(word)));
  for (const auto& pattern : rule.patterns) add("/" + one_line(pattern) + "/");
  for (const auto& what : rule.has) add(say(_("having {0}"), carried_words(what)));
  if (!rule.language.empty()) add(say(_("in the language {0}"), rule.language));
  if (rule.when == "open") add(_("while the office is open"));
  if (rule.when == "closed") add(_("while the office is closed"));
  return text;
}

std::string effect_words(const Settings::Rule& rule) {
  std::string text = rule.apply == "route" ? _("hands over") : _("suggests");
  if (rule.urgent) text += std::string(", ") + _("urgent");
  if (rule.kind) text += ", " + kind_word(*rule.kind);
  if (rule.tag) text += ", " + *rule.tag;
  return text;
}

void run_list(Invocation& call) {
  const Settings& settings = checked_settings(call);
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(std::span(settings.rules)));
  std::vector<std::vector<Cell>> rows;
  int number = 0;
  for (const auto& rule : settings.rules) {
    const std::string place = std::to_string(++number);
    if (out.style().screen) {
      rows.push_back({{place}, {rule.service}, {effect_words(rule)}, {condition_words(rule, out.style())}});
    } else {
      out.row({place, rule.service, rule.apply, listed(rule.words), listed(rule.patterns), listed(rule.has),
               rule.language, rule.when});
    }
  }
  if (!out.style().screen) return;
  if (rows.empty()) return out.sentence(_("there is no rule: [[rule]] in urp.toml"));
  print_table(
      out,
      {{_("N."), Align::right}, {_("service"), Align::left, 20}, {_("what it does")}, {_("when a case has")}},
      rows);
}

struct TestOptions {
  std::vector<std::string> tickets;
  std::string last = "90d";
  bool last_given = false, cases = false;
};

std::string precision(const RuleScore& score) {
  const auto judged = score.right + score.other;
  return judged == 0 ? "-" : std::to_string((score.right * 200 + judged) / (judged * 2)) + " %";
}

void print_cases(Printer& out, const RulesTestResult& result) {
  std::vector<std::vector<Cell>> rows;
  for (const RuleVerdict& one : result.cases) {
    const std::string routed = one.routed.value_or("");
    if (!out.style().screen) {
      out.row({"case", std::to_string(one.ticket.value), std::to_string(one.rule), one.service, one.word,
               routed});
      continue;
    }
    const char* verdict = !one.routed                  ? _("no service has it")
                          : *one.routed == one.service ? _("right")
                                                       : _("wrong");
    rows.push_back({{"URP-" + std::to_string(one.ticket.value)},
                    {std::to_string(one.rule)},
                    {one.service},
                    {one.word.empty() ? "" : quoted(out.style(), one_line(one.word))},
                    {routed.empty() ? "-" : routed},
                    {verdict}});
  }
  if (rows.empty()) return;
  out.line();
  print_table(out,
              {{_("case")},
               {_("rule"), Align::right},
               {_("it says"), Align::left, 16},
               {_("because of"), Align::left, 16},
               {_("went to"), Align::left, 16},
               {_("verdict")}},
              rows);
}

void run_test(Invocation& call, const TestOptions& options) {
  checked_settings(call);
  if (!options.tickets.empty() && options.last_given) {
    throw Error(Fault::usage, _("rules test: either tickets, or those of a time with --last"),
                _("leave one of them out"));
  }
  RulesTestRequest request;
  request.last = parse_duration_of("--last", options.last);
  request.cases = options.cases || !options.tickets.empty();
  if (!options.tickets.empty()) request.tickets = parse_tickets(options.tickets, session_sources());
  Office& office = call.office();
  const RulesTestResult result = test_rules(office, request);
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(result, office.zone()));
  std::vector<std::vector<Cell>> rows;
  for (const RuleScore& score : result.rules) {
    const std::string place = std::to_string(score.number), matched = std::to_string(score.matched),
                      right = std::to_string(score.right), other = std::to_string(score.other),
                      kept = std::to_string(score.kept);
    if (out.style().screen) {
      rows.push_back({{place}, {score.service}, {matched}, {right}, {other}, {kept}, {precision(score)}});
    } else {
      out.row({"rule", place, score.service, matched, right, other, kept});
    }
  }
  if (!out.style().screen) return print_cases(out, result);
  if (rows.empty()) return out.sentence(_("there is no rule: [[rule]] in urp.toml"));
  if (result.since) {
    const std::string sums = say(_("cases since {1}: {0}; services have {2}; a rule matches {3}"),
                                 grouped(result.tickets), iso_date(office.zone().local(*result.since).date),
                                 grouped(result.routed), grouped(result.matched));
    out.sentence(sums);
  }
  print_table(out,
              {{_("N."), Align::right},
               {_("service"), Align::left, 24},
               {_("matched"), Align::right},
               {_("right"), Align::right},
               {_("wrong"), Align::right},
               {_("no service"), Align::right},
               {_("precision"), Align::right}},
              rows);
  print_cases(out, result);
}

struct ProposeOptions {
  std::string last = "365d";
  int least = 5, limit = 10;
  std::optional<std::string> service;
};

void run_propose(Invocation& call, const ProposeOptions& options) {
  ProposeRequest request;
  request.last = parse_duration_of("--last", options.last);
  request.least = std::max(options.least, 1);
  request.per_service = options.limit;
  Office& office = call.office();
  auto words = propose_words(office, request);
  if (options.service)
    std::erase_if(words, [&](const ProposedWord& one) { return one.service != *options.service; });
  Printer& out = call.out();
  if (call.common.json) return out.line(to_json(std::span<const ProposedWord>(words)));
  std::vector<std::vector<Cell>> rows;
  for (const ProposedWord& one : words) {
    const std::string cases = std::to_string(one.cases), others = std::to_string(one.others);
    if (out.style().screen) {
      const auto all = one.cases + one.others;
      rows.push_back({{one.service},
                      {quoted(out.style(), one_line(one.word))},
                      {cases},
                      {others},
                      {std::to_string((one.cases * 200 + all) / (all * 2)) + " %"}});
    } else {
      out.row({one.service, one.word, cases, others});
    }
  }
  if (!out.style().screen) return;
  if (rows.empty())
    return out.sentence(_("no word tells the services apart yet: too few cases were handed over"));
  print_table(out,
              {{_("service"), Align::left, 24},
               {_("word")},
               {_("its cases"), Align::right},
               {_("others"), Align::right},
               {_("precision"), Align::right}},
              rows);
}

}  // namespace

void add_rules(Arguments& command, Invocation& invocation) {
  auto test = std::make_shared<TestOptions>();
  auto propose = std::make_shared<ProposeOptions>();
  command.require_subcommand();
  command.add_subcommand("list", _("the rules in their order"))->callback([&invocation] {
    invocation.action = run_list;
  });
  Arguments* tested = command.add_subcommand(
      "test", _("which rule would have matched past cases, and how often it was right"));
  tested->add_option("T", test->tickets, tickets_help());
  tested
      ->add_option(
          "--last",
          [test](const std::string& word) {
            test->last = word;
            test->last_given = true;
          },
          _("the cases of this time (default 90d)"))
      ->type_name("90d");
  tested->add_flag("--cases", test->cases, _("each case that a rule matches, with the reason"));
  tested->callback(
      [&invocation, test] { invocation.action = [test](Invocation& call) { run_test(call, *test); }; });
  Arguments* proposed =
      command.add_subcommand("propose", _("words that tell the services apart in past cases"));
  proposed->add_option("--last", propose->last, _("the cases of this time (default 365d)"))->type_name("90d");
  proposed->add_option("--service", propose->service, _("for this service alone"))->type_name("S");
  add_count(*proposed, "--least", propose->least, _("in at least N of its cases (default 5)"));
  add_count(*proposed, "-n,--limit", propose->limit, _("at most N words a service (0 = all; default 10)"));
  proposed->callback([&invocation, propose] {
    invocation.action = [propose](Invocation& call) { run_propose(call, *propose); };
  });
  command.footer("urp rules test --last 90d");
}

}  // namespace urp::cli
