// citizen_words.hpp: sentences that citizens read, in the language of the office. What the office words
// itself stands in urp.toml; these are the rest.
#pragma once

#include <string>
#include <string_view>

#include <urp/ids.hpp>

namespace urp {

/// "Your case URP-415 was handed to Lavori pubblici, who will see to it."
std::string routed_words(std::string_view language, TicketId ticket, std::string_view service,
                         std::string_view office);

/// Beside the button with which the citizen shares a position or a phone number.
std::string ask_location_words(std::string_view language);
std::string ask_phone_words(std::string_view language);
/// A word about a subscription: begun, ended, all ended. `privacy`: address of the notice, or empty.
std::string subscribed_words(std::string_view language, std::string_view topic, std::string_view off,
                             std::string_view office, std::string_view privacy);
std::string unsubscribed_words(std::string_view language, std::string_view topic, std::string_view on);
std::string stopped_words(std::string_view language);

/// Where a template greets somebody whose name is not known.
std::string citizen_word(std::string_view language);

}  // namespace urp
