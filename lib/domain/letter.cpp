#include "domain/letter.hpp"

#include <algorithm>

#include "domain/names.hpp"

namespace urp {
namespace {

constexpr std::size_t token_digits = 32;

bool is_token(std::string_view text) {
  return text.size() == token_digits && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string_view domain_of(std::string_view address) {
  return address.substr(std::min(address.find('@'), address.size()));
}

}  // namespace

std::string reply_address(std::string_view from, std::string_view token) {
  const auto domain = domain_of(from);
  return std::string(from.substr(0, from.size() - domain.size())) + "+d" + std::string(token) +
         std::string(domain);
}

std::string letter_message_id(std::string_view from, std::string_view token) {
  return "urp." + std::string(token) + std::string(domain_of(from));
}

std::optional<std::string> token_of_reply_address(std::string_view address) {
  const std::string lower = lower_ascii(address);  // some servers change the case
  const auto at = lower.rfind('@');
  const auto plus = lower.rfind("+d", at);
  if (at == lower.npos || plus == lower.npos) return std::nullopt;
  const auto token = std::string_view(lower).substr(plus + 2, at - plus - 2);
  return is_token(token) ? std::optional(std::string(token)) : std::nullopt;
}

std::optional<std::string> token_of_message_id(std::string_view id) {
  const std::string lower = lower_ascii(id);
  constexpr std::string_view ours = "urp.";
  if (!lower.starts_with(ours)) return std::nullopt;
  const auto token = std::string_view(lower).substr(ours.size(), lower.find('@') - ours.size());
  return is_token(token) ? std::optional(std::string(token)) : std::nullopt;
}

}  // namespace urp
