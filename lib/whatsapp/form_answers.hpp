// form_answers.hpp: what a citizen filled into a form (a flow, an address), as lines that people read.
#pragma once

#include <string>

#include "whatsapp/element.hpp"

namespace urp::whatsapp {

/// `response_json`: the answers as JSON inside a text, or unpacked. A line for each: `name: value`. What is
/// no JSON is given back as it came; the token of the form says nothing to people and is left out.
std::string form_answers(const Json& response);

}  // namespace urp::whatsapp
