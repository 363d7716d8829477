// words.hpp: the vocabulary, in the language of the person at the terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <urp/contact.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/message.hpp>
#include <urp/office.hpp>
#include <urp/survey.hpp>
#include <urp/ticket.hpp>

#include "terminal.hpp"

namespace urp::cli {

std::string kind_word(TicketKind kind);
std::string state_word(TicketState state);
std::string outcome_word(Outcome outcome);
std::string identified_word(Identified identified);
std::string opinion_word(SurveyAnswer answer);
/// What the office calls a service, else its short name.
std::string service_word(const Office& office, const std::string& slug);
/// How far the handing over to a service came: `queued` -> "mail in the queue".
std::string dispatch_words(std::string_view state);
/// dossier, reminder, recall
std::string letter_word(std::string_view kind);
/// A ground of moderation: `offensive` -> "offensive language".
/// Of a template, as WhatsApp names it; what urp does not know stays as it is.
std::string template_status_word(std::string_view status);
std::string ground_word(std::string_view ground);
/// `offensive language, 2 times`, and what is usual then.
std::string strike_words(const Strikes& strikes);
std::string usual_words(const Strikes& strikes);
/// Why a rule marked a message: `word «gratis»`, `a link`.
std::string suspect_words(const TerminalStyle& style, const Suspect& suspect);
/// Who waits for whom, in four letters: us, cit, srv, -.
std::string turn_mark(TicketState state);

/// Name, else @username, else the end of the number: "(no name) ..0117". Safe for a terminal, cut to
/// `columns`.
std::string contact_label(const ContactSummary& contact, int columns);
/// `+39 333 000 0102`
std::string phone_words(std::string_view phone);
/// `8,214`; Italian `8.214`.
std::string grouped(std::int64_t number);
/// `3 photos`, `voice 0:23` without the length, `pdf`.
std::string media_words(const Message& message, int count = 1);
/// A preview as the library writes it, `[2 image, voice] words`, with its kinds in the language of the
/// screen.
std::string preview_words(std::string_view preview);
/// Name and address of a place, each once; empty when it has neither.
std::string place_words(const Location& location);
/// `412 kB`, `1.2 MB`
std::string size_words(std::int64_t bytes);
/// `0:23`
std::string length_words(std::int64_t seconds);
/// `open_quote text close_quote`
std::string quoted(const TerminalStyle& style, std::string_view text);

}  // namespace urp::cli
