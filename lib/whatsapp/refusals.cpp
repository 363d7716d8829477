#include "whatsapp/refusals.hpp"

#include <algorithm>

namespace urp::whatsapp {
namespace {

using Kind = RefusalKind;

constexpr std::int64_t any_subcode = -1, restricted = 368;

struct Rule {
  std::int64_t first, last;  // codes
  Kind kind;
  std::int64_t subcode = any_subcode;
};

/// A code that is not here says nothing of the next message.
constexpr Rule rules[] = {
    {0, 0, Kind::account_trouble},          // the token could not be authenticated
    {1, 2, Kind::unclear},                  // unknown error; temporary outage
    {3, 3, Kind::account_trouble},          // capability missing
    {4, 4, Kind::number_paused},            // call limit of the app
    {10, 10, Kind::account_trouble},        // permission withdrawn
    {17, 17, Kind::number_paused},          // call limit of the user
    {33, 33, Kind::account_trouble},        // the number is deleted or unknown
    {100, 100, Kind::account_trouble, 33},  // the same, as the path of a send is told it
    {104, 104, Kind::account_trouble},      // no token
    {190, 190, Kind::account_trouble},      // token expired, invalid or revoked
    {200, 299, Kind::account_trouble},      // not granted for this number
    {restricted, restricted, Kind::account_trouble},
    {470, 470, Kind::window_closed},           // older name of 131047
    {80007, 80007, Kind::number_paused},       // call limit of the account
    {130429, 130429, Kind::number_paused},     // throughput of the number
    {130472, 130472, Kind::spared},            // the person is in an experiment of WhatsApp's
    {131000, 131000, Kind::unclear},           // something went wrong
    {131005, 131005, Kind::account_trouble},   // access denied
    {131016, 131016, Kind::unclear},           // service unavailable
    {131026, 131026, Kind::unreachable},       // no WhatsApp there
    {131031, 131031, Kind::account_trouble},   // account locked
    {131037, 131037, Kind::account_trouble},   // no approved display name
    {131042, 131042, Kind::account_trouble},   // payment
    {131045, 131045, Kind::account_trouble},   // number not registered rightly
    {131047, 131047, Kind::window_closed},     // more than 24 h
    {131048, 131048, Kind::reported},          // flagged as spam too often
    {131049, 131049, Kind::spared},            // too many such messages to this person, from everybody
    {131050, 131050, Kind::opted_out},         // the person wants no marketing
    {131056, 131056, Kind::person_paused},     // too many to one person
    {131057, 131057, Kind::number_paused},     // account in maintenance
    {131064, 131064, Kind::template_trouble},  // too many templates in the wrong category
    {132000, 132001, Kind::template_trouble},  // other parameters than we know; missing
    {132015, 132016, Kind::template_trouble},  // paused; disabled
    {133010, 133010, Kind::account_trouble},   // number not registered
    {2494100, 2494100, Kind::number_paused},   // account in maintenance
};

}  // namespace

RefusalKind meaning_of(std::optional<std::int64_t> code, std::int64_t subcode) {
  if (!code) return Kind::other;
  const auto* rule = std::find_if(std::begin(rules), std::end(rules), [&](const Rule& r) {
    return *code >= r.first && *code <= r.last && (r.subcode == any_subcode || r.subcode == subcode);
  });
  return rule == std::end(rules) ? Kind::other : rule->kind;
}

Refusal refusal_of(const ErrorItem& item) {
  Refusal refusal{meaning_of(item.code), item.code.value_or(0), 0, item.title};
  if (!item.details.empty() && item.details != refusal.words) {
    if (!refusal.words.empty()) refusal.words += ": ";
    refusal.words += item.details;
  }
  return refusal;
}

Refusal restriction(std::string words) {
  return {meaning_of(restricted), restricted, 0, std::move(words)};
}

}  // namespace urp::whatsapp
