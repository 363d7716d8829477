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

std::string subscribed_words(std::string_view language, std::string_view topic, std::string_view off,
                             std::string_view office, std::string_view privacy) {
  const char* words =
      language == "en"
          ? "From now on you receive here the notices \"{0}\" of {2}. To receive them no more: {1}. "
            "To receive none at all: STOP."
          : "Da ora riceve qui gli avvisi «{0}» di {2}. Per non riceverli più: {1}. Per non ricevere "
            "più nessun avviso: STOP.";
  std::string text = fmt::format(fmt::runtime(words), topic, off, office);
  if (!privacy.empty()) text += (language == "en" ? "\nPrivacy: " : "\nInformativa: ") + std::string(privacy);
  return text;
}

std::string unsubscribed_words(std::string_view language, std::string_view topic, std::string_view on) {
  const char* words = language == "en"
                          ? "Done: you receive no more notices \"{0}\". To receive them again: {1}."
                          : "Fatto: non riceve più gli avvisi «{0}». Per riceverli di nuovo: {1}.";
  return fmt::format(fmt::runtime(words), topic, on);
}

std::string stopped_words(std::string_view language) {
  return language == "en" ? "Done: you receive no more notices from us. You can still write to us here."
                          : "Fatto: non riceve più nostri avvisi. Può sempre scriverci qui.";
}

std::string citizen_word(std::string_view language) {
  return language == "en" ? "citizen" : "cittadino";
}

}  // namespace urp
