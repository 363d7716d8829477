// refusal.hpp: what a provider's No means to us, whether an answer says it or a status later. The codes
// behind it are known to the provider's own room alone; here they are kept for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <urp/message.hpp>

namespace urp {

enum class RefusalKind {
  other,             // of this message alone
  window_closed,     // more than 24 h since the person wrote, by the provider's clock
  opted_out,         // the person stopped what they did not ask for
  spared,            // the provider spares the person this text
  unreachable,       // nobody who could receive it at this address
  template_trouble,  // paused, disabled, missing, or not what we think it is: it would meet everybody
  account_trouble,   // nothing is taken until somebody has seen to account, number or token
  reported,          // the same, because too many people reported the number
  number_paused,     // surely not taken: the whole number rests, then again
  person_paused,     // surely not taken: this person rests, then again
  unclear,           // perhaps it was taken
};

std::string_view to_name(RefusalKind kind);
std::optional<RefusalKind> refusal_kind(std::string_view name);

/// Nothing leaves this number until somebody has seen to it.
bool stops_channel(RefusalKind kind);
/// It would meet everybody whom a notice is for.
bool stops_notice(RefusalKind kind);
/// Not worth another try with this person.
bool is_hopeless(RefusalKind kind);

struct Refusal {
  RefusalKind kind = RefusalKind::other;
  std::int64_t code = 0, subcode = 0;  // the provider's; 0: none
  std::string words;                   // the provider's, for people

  MessageError error() const { return {code, words}; }
  /// A failure of which nothing is known but that it is one.
  bool says_nothing() const { return kind == RefusalKind::other && code == 0 && words.empty(); }
};

}  // namespace urp
