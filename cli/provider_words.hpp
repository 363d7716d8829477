// provider_words.hpp: WhatsApp's error codes as short plain sentences. Its own words are English, long, and
// change.
#pragma once

#include <cstdint>
#include <string>

#include <urp/message.hpp>

namespace urp::cli {

/// Empty for a code that has no sentence here.
std::string provider_code_words(std::int64_t code);
/// Why a message failed: our sentence, else WhatsApp's words; and the code, which can be looked up.
/// Why a citizen's message cannot be shown, or its attachment not be fetched, as WhatsApp says it.
std::string inbound_trouble_words(std::int64_t code, const std::string& title);
std::string failure_words(const MessageError& error);
/// Why nothing is sent: the same for the channel.
std::string stop_words(const std::string& reason, std::int64_t code, std::int64_t subcode);

}  // namespace urp::cli
