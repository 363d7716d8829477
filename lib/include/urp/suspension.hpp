// suspension.hpp: when the legal term of a case does not run, and by which law.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>
#include <urp/ticket.hpp>
#include <urp/time.hpp>

namespace urp {

/// Why a term may rest: others who are concerned are heard, or information is asked for.
enum class TermGround { third_parties, information };

URP_API std::string_view to_name(TermGround ground);
/// English or Italian; empty when it is neither.
URP_API std::optional<TermGround> term_ground(std::string_view name);
URP_API std::vector<TermGround> all_term_grounds();

/// So long it may rest at most.
URP_API std::chrono::days most_days(TermGround ground);
/// The law that lets it rest; the same words in both languages.
URP_API std::string_view law_of(TermGround ground);
/// The law behind the term of such a case.
URP_API std::string_view law_of(TicketKind kind);

struct Suspension {
  TermGround ground = TermGround::information;
  TimePoint since{};
  TimePoint until{};                    // the last second of its last day, if nobody ends it before
  std::optional<TimePoint> resumed_at;  // somebody did
  std::chrono::days length{};           // by so much the term moves
  std::string clerk;
  std::optional<std::string> resumed_by, note;

  bool runs(TimePoint now) const { return !resumed_at && now <= until; }
};

}  // namespace urp
