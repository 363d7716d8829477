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

}  // namespace urp
