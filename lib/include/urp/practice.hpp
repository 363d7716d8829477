// practice.hpp: invented citizens write to an office that exists to learn with.
#pragma once

#include <chrono>
#include <span>
#include <string>

#include <urp/api.hpp>
#include <urp/office.hpp>

namespace urp {

struct PracticeMessage {
  std::string phone, name, text;  // phone in digits
  std::chrono::minutes ago{};
};
/// They come in as webhooks do, oldest first. Throws refused unless the office is a rehearsal's; failed when
/// one was not kept.
URP_API void write_as_citizens(Office& office, std::span<const PracticeMessage> messages);

}  // namespace urp
