// event_words.hpp: what happened to a ticket, in words for a person.
#pragma once

#include <string>

#include <urp/event.hpp>
#include <urp/event_verb.hpp>

#include "message_words.hpp"

namespace urp::cli {

/// Events that the messages beside them tell already have no line.
bool is_told(const Event& event);
/// The sentence of a verb alone.
std::string verb_words(EventVerb verb, const std::string& clerk);
/// `maria takes the ticket`, `gianni closes the ticket: resolved`
std::string event_words(const Event& event, const Telling& telling);

}  // namespace urp::cli
