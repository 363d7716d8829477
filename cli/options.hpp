// options.hpp: what several verbs register and read in the same way.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <urp/desk/export.hpp>
#include <urp/desk/filter.hpp>
#include <urp/desk/reply.hpp>
#include <urp/office.hpp>

namespace urp::cli {

class Argument;
class Arguments;

/// `--separator` and `--excel` of exports. Throws usage.
void set_csv_layout(ExportRequest& request, const std::string& separator, bool excel);

/// Which tickets, as it was typed: times need the office's zone before they can be read.
struct FilterOptions {
  std::vector<std::string> states, turns, kinds;
  std::optional<std::string> clerk, service, tag, contact, since, until;
  std::vector<std::string> query;      // words of `urp search`
  std::optional<std::string> closing;  // empty: before the next opening
  bool mine = false, unassigned = false, urgent = false, overdue = false, closed_window = false,
       flagged = false, parked = false, unread = false, failed = false, drafts = false, later = false;
  friend bool operator==(const FilterOptions&, const FilterOptions&) = default;
};
/// Here `--clerk` says who holds the tickets; who acts is said before the verb, or by URP_CLERK.
void add_filter_options(Arguments& command, FilterOptions& options);
/// Those of them that fit a list which is the office's turn already, whoever holds it.
void add_work_filter_options(Arguments& command, FilterOptions& options);
/// Throws usage: an unknown state, not a time ...
TicketFilter make_filter(const FilterOptions& options, Office& office);

[[noreturn]] void refuse_word(const char* option, const std::string& word,
                              const std::vector<std::string>& allowed);
/// `-n N`; throws usage unless it is a whole number, 0 or more.
Argument* add_count(Arguments& command, const std::string& names, int& target, const char* description);
/// Throws usage that names the option.
Seconds parse_duration_of(const char* option, const std::string& word,
                          std::optional<Seconds> most = std::nullopt);
/// `--if-revision N`
Argument* add_revision(Arguments& command, std::optional<std::int64_t>& target);
/// `1=...` or `nome=...`. Throws usage.
TemplateValues parse_parameters(const std::vector<std::string>& words);
/// `NAME` or `NAME:LANGUAGE`, with its parameters. Throws usage.
TemplateUse parse_template(const std::string& form, const std::vector<std::string>& parameters);
/// Positional tickets: numbers, ranges, - and @.
void add_tickets(Arguments& command, std::vector<std::string>& words);
const char* tickets_help();

/// `word` as `parse` knows it in English and Italian, or a usage error that names all of `allowed`.
template <class Value>
Value parse_word(const char* option, const std::string& word, std::optional<Value> (*parse)(std::string_view),
                 const std::vector<std::string>& allowed) {
  if (const auto value = parse(word)) return *value;
  refuse_word(option, word, allowed);
}
/// Words with a comma between them.
std::string listed(const std::vector<std::string>& words);
/// Words with a blank between them.
std::string joined(const std::vector<std::string>& words);

/// `value` is one of `allowed`, or a usage error that names them all.
void check_word(const char* option, const std::string& value, const std::vector<std::string>& allowed);

/// All values that completion offers and errors name, in English.
std::vector<std::string> state_names();
std::vector<std::string> turn_names();
std::vector<std::string> kind_names();
std::vector<std::string> recipient_status_names();
std::vector<std::string> outcome_names();
std::vector<std::string> ground_names();
std::vector<std::string> term_ground_names();

}  // namespace urp::cli
