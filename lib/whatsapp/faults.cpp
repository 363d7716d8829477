#include "whatsapp/faults.hpp"

#include <algorithm>
#include <cctype>

#include <urp/text.hpp>

#include "whatsapp/answer_json.hpp"

namespace urp::whatsapp {
namespace {

using answer_json::at;
using answer_json::elements;
using answer_json::integer;
using answer_json::Json;
using answer_json::nth;
using answer_json::text;
using Kind = Verdict::Kind;

constexpr std::int64_t any_subcode = -1;

struct Rule {
  std::int64_t first, last;  // codes
  Kind kind;
  std::int64_t subcode = any_subcode;
  bool closes_window = false, opts_out = false;
};

/// What is certain whatever the HTTP status says. A code that is not here is `failed` in a 4xx and
/// `uncertain` elsewhere: only codes that surely mean "not taken" may be tried again by themselves.
constexpr Rule rules[] = {
    {0, 0, Kind::stop},                                        // the token could not be authenticated
    {1, 2, Kind::uncertain},                                   // unknown error; temporary outage
    {3, 3, Kind::stop},                                        // capability missing
    {4, 4, Kind::again},                                       // call limit of the app
    {10, 10, Kind::stop},                                      // permission withdrawn
    {17, 17, Kind::again},                                     // call limit of the user
    {33, 33, Kind::stop},                                      // the number is deleted or unknown
    {100, 100, Kind::stop, 33},                                // the same, as the path of a send is told it
    {104, 104, Kind::stop},                                    // no token
    {190, 190, Kind::stop},                                    // token expired, invalid or revoked
    {200, 299, Kind::stop},                                    // not granted for this number
    {368, 368, Kind::stop},                                    // account restricted
    {470, 470, Kind::failed, any_subcode, true},               // older name of 131047
    {80007, 80007, Kind::again},                               // call limit of the account
    {130429, 130429, Kind::again},                             // throughput of the number
    {131000, 131000, Kind::uncertain},                         // something went wrong
    {131005, 131005, Kind::stop},                              // access denied
    {131016, 131016, Kind::uncertain},                         // service unavailable
    {131031, 131031, Kind::stop},                              // account locked
    {131037, 131037, Kind::stop},                              // no approved display name
    {131042, 131042, Kind::stop},                              // payment
    {131045, 131045, Kind::stop},                              // number not registered rightly
    {131047, 131047, Kind::failed, any_subcode, true},         // more than 24 h
    {131048, 131048, Kind::stop},                              // flagged as spam too often
    {131050, 131050, Kind::failed, any_subcode, false, true},  // the person wants no marketing
    {131056, 131056, Kind::hold_peer},                         // too many to one person
    {131057, 131057, Kind::again},                             // account in maintenance
    {133010, 133010, Kind::stop},                              // number not registered
    {2494100, 2494100, Kind::again},                           // account in maintenance
};

const Rule* find_rule(std::int64_t code, std::int64_t subcode) {
  const auto* rule = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& r) {
    return code >= r.first && code <= r.last && (r.subcode == any_subcode || r.subcode == subcode);
  });
  return rule == std::end(rules) ? nullptr : rule;
}

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
  const auto code = integer(at(error, "code"));
  found.has_code = code.has_value();
  found.error.code = code.value_or(0);
  found.error.subcode = integer(at(error, "error_subcode")).value_or(0);
  found.error.message = for_people(text(at(error, "message")));
  found.error.trace = for_people(text(at(error, "fbtrace_id")));
  found.error.transient = at(error, "is_transient") == Json(true);
  const Json& data = at(error, "error_data");  // an object, or the words themselves
  for (const auto& words : {text(at(error, "error_user_msg")), text(at(data, "details")), text(data)}) {
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
  const auto accounts = answer_json::read(header(answer, "x-business-use-case-usage"));
  if (!accounts) return longest;
  for (const auto& usages : *accounts) {
    for (const auto& usage : elements(usages)) {
      longest = std::max(longest, integer(at(usage, "estimated_time_to_regain_access")).value_or(0));
    }
  }
  return longest;
}

std::optional<std::chrono::seconds> retry_after(const Answer& answer) {
  constexpr std::chrono::seconds most = std::chrono::hours(24);  // what is longer is no estimate
  const auto told = integer(Json(header(answer, "retry-after"))).value_or(0);
  const std::int64_t seconds = told > 0 ? told : std::min<std::int64_t>(regain_minutes(answer), 24 * 60) * 60;
  if (seconds <= 0) return std::nullopt;
  return std::min(std::chrono::seconds(seconds), most);
}

/// A wamid, when the answer holds one.
bool read_acceptance(const Json& json, Verdict& verdict) {
  verdict.wamid = text(at(nth(at(json, "messages"), 0), "id"));
  verdict.wa_id = text(at(nth(at(json, "contacts"), 0), "wa_id"));
  return !verdict.wamid.empty();
}

void judge_error(const Found& found, Verdict& verdict) {
  const auto& error = found.error;
  verdict.code = error.code;
  verdict.subcode = error.subcode;
  verdict.details = error.details.empty() ? error.message : error.details;
  if (!found.has_code) return;
  if (const Rule* rule = find_rule(error.code, error.subcode)) {
    verdict.kind = rule->kind;
    verdict.closes_window = rule->closes_window;
    verdict.opts_out = rule->opts_out;
  } else if (!error.transient && verdict.http >= 400 && verdict.http <= 499) {
    verdict.kind = Kind::failed;
  }
}

Verdict judge_answer(const Answer& answer) {
  Verdict verdict;
  verdict.http = answer.status;
  const auto json = answer_json::read(answer.body);
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

Verdict judge_send(const RequestOutcome& outcome) {
  if (outcome.kind == RequestOutcome::Kind::answered) return judge_answer(outcome.answer);
  Verdict verdict;
  if (outcome.kind == RequestOutcome::Kind::not_sent) verdict.kind = Kind::not_sent;
  return verdict;
}

Verdict judge_upload(const RequestOutcome& outcome) {
  Verdict verdict = judge_send(outcome);
  if (outcome.kind == RequestOutcome::Kind::answered) {
    const auto json = answer_json::read_success(outcome.answer);
    verdict.wamid = json ? text(at(*json, "id")) : std::string();
    if (!verdict.wamid.empty()) verdict.kind = Kind::accepted;
  }
  if (verdict.kind == Kind::uncertain) verdict.kind = Kind::not_sent;
  return verdict;
}

int usage_percent(const Answer& answer) {
  std::int64_t most = 0;
  const auto accounts = answer_json::read(header(answer, "x-business-use-case-usage"));
  if (!accounts) return 0;
  for (const auto& usages : *accounts) {
    for (const auto& usage : elements(usages)) {
      for (const char* key : {"call_count", "total_cputime", "total_time"}) {
        most = std::max(most, integer(at(usage, key)).value_or(0));
      }
    }
  }
  return static_cast<int>(std::min<std::int64_t>(most, 1000));
}

ProviderError provider_error(const Answer& answer) {
  const auto json = answer_json::read(answer.body);
  return json ? find_error(*json).error : ProviderError{};
}

}  // namespace urp::whatsapp
