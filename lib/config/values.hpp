// values.hpp: how each kind of value stands in urp.toml. A kind reads an item into its variable, or says why
// not, and prints the variable as TOML.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/settings.hpp>

#include "config/checks.hpp"
#include "config/tree.hpp"

namespace urp::config {

struct Refusal {
  int line;
  std::string why;
};
using Complaint = std::optional<Refusal>;

std::string toml_text(std::string_view text);
std::string toml_list(const std::vector<std::string>& printed);
/// "a, b, c"
std::string joined(const std::vector<std::string_view>& words);
/// "text is expected, not a whole number"
Complaint wrong_type(const Item& item, const std::string& expected);

struct Text {
  const Shape& shape;
  Complaint read(const Item& item, std::string& value) const;
  Complaint read(const Item& item, std::optional<std::string>& value) const;  // "" leaves it unset
  std::string print(const std::string& value) const { return toml_text(value); }
  std::string print(const std::optional<std::string>& value) const { return toml_text(value.value_or("")); }
};

/// A ready answer.
struct CannedAnswer {
  Complaint read(const Item& item, Settings::Canned& value) const;
  std::string print(const Settings::Canned& value) const;
};
inline constexpr std::string_view canned_placeholders =
    "ticket name office presented due term service next_opening privacy";
/// A date of TOML, or as a text.
Complaint read_date(const Item& item, std::chrono::year_month_day& date);

/// A table with a text for each ground of moderation, by its name in either language.
struct WarningTexts {
  Complaint read(const Item& item, std::map<std::string, std::string>& value) const;
  std::string print(const std::map<std::string, std::string>& value) const;
};

/// A search under a name: what parse_query understands.
struct SavedQuery {
  Complaint read(const Item& item, std::string& value) const;
  std::string print(const std::string& value) const { return toml_text(value); }
};

/// What a message may carry, in English or Italian; printed in English.
struct Contents {
  Complaint read(const Item& item, std::vector<std::string>& value) const;
  std::string print(const std::vector<std::string>& value) const;
};
/// One of the languages that can be told apart; "" is any.
struct SpokenLanguage {
  Complaint read(const Item& item, std::string& value) const;
  std::string print(const std::string& value) const { return toml_text(value); }
};

/// A text for citizens with `{placeholders}`.
struct Letter {
  std::string_view placeholders;
  std::size_t most = 1'000;  // UTF-16 units: three of them are one message
  Complaint read(const Item& item, std::string& value) const;
  std::string print(const std::string& value) const { return toml_text(value); }
};

struct Texts {
  const Shape& shape;
  bool needs_one = false;
  Complaint read(const Item& item, std::vector<std::string>& value) const;
  std::string print(const std::vector<std::string>& value) const;
};

struct Choice {
  std::vector<std::string_view> words;
  Complaint read(const Item& item, std::string& value) const;
  Complaint read(const Item& item, std::optional<std::string>& value) const;  // "" leaves it unset
  std::string print(const std::string& value) const { return toml_text(value); }
  std::string print(const std::optional<std::string>& value) const { return toml_text(value.value_or("")); }
};

struct Path {
  bool may_be_empty = true;
  Complaint read(const Item& item, std::filesystem::path& value) const;
  std::string print(const std::filesystem::path& value) const { return toml_text(value.string()); }
};

struct Flag {
  Complaint read(const Item& item, bool& value) const;
  std::string print(bool value) const { return value ? "true" : "false"; }
};

struct Whole {
  int least, most;
  Complaint read(const Item& item, int& value) const;
  std::string print(int value) const { return std::to_string(value); }
};

struct Euro {
  Complaint read(const Item& item, double& value) const;
  std::string print(double value) const;
};

struct Span {
  Seconds least, most;
  Complaint read(const Item& item, Seconds& value) const;
  std::string print(Seconds value) const;
};

struct Days {
  int least, most;
  Complaint read(const Item& item, std::chrono::days& value) const;
  std::string print(std::chrono::days value) const { return toml_text(std::to_string(value.count()) + "d"); }
};

struct Size {
  Complaint read(const Item& item, std::int64_t& value) const;
  std::string print(std::int64_t value) const;
};

struct HoursOfDay {
  Complaint read(const Item& item, std::vector<OpeningHours>& value) const;
  std::string print(const std::vector<OpeningHours>& value) const;
};

/// One interval that may pass midnight; "" is none.
struct Quiet {
  Complaint read(const Item& item, std::optional<OpeningHours>& value) const;
  std::string print(const std::optional<OpeningHours>& value) const;
};

struct Holidays {
  Complaint read(const Item& item, bool& italian) const;
  std::string print(bool italian) const { return italian ? "\"italy\"" : "\"none\""; }
};

struct DayOfYear {
  Complaint read(const Item& item, std::optional<std::chrono::month_day>& value) const;
  std::string print(const std::optional<std::chrono::month_day>& value) const;
};

struct Dates {
  Complaint read(const Item& item, std::vector<std::chrono::year_month_day>& value) const;
  std::string print(const std::vector<std::chrono::year_month_day>& value) const;
};

struct DatedHours {
  using Map = std::map<std::chrono::year_month_day, std::vector<OpeningHours>>;
  Complaint read(const Item& item, Map& value) const;
  std::string print(const Map& value) const;
};

/// Kinds of tickets, in English or Italian; printed in English.
struct Kind {
  Complaint read(const Item& item, std::optional<TicketKind>& value) const;
  std::string print(const std::optional<TicketKind>& value) const;
};
struct Kinds {
  Complaint read(const Item& item, std::vector<TicketKind>& value) const;
  std::string print(const std::vector<TicketKind>& value) const;
};

inline constexpr std::array ticket_kinds = {TicketKind::request, TicketKind::report, TicketKind::complaint,
                                            TicketKind::suggestion, TicketKind::access};

}  // namespace urp::config
