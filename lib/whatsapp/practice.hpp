// practice.hpp: a webhook body as WhatsApp writes it, of a citizen who does not exist: for the tutorial.
#pragma once

#include <string>
#include <string_view>

#include <urp/time.hpp>

namespace urp::whatsapp {

struct PracticeText {
  std::string_view number_id;          // the office's
  std::string_view phone, name, text;  // of the citizen; phone in digits
  std::string_view id;                 // wamid
  TimePoint at{};
};
std::string practice_body(const PracticeText& message);

}  // namespace urp::whatsapp
