// urp doctor: is everything well? One line each, with the cure.
#include <algorithm>
#include <memory>
#include <numeric>
#include <optional>

#include <urp/desk/doctor.hpp>
#include <urp/desk/rules.hpp>
#include <urp/error.hpp>
#include <urp/render.hpp>
#include <urp/text.hpp>

#include "arguments.hpp"
#include "commands.hpp"
#include "configuration.hpp"
#include "invocation.hpp"
#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

std::string_view level_mark(Finding::Level level) {
  switch (level) {
    case Finding::Level::fine:
      return "ok";
    case Finding::Level::unknown:
      return "?";
    case Finding::Level::broken:
      return "!!";
  }
  return {};
}

void print(Printer& out, const std::vector<Finding>& findings) {
  const TerminalStyle& style = out.style();
  for (const Finding& finding : findings) {
    const std::string_view mark = level_mark(finding.level);
    if (!style.screen) {
      out.row({mark, finding.code, finding.message, finding.cure});
      continue;
    }
    std::string text = one_line(finding.message);
    if (!finding.cure.empty()) text += "\n" + say(_("fix: {0}"), one_line(finding.cure));
    const std::string line = pad_right(mark, 4) + wrap_lines(text, style.width - 4, "    ");
    out.line(finding.level == Finding::Level::broken ? style.red(line) : line);
  }
}

/// What keeps WhatsApp from being asked is a finding like any other.
std::vector<Finding> channel_findings(Office& office) {
  try {
    return examine_channel(office);
  } catch (const Error& error) {
    return {{Finding::Level::broken, "channel_check", error.what(), error.hint()}};
  }
}

/// None: no rule has a regular expression.
std::optional<Finding> pattern_finding(const Configuration& found) {
  const auto& rules = found.settings.rules;
  const auto count =
      std::accumulate(rules.begin(), rules.end(), std::size_t{0},
                      [](std::size_t sum, const auto& rule) { return sum + rule.patterns.size(); });
  if (count == 0) return std::nullopt;
  try {
    check_patterns(found.settings, found.text, found.file.string());
    return Finding{Finding::Level::fine, "rules", say(_("regular expressions of rules: {0}"), count), {}};
  } catch (const Error& error) {
    return Finding{Finding::Level::broken, "rules", error.what(), error.hint()};
  }
}

void run(Invocation& call, bool offline) {
  Office& office = call.machine_office();
  std::vector<Finding> findings = examine_office(office, call.configuration().file);
  if (auto finding = pattern_finding(call.configuration())) findings.push_back(*std::move(finding));
  if (!offline) {
    for (Finding& finding : channel_findings(office)) findings.push_back(std::move(finding));
  }
  const bool broken = std::any_of(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.level == Finding::Level::broken;
  });
  if (call.common.json) {
    put_document(call, to_json(findings), !broken);
  } else {
    print(call.out(), findings);
  }
  if (broken) call.shortcoming = Fault::failed;
}

}  // namespace

void add_doctor(Arguments& command, Invocation& invocation) {
  auto offline = std::make_shared<bool>(false);
  command.add_flag("--offline", *offline, _("ask nothing of WhatsApp"));
  command.footer("urp doctor --offline");
  invocation.action = [offline](Invocation& call) { run(call, *offline); };
}

}  // namespace urp::cli
