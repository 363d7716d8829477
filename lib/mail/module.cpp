// module.cpp: what liburp-mail.so offers.
#include <type_traits>

#include <urp/api.hpp>

#include "domain/mail_factory.hpp"
#include "mail/compose.hpp"
#include "mail/read.hpp"

extern "C" URP_API void urp_compose_letter_v1(const urp::Letter& letter, std::string& message) {
  message = urp::mail::compose(letter);
}
static_assert(std::is_same_v<decltype(urp_compose_letter_v1), urp::ComposeLetter>);

extern "C" URP_API void urp_read_mail_v1(std::string_view message, urp::IncomingMail& mail) {
  mail = urp::mail::read(message);
}
static_assert(std::is_same_v<decltype(urp_read_mail_v1), urp::ReadMail>);
