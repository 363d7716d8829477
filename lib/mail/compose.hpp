// compose.hpp: a letter as the bytes of a message: RFC 5322, MIME, lines that end with CRLF. Pure.
#pragma once

#include <string>

#include "domain/letter.hpp"

namespace urp::mail {

std::string compose(const Letter& letter);

}  // namespace urp::mail
