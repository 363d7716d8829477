#include "work/wire.hpp"

#include <algorithm>

#include "domain/hash.hpp"
#include "domain/hide.hpp"
#include "domain/say.hpp"
#include "office/secret.hpp"

namespace urp::work {
namespace {

constexpr std::chrono::seconds token_age{1};
constexpr std::string_view hidden = "(token)";

}  // namespace

void hide_token(RequestOutcome& outcome, std::string_view token) {
  hide_secret(outcome.answer.body, token, hidden);
  hide_secret(outcome.why, token, hidden);
  for (auto& [name, value] : outcome.answer.headers) hide_secret(value, token, hidden);
}

const std::string& Wire::token() {
  // The steady clock: the other may have been ahead and been put right.
  const auto now = office_->steady_now();
  if (!token_.empty() && read_at_ && now - *read_at_ < token_age) return token_;
  read_at_ = now;
  token_.clear();
  trouble_.clear();
  const auto& options = office_->options;
  try {
    if (options.secrets.token) {
      check_secret(*options.secrets.token, "URP_TOKEN");
      token_ = *options.secrets.token;
    } else if (options.settings.whatsapp.token_file.empty()) {
      trouble_ = _("whatsapp.token_file is missing");
    } else {
      token_ = read_secret(options.settings.whatsapp.token_file, "whatsapp.token_file");
    }
  } catch (const Error& error) {
    trouble_ = error.what();  // told through the stopped channel: a missing token must not end the worker
  }
  return token_;
}

std::string Wire::token_digest() {
  return sha256(token());
}

whatsapp::Client Wire::client() {
  return whatsapp::Client(office_->options.settings.whatsapp, token(), office_->user_agent());
}

RequestId Wire::start(OutgoingRequest request) {
  transport_.start(++last_, std::move(request));
  ++under_way_;
  return last_;
}

Ended Wire::poll(std::chrono::milliseconds longest) {
  auto ended = transport_.poll(longest);
  under_way_ -= std::min(under_way_, ended.size());
  for (auto& [id, outcome] : ended) hide_token(outcome, token_);
  return ended;
}

RequestOutcome Wire::ask(OutgoingRequest request) {
  auto outcome = perform(transport_, std::move(request));
  hide_token(outcome, token_);
  return outcome;
}

}  // namespace urp::work
