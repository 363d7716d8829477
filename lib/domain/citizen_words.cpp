#include "domain/citizen_words.hpp"

#include <fmt/format.h>

namespace urp {

std::string routed_words(std::string_view language, TicketId ticket, std::string_view service,
                         std::string_view office) {
  const char* words = language == "en"
                          ? "Your case {0} was handed to the competent service: {1}. {2}"
                          : "La Sua pratica {0} è stata inoltrata al servizio competente: {1}. {2}";
  return fmt::format(fmt::runtime(words), to_string(ticket), service, office);
}

std::string ask_location_words(std::string_view language) {
  return language == "en" ? "Please send us the position, with the button below."
                          : "Ci mandi per favore la posizione, con il pulsante qui sotto.";
}

std::string ask_phone_words(std::string_view language) {
  return language == "en" ? "Please share your phone number, with the button below."
                          : "Ci comunichi per favore il Suo numero di telefono, con il pulsante qui sotto.";
}

std::string citizen_word(std::string_view language) {
  return language == "en" ? "citizen" : "cittadino";
}

}  // namespace urp
