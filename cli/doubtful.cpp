#include "doubtful.hpp"

#include <urp/error.hpp>

#include "ask.hpp"
#include "say.hpp"
#include "ticket_list.hpp"

namespace urp::cli {

void refuse_doubtful_text(const std::string& word, bool takes_ticket) {
  if (word == "-" || !names_tickets(word)) return;
  if (can_ask() && ask_yes(say(_("\"{0}\" could be a ticket. Is it the text?"), word))) return;
  throw Error(Fault::usage, say(_("\"{0}\" could be a ticket: it is not taken for the text"), word),
              say(takes_ticket ? _("this takes one ticket; a text stands behind --: -- {0}")
                               : _("a text stands behind --: -- {0}"),
                  word));
}

}  // namespace urp::cli
