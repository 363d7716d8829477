// faults.hpp: what an answer means for the message it answers: the states are those of
// domain/delivery.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "domain/refusal.hpp"
#include "domain/transport.hpp"

namespace urp::whatsapp {

/// What an outcome of a send means for the message and for the channel.
struct Verdict {
  enum class Kind {
    accepted,   // a wamid came
    not_sent,   // nothing left this machine: again later
    again,      // surely not taken: the whole number pauses, then again
    hold_peer,  // surely not taken: this person pauses, then again
    stop,       // not taken, and nothing will be: the channel stops until somebody mends it
    failed,     // this message only, for good
    uncertain,  // it may have gone out
  } kind = Kind::uncertain;
  std::string wamid;  // accepted
  std::string wa_id;  // accepted: the number as WhatsApp spells it, when told
  int http = 0;
  Refusal refusal;                                  // what is not accepted: why
  std::optional<std::chrono::seconds> retry_after;  // when the answer says so
};

/// Nothing when the body is no JSON object.
std::optional<nlohmann::json> read_answer(std::string_view body);
/// The members of a succeeded answer (2xx, an object, no error), else nothing.
std::optional<nlohmann::json> read_success(const Answer& answer);

Verdict judge_send(const RequestOutcome& outcome);

/// Of an upload: `wamid` is the id of the media; nothing is uncertain, since it may be repeated.
Verdict judge_upload(const RequestOutcome& outcome);
/// The highest percentage of the account's allowance that the answer tells; 0: none told.
int usage_percent(const Answer& answer);

/// The provider's error in any answer: code 0 when there is none.
struct ProviderError {
  std::int64_t code = 0, subcode = 0;
  std::string message, details, trace;
  bool transient = false;
};
ProviderError provider_error(const Answer& answer);

}  // namespace urp::whatsapp
