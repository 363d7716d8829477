#include "tutorial_steps.hpp"

#include <urp/desk/inbox.hpp>
#include <urp/desk/look.hpp>
#include <urp/desk/moderate.hpp>
#include <urp/desk/thread.hpp>

#include "say.hpp"

namespace urp::cli {
namespace {

using std::chrono::minutes;

constexpr TicketId pothole{1}, hours{2}, insult{3}, thanks{4}, waste{5};

bool has_answer(Office& office, TicketId ticket) {
  ShowRequest request;
  request.ticket = ticket;
  for (const Message& message : show_ticket(office, request).messages) {
    if (message.direction == Direction::out && !message.automatic && message.status != Delivery::cancelled)
      return true;
  }
  return false;
}

bool is_held(Office& office) {
  InboxRequest request;
  request.filter.clerk = office.actor().clerk;
  request.filter.postponed = true;
  return list_inbox(office, request).total > 0;
}

bool waits_for_us(Office& office, TicketId ticket) {
  const Ticket found = find_ticket(office, ticket);
  return turn_of(found.state) == Turn::office && !found.postponed_until;
}

}  // namespace

std::string tutorial_settings(bool italian) {
  const std::string common = R"([whatsapp]
phone_number_id = "100000000000001"
base_url = "http://127.0.0.1:9"
[database]
path = "urp.db"
[reply]
hold = "3s"
[mail]
url = "smtp://127.0.0.1:9"
from = "urp@example.org"
[hours]
monday = ["00:00-24:00"]
tuesday = ["00:00-24:00"]
wednesday = ["00:00-24:00"]
thursday = ["00:00-24:00"]
friday = ["00:00-24:00"]
saturday = ["00:00-24:00"]
sunday = ["00:00-24:00"]
)";
  if (italian) {
    return "[office]\nname = \"URP di prova\"\nlanguage = \"it\"\n" + common + R"([[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
mail = "lavori.pubblici@example.org"
[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "lavori-pubblici"
words = ["buca"]
[canned]
orari = "Gli uffici sono aperti dal lunedì al venerdì dalle 9 alle 12."
)";
  }
  return "[office]\nname = \"Practice office\"\nlanguage = \"en\"\n" + common + R"([[service]]
slug = "lavori-pubblici"
name = "Public works"
mail = "works@example.org"
[[service]]
slug = "ambiente"
name = "Environment"
[[rule]]
service = "lavori-pubblici"
words = ["pothole"]
[canned]
orari = "The offices are open from Monday to Friday, 9 to 12."
)";
}

std::vector<PracticeMessage> tutorial_citizens(bool italian) {
  const auto one_of = [italian](const char* it, const char* en) { return std::string(italian ? it : en); };
  return {
      {"393330000201", "Rita Prova",
       one_of("C'è una buca davanti alla scuola.", "There is a pothole at the school."), minutes(50)},
      {"393330000202", "Ugo Esempio", one_of("Quando siete aperti?", "When are you open?"), minutes(40)},
      {"393330000203", "Anonimo Finto", one_of("Siete degli incapaci!", "You are useless!"), minutes(30)},
      {"393330000204", "Ada Saggio",
       one_of("Vi richiamo giovedì per il modulo.", "I will call about the form on Thursday."), minutes(20)},
      {"393330000205", "Leo Modello",
       one_of("I rifiuti di ieri li avete già ritirati.", "You took yesterday's waste already."),
       minutes(10)},
  };
}

std::vector<TutorialStep> tutorial_steps() {
  return {
      {_("The day at a glance: whose turn it is, what is late, what goes out. Look at it first. (Its line "
         "with !! is "
         "right: nobody writes to a practice office.)"),
       "urp",
       {}},
      {_("What waits for the office stands in the inbox. next takes the first case that is free: it is yours "
         "now."),
       "urp next", is_held},
      {_("It is a matter for another office. The rules propose Public works; --tell informs the citizen."),
       "urp route 1 lavori-pubblici --tell",
       [](Office& office) { return find_ticket(office, pothole).state == TicketState::routed; }},
      {_("Somebody asks for the opening hours. A canned answer is quickest; urp similar 2 shows what was "
         "answered "
         "before."),
       "urp reply 2 --canned orari", [](Office& office) { return has_answer(office, hours); }},
      {_("Insults are hidden: gone from every view, sealed, and back with --undo."),
       _("urp flag 3/1 offensive --hide"),
       [](Office& office) {
         const auto flag = find_flag(office, {insult, 1});
         return flag && flag->hidden;
       }},
      {_("What can wait is put off until a time, or until the citizen writes."), _("urp later 4 3d"),
       [](Office& office) { return find_ticket(office, thanks).postponed_until.has_value(); }},
      {_("What is done is closed, with its outcome."), _("urp close 5 --outcome resolved"),
       [](Office& office) { return find_ticket(office, waste).state == TicketState::closed; }},
      {_("All of this with single keys is triage: what is left is case 3. Close it with x, then q."),
       "urp triage", [](Office& office) { return !waits_for_us(office, insult); }},
  };
}

}  // namespace urp::cli
