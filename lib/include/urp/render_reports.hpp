// render_reports.hpp: what searches, figures and rules found out, as bytes for machines: one JSON document
// each, with "version": 1.
#pragma once

#include <span>
#include <string>

#include <urp/api.hpp>
#include <urp/desk/rules.hpp>
#include <urp/desk/search.hpp>
#include <urp/desk/stats.hpp>
#include <urp/settings.hpp>

namespace urp {

/// {"query":[{"excluded","any":[{"field","value","phrase","prefix","at","contacts"}]}],"order"}
URP_API std::string to_json(const QuerySense& sense, SearchOrder order, const Zone& zone);
/// One hit a line, without a document around them.
URP_API std::string to_json_lines(const SearchResult& result, const Zone& zone);

/// {"since","until","total","tables":{"service":[...]},"backlog","notices","moderation"}; lengths in minutes
/// of office time.
URP_API std::string to_json(const StatsResult& result, const Zone& zone);
/// A line a row of each table, with a head.
URP_API std::string to_csv(const StatsResult& result);
/// One page that stands alone: charts as SVG, each with its table; in the language of the person, with the
/// labels of the rows as they are. No script, nothing from elsewhere.
URP_API std::string to_html(const StatsResult& result, const Settings& settings, const Zone& zone);

/// {"rules"}
URP_API std::string to_json(std::span<const Settings::Rule> rules);
/// {"since","tickets","routed","matched","rules","cases"}
URP_API std::string to_json(const RulesTestResult& result, const Zone& zone);
/// {"words"}
URP_API std::string to_json(std::span<const ProposedWord> words);

}  // namespace urp
