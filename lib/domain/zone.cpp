// zone.cpp: TZif (RFC 8536) read into a table; instants beyond the table follow the POSIX rule in the footer.
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include <urp/error.hpp>
#include <urp/time.hpp>

#include "domain/say.hpp"
#include "domain/zone_rule.hpp"

namespace urp {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::hours;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr Seconds widest_offset = hours(26);

class TzifBytes {
 public:
  TzifBytes(std::string_view bytes, const std::string& name) : rest_(bytes), name_(name) {}

  [[noreturn]] void refuse(const char* why) const {
    throw Error(Fault::configuration, say(_("time zone {0}: not a usable TZif file: {1}"), name_, why),
                _("install the package tzdata, or correct office.timezone"));
  }
  std::string_view take(std::uint64_t count) {
    if (count > rest_.size()) refuse(_("it ends too early"));
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::int64_t integer(int width) {
    const auto bytes = take(static_cast<std::uint64_t>(width));
    std::uint64_t value = 0;
    for (char c : bytes) value = value << 8 | static_cast<unsigned char>(c);
    if (width == 4) return static_cast<std::int32_t>(static_cast<std::uint32_t>(value));
    return static_cast<std::int64_t>(value);
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  const std::string& name_;
};

struct Header {
  char version = 0;
  std::uint64_t ut_marks = 0, standard_marks = 0, leaps = 0, times = 0, types = 0, letters = 0;

  explicit Header(TzifBytes& bytes) {
    if (bytes.rest().substr(0, 4) != "TZif") bytes.refuse(_("it does not begin with TZif"));
    bytes.take(4);
    version = bytes.take(1).front();
    bytes.take(15);
    for (auto* count : {&ut_marks, &standard_marks, &leaps, &times, &types, &letters}) {
      *count = static_cast<std::uint32_t>(bytes.integer(4));
    }
  }
  std::uint64_t block_size(std::uint64_t time_width) const {
    return times * (time_width + 1) + types * 6 + letters + leaps * (time_width + 4) + standard_marks +
           ut_marks;
  }
};

}  // namespace

struct Zone::Rules {
  std::string name;
  std::vector<std::int64_t> changes;  // ascending; offsets[i] holds from changes[i] on
  std::vector<Seconds> offsets;
  Seconds before{};  // ahead of the first change
  std::optional<ZoneRule> footer;

  Seconds offset(TimePoint at) const {
    const auto seconds = at.time_since_epoch().count();
    const auto next = std::upper_bound(changes.begin(), changes.end(), seconds);
    if (next == changes.end() && footer) return offset_by_rule(*footer, at);
    if (next == changes.begin()) return before;
    return offsets[static_cast<std::size_t>(next - changes.begin()) - 1];
  }

  /// The offsets that may hold when a wall clock shows this: before and after a change near it.
  std::array<Seconds, 2> offsets_near(TimePoint wall) const {
    return {offset(wall - widest_offset), offset(wall + widest_offset)};
  }
};

Zone::Zone() {
  static const std::shared_ptr<const Rules> utc = [] {
    auto rules = std::make_shared<Rules>();
    rules->name = "UTC";
    return rules;
  }();
  rules_ = utc;
}

Zone Zone::parse(std::string_view tzif, std::string name) {
  auto rules = std::make_shared<Rules>();
  rules->name = std::move(name);
  TzifBytes bytes(tzif, rules->name);
  const Header narrow(bytes);
  if (narrow.version < '2') bytes.refuse(_("version 1 ends in 2037"));
  bytes.take(narrow.block_size(4));  // the same again with 32 bits, for older readers

  const Header header(bytes);
  if (header.leaps != 0) bytes.refuse(_("it counts leap seconds"));
  if (header.types == 0) bytes.refuse(_("it has no local time types"));
  const std::string_view whole = bytes.rest();
  if (header.block_size(8) > whole.size()) bytes.refuse(_("it ends too early"));
  for (std::uint64_t i = 0; i < header.times; ++i) {
    rules->changes.push_back(bytes.integer(8));
    if (i > 0 && rules->changes[i - 1] >= rules->changes[i]) bytes.refuse(_("its changes are not in order"));
  }
  const std::string_view indexes = bytes.take(header.times);
  std::vector<Seconds> types;
  for (std::uint64_t i = 0; i < header.types; ++i) {
    types.emplace_back(bytes.integer(4));
    if (types.back() < -widest_offset || types.back() > widest_offset)
      bytes.refuse(_("an offset is too large"));
    bytes.take(2);  // summer time or not, and where its letters are: local time needs neither
  }
  for (char c : indexes) {
    const auto index = static_cast<unsigned char>(c);
    if (index >= types.size()) bytes.refuse(_("a change names no local time type"));
    rules->offsets.push_back(types[index]);
  }
  rules->before = types.front();
  bytes.take(header.letters + header.standard_marks + header.ut_marks);

  const std::string_view footer = bytes.rest();
  const auto end = footer.find('\n', 1);
  if (footer.empty() || footer.front() != '\n' || end == std::string_view::npos) {
    bytes.refuse(_("its footer is missing"));
  }
  if (end > 1) {
    rules->footer = find_zone_rule(footer.substr(1, end - 1));
    if (!rules->footer) bytes.refuse(_("its footer is no POSIX rule"));
  }
  Zone zone;
  zone.rules_ = std::move(rules);
  return zone;
}

const std::string& Zone::name() const {
  return rules_->name;
}

LocalTime Zone::local(TimePoint at) const {
  const Seconds offset = rules_->offset(at);
  const auto wall = at + offset;
  const auto day = floor<days>(wall);
  return {year_month_day(day), wall - day, offset};
}

int Zone::instants(year_month_day date, Seconds since_midnight) const {
  const TimePoint wall = sys_days(date) + since_midnight;
  const auto [before, after] = rules_->offsets_near(wall);
  const int first = rules_->offset(wall - before) == before ? 1 : 0;
  if (before == after) return first;
  return first + (rules_->offset(wall - after) == after ? 1 : 0);
}

TimePoint Zone::instant(year_month_day date, Seconds since_midnight) const {
  const TimePoint wall = sys_days(date) + since_midnight;
  const auto [before, after] = rules_->offsets_near(wall);
  // Read with the offset before the change, a wall time is the earlier of two, or the unmoved clock's in a
  // gap.
  if (before == after || rules_->offset(wall - before) == before) return wall - before;
  return rules_->offset(wall - after) == after ? wall - after : wall - before;
}

}  // namespace urp
