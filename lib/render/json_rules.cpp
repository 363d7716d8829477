// Rules, how they did on past cases, and words for new ones.
#include <urp/render_reports.hpp>

#include "domain/statistics.hpp"
#include "render/json_document.hpp"

namespace urp {
namespace {

using render::document;
using render::JsonWriter;

template <class Text>
std::optional<Text> filled(const Text& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::string to_json(std::span<const Settings::Rule> rules) {
  return document([&](JsonWriter& json) {
    int number = 0;
    json.list("rules", rules, [&](const Settings::Rule& rule) {
      json.begin_object();
      json.field("number", ++number);
      json.field("service", rule.service);
      json.list("words", rule.words);
      json.list("patterns", rule.patterns);
      json.list("has", rule.has);
      json.field("language", filled(rule.language));
      json.field("when", rule.when);
      json.field("apply", rule.apply);
      json.field("urgent", rule.urgent);
      json.field("kind", rule.kind ? std::optional(to_name(*rule.kind)) : std::nullopt);
      json.field("tag", rule.tag);
      json.end_object();
    });
  });
}

std::string to_json(const RulesTestResult& result, const Zone& zone) {
  return document(zone, [&](JsonWriter& json) {
    json.field("since", result.since);
    json.field("tickets", result.tickets);
    json.field("routed", result.routed);
    json.field("matched", result.matched);
    json.list("rules", result.rules, [&](const RuleScore& score) {
      json.begin_object();
      json.field("number", score.number);
      json.field("service", score.service);
      json.field("matched", score.matched);
      json.field("right", score.right);
      json.field("other", score.other);
      json.field("kept", score.kept);
      json.field("precision_percent", percent_of(score.right, score.right + score.other));
      json.end_object();
    });
    json.list("cases", result.cases, [&](const RuleVerdict& one) {
      json.begin_object();
      json.field("ticket", one.ticket);
      json.field("rule", one.rule);
      json.field("service", one.service);
      json.field("word", filled(one.word));
      json.field("routed", one.routed);
      json.end_object();
    });
  });
}

std::string to_json(std::span<const ProposedWord> words) {
  return document([&](JsonWriter& json) {
    json.list("words", words, [&](const ProposedWord& one) {
      json.begin_object();
      json.field("service", one.service);
      json.field("word", one.word);
      json.field("cases", one.cases);
      json.field("others", one.others);
      json.end_object();
    });
  });
}

}  // namespace urp
