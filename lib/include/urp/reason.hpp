// reason.hpp: why something was not done: a message that failed, a person that a notice left out, a notice
// that stopped, an attachment that is missing. What WhatsApp says in its own words is none of these.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <urp/api.hpp>

namespace urp {

enum class Reason {
  // a message failed
  file_missing,
  template_not_approved,
  given_up,
  window_closed,
  unreachable,
  copied,
  // a notice left a person out
  unsubscribed,
  not_subscribed,
  blocked,
  opted_out,
  no_address,
  same_person,
  same_address,
  // a notice stopped by itself
  too_many_failures,
  file_refused,
  // an attachment is missing
  too_large,
  foreign_address,
  no_media_id,
};
/// As the database and programs have it.
URP_API std::string_view to_name(Reason reason);
URP_API std::optional<Reason> reason(std::string_view name);
URP_API std::vector<Reason> all_reasons();
/// In the language of the person at the terminal.
URP_API std::string sentence(Reason reason);

}  // namespace urp
