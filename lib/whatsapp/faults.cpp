#include "whatsapp/faults.hpp"

#include <algorithm>
#include <cctype>

#include <nlohmann/json.hpp>

#include <urp/text.hpp>

#include "whatsapp/element.hpp"
#include "whatsapp/refusals.hpp"
#include "whatsapp/sender.hpp"

namespace urp::whatsapp {
namespace {

using Kind = Verdict::Kind;

/// "Malformed access token EAA...": WhatsApp quotes what it was given.
std::string without_tokens(std::string words) {
  constexpr std::string_view mark = "EAA";
  constexpr std::size_t shortest = 12;
  for (auto start = words.find(mark); start != words.npos; start = words.find(mark, start + mark.size())) {
    auto end = start;
    while (end < words.size() && std::isalnum(static_cast<unsigned char>(words[end])) != 0) ++end;
    if (end - start >= shortest) words.replace(start + mark.size(), end - start - mark.size(), "...");
  }
  return words;
}

/// One line, at most 300 bytes, never half of a character.
std::string for_people(const std::string& words) {
  constexpr std::size_t most = 300;
  std::string line = escape_controls(without_tokens(words));
  if (line.size() <= most) return line;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80) --end;
  line.resize(end);
  return line;
}

struct Found {
  ProviderError error;
  bool has_code = false;  // 0 is a code too
};

Found find_error(const Json& json) {
  const Json& error = at(json, "error");
  Found found;
  if (!error.is_object()) return found;
  const auto code = as_integer(at(error, "code"));
  found.has_code = code.has_value();
  found.error.code = code.value_or(0);
  found.error.subcode = as_integer(at(error, "error_subcode")).value_or(0);
  found.error.message = for_people(as_text(at(error, "message")));
  found.error.trace = for_people(as_text(at(error, "fbtrace_id")));
  found.error.transient = at(error, "is_transient") == Json(true);
  const Json& data = at(error, "error_data");  // an object, or the words themselves
  for (const auto& words :
       {as_text(at(error, "error_user_msg")), as_text(at(data, "details")), as_text(data)}) {
    if (found.error.details.empty()) found.error.details = for_people(words);
  }
  return found;
}

std::string header(const Answer& answer, const char* name) {
  const auto found = answer.headers.find(name);
  return found == answer.headers.end() ? std::string{} : found->second;
}

/// The longest of what the accounts named in this header have to wait.
std::int64_t regain_minutes(const Answer& answer) {
  std::int64_t longest = 0;
  const auto accounts = read_answer(header(answer, "x-business-use-case-usage"));
  if (!accounts) return longest;
  for (const auto& usages : *accounts) {
    for (const auto& usage : elements(usages)) {
      longest = std::max(longest, as_integer(at(usage, "estimated_time_to_regain_access")).value_or(0));
    }
  }
  return longest;
}

std::optional<std::chrono::seconds> retry_after(const Answer& answer) {
  constexpr std::chrono::seconds most = std::chrono::hours(24);  // what is longer is no estimate
  const auto told = as_integer(Json(header(answer, "retry-after"))).value_or(0);
  const std::int64_t seconds = told > 0 ? told : std::min<std::int64_t>(regain_minutes(answer), 24 * 60) * 60;
  if (seconds <= 0) return std::nullopt;
  return std::min(std::chrono::seconds(seconds), most);
}

/// A wamid, when the answer holds one.
bool read_acceptance(const Json& json, Verdict& verdict) {
  verdict.wamid = as_text(at(nth(at(json, "messages"), 0), "id"));
  verdict.wa_id = phone_in(as_text(at(nth(at(json, "contacts"), 0), "wa_id")));
  return !verdict.wamid.empty();
}

/// Only codes that surely mean "not taken" may be tried again by themselves: whatever is not certain is
/// `failed` in a 4xx and `uncertain` elsewhere.
Kind verdict_kind(RefusalKind kind, bool failed_in_4xx) {
  switch (kind) {
    case RefusalKind::account_trouble:
    case RefusalKind::reported:
      return Kind::stop;
    case RefusalKind::number_paused:
      return Kind::again;
    case RefusalKind::person_paused:
      return Kind::hold_peer;
    case RefusalKind::unclear:
      return Kind::uncertain;
    case RefusalKind::window_closed:
    case RefusalKind::opted_out:
      return Kind::failed;
    case RefusalKind::spared:
    case RefusalKind::unreachable:
    case RefusalKind::template_trouble:
    case RefusalKind::other:
      break;
  }
  return failed_in_4xx ? Kind::failed : Kind::uncertain;
}

void judge_error(const Found& found, Verdict& verdict) {
  const auto& error = found.error;
  const auto code = found.has_code ? std::optional(error.code) : std::nullopt;
  verdict.refusal = {meaning_of(code, error.subcode), error.code, error.subcode,
                     error.details.empty() ? error.message : error.details};
  if (!found.has_code) return;
  const bool failed_in_4xx = !error.transient && verdict.http >= 400 && verdict.http <= 499;
  verdict.kind = verdict_kind(verdict.refusal.kind, failed_in_4xx);
}

Verdict judge_answer(const Answer& answer) {
  Verdict verdict;
  verdict.http = answer.status;
  const auto json = read_answer(answer.body);
  const bool succeeded = answer.status >= 200 && answer.status <= 299;
  if (json && succeeded && read_acceptance(*json, verdict)) {
    verdict.kind = Kind::accepted;
    return verdict;
  }
  if (json) judge_error(find_error(*json), verdict);
  verdict.retry_after = retry_after(answer);
  return verdict;
}

}  // namespace

std::optional<Json> read_answer(std::string_view body) {
  auto json = parse_json(body);
  if (!json.is_object()) return std::nullopt;
  return json;
}

std::optional<Json> read_success(const Answer& answer) {
  if (answer.status < 200 || answer.status > 299) return std::nullopt;
  auto json = read_answer(answer.body);
  return json && at(*json, "error").is_null() ? json : std::nullopt;
}

Verdict judge_send(const RequestOutcome& outcome) {
  if (outcome.kind == RequestOutcome::Kind::answered) return judge_answer(outcome.answer);
  Verdict verdict;
  if (outcome.kind == RequestOutcome::Kind::not_sent) verdict.kind = Kind::not_sent;
  return verdict;
}

Verdict judge_upload(const RequestOutcome& outcome) {
  Verdict verdict = judge_send(outcome);
  if (outcome.kind == RequestOutcome::Kind::answered) {
    const auto json = read_success(outcome.answer);
    verdict.wamid = json ? as_text(at(*json, "id")) : std::string();
    if (!verdict.wamid.empty()) verdict.kind = Kind::accepted;
  }
  if (verdict.kind == Kind::uncertain) verdict.kind = Kind::not_sent;
  return verdict;
}

int usage_percent(const Answer& answer) {
  std::int64_t most = 0;
  const auto accounts = read_answer(header(answer, "x-business-use-case-usage"));
  if (!accounts) return 0;
  for (const auto& usages : *accounts) {
    for (const auto& usage : elements(usages)) {
      for (const char* key : {"call_count", "total_cputime", "total_time"}) {
        most = std::max(most, as_integer(at(usage, key)).value_or(0));
      }
    }
  }
  return static_cast<int>(std::min<std::int64_t>(most, 1000));
}

ProviderError provider_error(const Answer& answer) {
  const auto json = read_answer(answer.body);
  return json ? find_error(*json).error : ProviderError{};
}

}  // namespace urp::whatsapp
