#include <urp/desk/rules.hpp>

#include <algorithm>

#include <urp/text.hpp>

#include "domain/routing.hpp"
#include "domain/word_counts.hpp"
#include "office/local.hpp"
#include "office/patterns.hpp"
#include "store/past_cases.hpp"
#include "store/services.hpp"

namespace urp {
namespace {

constexpr int most_messages = 20;  // as a suggestion looks at them

class Judge {
 public:
  Judge(Office& office, const db::Access& db, RulesTestResult& result, bool cases)
      : settings_(office.settings()),
        zone_(office.zone()),
        db_(db),
        result_(result),
        cases_(cases),
        patterns_(patterns_of(settings_)),
        asks_what_it_has_(std::any_of(settings_.rules.begin(), settings_.rules.end(),
                                      [](const auto& rule) { return !rule.has.empty(); })) {
    int number = 0;
    for (const auto& rule : settings_.rules) result_.rules.push_back({++number, rule.service});
  }

  void look_at(const store::PastCase& one) {
    ++result_.tickets;
    result_.routed += one.service.has_value();
    RuleCase what{store::collect_words(db_, one.id, most_messages), one.presented_at, {}};
    if (asks_what_it_has_) what.has = store::list_carried(db_, one.id);
    const auto match = match_rule(settings_, zone_, what, patterns_);
    if (!match) return;
    ++result_.matched;
    auto& score = result_.rules[static_cast<std::size_t>(match->number) - 1];
    ++score.matched;
    ++(!one.service ? score.kept : *one.service == match->rule->service ? score.right : score.other);
    if (cases_)
      result_.cases.push_back({one.id, match->number, match->rule->service, match->word, one.service});
  }

 private:
  const Settings& settings_;
  const Zone& zone_;
  const db::Access& db_;
  RulesTestResult& result_;
  bool cases_;
  RulePatterns patterns_;
  bool asks_what_it_has_;
};

bool has_rule(const Settings& settings, const std::string& service, const std::string& word) {
  return std::any_of(settings.rules.begin(), settings.rules.end(), [&](const Settings::Rule& rule) {
    return rule.service == service &&
           std::any_of(rule.words.begin(), rule.words.end(),
                       [&](const auto& known) { return fold_for_matching(known) == word; });
  });
}

}  // namespace

RulesTestResult test_rules(Office& office, const RulesTestRequest& request) {
  RulesTestResult result;
  const auto db = office.local().read();
  Judge judge(office, db, result, request.cases);
  for (const auto ticket : request.tickets) judge.look_at(store::get_past(db, ticket));
  if (!request.tickets.empty()) return result;
  result.since = office.now() - request.last;
  store::walk_past(db, *result.since, [&](const store::PastCase& one) { judge.look_at(one); });
  return result;
}

std::vector<ProposedWord> propose_words(Office& office, const ProposeRequest& request) {
  const auto db = office.local().read();
  WordCounts counts;
  store::walk_routed(db, office.now() - request.last, [&](const store::PastCase& one) {
    counts.add(*one.service, one.contact.value, store::collect_words(db, one.id, most_messages));
  });
  std::vector<ProposedWord> proposed;
  std::string service;
  int listed = 0;
  for (const auto& word : counts.telling(request.least)) {
    if (word.group != service) listed = 0;
    service = word.group;
    if ((request.per_service > 0 && listed == request.per_service) ||
        has_rule(office.settings(), word.group, word.word))
      continue;
    proposed.push_back({word.group, word.word, word.inside, word.outside});
    ++listed;
  }
  return proposed;
}

}  // namespace urp
