#include "provider_words.hpp"

#include <urp/reason.hpp>

#include "layout.hpp"
#include "say.hpp"

namespace urp::cli {
namespace {

struct Sentence {
  std::int64_t code;
  const char* words;
};
constexpr Sentence sentences[] = {
    {3, N_("the app may not do this")},
    {10, N_("permission withdrawn")},
    {33, N_("the number is deleted or unknown")},
    {100, N_("WhatsApp does not understand the request")},
    {104, N_("no token")},
    {190, N_("the token is expired, invalid or revoked")},
    {368, N_("the account is restricted for breaking the rules")},
    {470, N_("more than 24 h since the citizen wrote")},
    {130429, N_("too many messages at once")},
    {130472, N_("WhatsApp tests on this person and does not deliver")},
    {130497, N_("messages to this country are not allowed")},
    {131000, N_("something went wrong at WhatsApp")},
    {131005, N_("access denied")},
    {131008, N_("a part of the request is missing")},
    {131009, N_("a value is not valid")},
    {131016, N_("WhatsApp is out of service")},
    {131021, N_("sender and receiver are the same number")},
    {131026, N_("not deliverable: no WhatsApp at this number, or the person cannot receive it")},
    {131031, N_("the account is locked")},
    {131037, N_("the number has no approved display name")},
    {131042, N_("a matter of payment with WhatsApp")},
    {131045, N_("the number is not registered rightly")},
    {131047, N_("more than 24 h since the citizen wrote")},
    {131048, N_("the number was reported as spam too often")},
    {131049, N_("held back by WhatsApp to protect the person from too many messages")},
    {131050, N_("the person wants no such messages")},
    {131051, N_("a kind of message that WhatsApp does not take")},
    {131052, N_("the citizen's attachment cannot be fetched")},
    {131053, N_("the attachment was refused")},
    {131056, N_("too many messages to this person at once")},
    {131057, N_("the account is being maintained")},
    {130403, N_("the office has blocked this person")},
    {131062, N_("this kind of message needs a phone number")},
    {131063, N_("marketing templates are switched off")},
    {131064, N_("too many templates in the wrong category")},
    {132000, N_("the template has another number of parameters")},
    {132001, N_("there is no such template in this language")},
    {132005, N_("the text of the template is too long with these values")},
    {132007, N_("the template breaks WhatsApp's rules")},
    {132008, N_("a parameter of the template is missing")},
    {132012, N_("a parameter of the template has the wrong form")},
    {132015, N_("the template is paused for low quality")},
    {132016, N_("the template is disabled")},
    {132018, N_("a parameter of the template is not valid")},
    {133010, N_("the number is not registered")},
};

}  // namespace

std::string provider_code_words(std::int64_t code) {
  for (const Sentence& known : sentences) {
    if (known.code == code) return _(known.words);
  }
  return {};
}

namespace {

/// What the same codes mean of something that a citizen sent.
constexpr Sentence inbound_sentences[] = {
    {131051,
     N_("a kind of message that WhatsApp does not pass on: ask the citizen to send it in another way")},
    {131052, N_("WhatsApp could not fetch the attachment: ask the citizen to send it again")},
    {131060, N_("the message is not available any more, WhatsApp has lost its content: ask the citizen")},
};

}  // namespace

std::string inbound_trouble_words(std::int64_t code, const std::string& title) {
  std::string words;
  for (const Sentence& known : inbound_sentences) {
    if (known.code == code) words = _(known.words);
  }
  if (words.empty()) words = provider_code_words(code);
  if (words.empty()) words = one_line(title);
  if (words.empty()) words = _("WhatsApp gives no reason");
  return code == 0 ? words : fmt::format("{} ({})", words, code);
}

std::string failure_words(const MessageError& error) {
  if (const auto ours = reason(error.message)) return sentence(*ours);
  std::string words = provider_code_words(error.code);
  if (words.empty()) words = one_line(error.message);
  if (words.empty()) words = _("WhatsApp gives no reason");
  return error.code == 0 ? words : fmt::format("{} ({})", words, error.code);
}

std::string stop_words(const std::string& reason, std::int64_t code, std::int64_t subcode) {
  std::string words = provider_code_words(code);
  if (words.empty()) words = one_line(reason);
  if (code == 0) return words;
  return subcode == 0 ? fmt::format("{} ({})", words, code) : fmt::format("{} ({}/{})", words, code, subcode);
}

}  // namespace urp::cli
