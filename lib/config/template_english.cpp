#include "config/template.hpp"

namespace urp::config {

const std::string_view template_english =
    R"(# urp.toml: configuration of urp, the WhatsApp desk of a public relations office.
#
# Lines that begin with "#" and a name are optional: they show the default or an example,
# and count once the "#" is removed. All keys: man urp.toml
# After every change: urp config check, then systemctl restart urp.
#
# There are no secrets in this file: everybody who works on this server may read it.

[office]
name = "URP"                            # the name that citizens read
timezone = "Europe/Rome"
language = @language@                         # what citizens are answered in: "it" or "en"
# The clerks, by the name they log in with. Left out: everybody.
#clerks = ["maria", "gianni"]

[roles]
# Who may see sealed messages, erase, restore, export names and numbers. Left out: everybody.
#supervisor = ["anna"]

[database]
path = @database@
# Beside the database urp creates the folder media/ for attachments.

# --- WhatsApp -----------------------------------------------------------------------------
# The identifiers stand in Meta's dashboard under WhatsApp, API Setup.
# Each of the three secrets is one line in a file of its own, which only the service may read:
#
#     install -m 0600 -o urp -g urp /dev/null /etc/urp/token      (and so app-secret, verify)
#
# Mode 0600, or 0640 with a group that holds no clerk; a file that others can read is refused.
# Or in the environment: URP_TOKEN, URP_APP_SECRET, URP_VERIFY_TOKEN.

[whatsapp]
#phone_number_id = "106540352242922"
#business_account_id = "102290129340398"
#token_file = "/etc/urp/token"
#app_secret_file = "/etc/urp/app-secret"
#verify_token_file = "/etc/urp/verify"
#base_url = "https://graph.facebook.com" # http:// only to this machine, for rehearsals
#version = "v26.0"

[listen]
# Where urp listen receives from WhatsApp; a web server with HTTPS stands before it.
#address = "127.0.0.1"
#port = 8080
#path = "/webhook"
#public_url = "https://urp.example.org/webhook"  # as WhatsApp knows it; urp doctor tries it

# --- Hours and terms ----------------------------------------------------------------------
# The opening hours count for the term of the first answer, for the message that the office is
# closed, and for the windows that close before the next opening.

[hours]
monday = ["09:00-12:00", "15:30-17:30"]
tuesday = ["09:00-12:00"]
wednesday = ["09:00-12:00"]
thursday = ["09:00-12:00", "15:30-17:30"]
friday = ["09:00-12:00"]
holidays = "italy"                      # national holidays with Easter; or "none"
# The patron saint, month and day.
#patron = "10-30"
# Single days without hours, and days with other hours (these win over everything).
#closed = ["2026-12-24"]
#open = [{ date = "2026-12-31", hours = ["09:00-11:00"] }]

[terms]
#first_answer = "4h"                    # the first answer, in office hours
# Terms in calendar days for each kind of case; left out: 30 (law 241/1990).
#request = "30d"
#report = "30d"
#complaint = "30d"
#suggestion = "30d"
#access = "30d"

# --- Work at the desk ---------------------------------------------------------------------

[threading]
#same_case = "48h"                      # a message within this time continues the open case
#reopen_within = "7d"                   # within this time it reopens the closed one
# The office's own words of courtesy, which wait for no answer; the usual ones are known.
#courtesy = ["grazie", "grazie mille", "ok", "perfetto"]

[desk]
#claim = "1d"                           # a case without a move for a day of office time is free again
#close_waiting = "14d"                  # the citizen does not answer: the case is closed

[reply]
#hold = "5s"                            # time to think again before it leaves; ctrl-C takes it back
#knock = "risposta_pronta"              # the template that asks the citizen to write
#park_expires = "14d"                   # an answer parked for longer goes back to the office

[automatic]
# Automatic messages, at most one a person in 12 hours. "" or nothing: switched off. They may name
# {ticket} {name} {office} {presented} {due} {term} {service} {next_opening} {privacy}
#welcome = "Welcome to {office} on WhatsApp. How we use your data: {privacy}"
#receipt = "We have received your request, case {ticket} of {presented}. We will answer by {due}."
#away = "The office is closed now. We open again {next_opening}."
#closed = "Case {ticket} is closed. Thank you for writing to us."
#reminder = "We still wait for your answer on case {ticket}."
#survey = false                         # asks for an opinion after closing
#budget = 800                           # automatic messages a month; beyond it only receipts
#daily = 4                              # at most so many a person in 24 hours, also to another machine

[privacy]
#url = "https://www.example.org/privacy"
#version = "2026-01"

[media]
#link = "https://desk.example.org/media/{sha256}{ext}" # how terminals link attachments
#max_size = "100MB"

# --- Services and rules -------------------------------------------------------------------
# One [[service]] for each; the rules are tried in order on every message of a case that no
# clerk has touched yet, and the first that matches counts: "suggest" proposes, "route" hands over by itself.

#[[service]]
#slug = "lavori-pubblici"
#name = "Lavori pubblici"
#mail = "lavori.pubblici@example.org"

#[[rule]]
#service = "lavori-pubblici"
#words = ["buca", "marciapiede", "lampione"]
#patterns = ["perdita (di|del) gas"]    # regular expressions, small letters without accents
#has = ["image"]                        # what the message carries
#language = ""                          # "it", "en" ...: any
#when = "any"                           # or "open", "closed": by the opening hours
#apply = "suggest"
#urgent = false
#kind = "report"
#tag = "strade"

[mail]
# For handing over to services; the password stands in a file too, mode 0600.
#url = "smtps://smtp.example.org:465"
#from = "urp@example.org"
#user = "urp"
#password_file = "/etc/urp/mail-password"
#ca_file = ""                           # of an authority of one's own; "": the system's
#attach_max = "15MB"                    # of one letter; the rest is listed
#remind = "7d"                          # a service that does not answer, past its term; "0d": never

[canned]
# Ready answers: urp reply 415 --canned orari
#orari = "The offices are open from Monday to Friday, 9 to 12."

[search]
# Searches under a name: urp search @roads, urp inbox @roads
#roads = "pothole OR pavement -state:closed"

[alias]
# Words of the office's own for a command with its options: urp mine
#mine = "inbox --mine"

# --- Notices ------------------------------------------------------------------------------
# People subscribe by writing the word, alone: capitals, accents and blanks do not count.

#[[topic]]
#slug = "protezione-civile"
#name = "Civil protection"
#on = ["PROTEZIONE CIVILE ON"]
#off = ["PROTEZIONE CIVILE OFF"]
#urgent = true                          # may ignore the quiet hours

[notice]
#rate = 20                              # messages a second
#daily = 2000                           # people outside their window in 24 hours
#quiet = "20:00-08:00"                  # quiet hours
#approve_above = 500                    # beyond it a second clerk must approve

[price]
# Euro a message, by WhatsApp's price list; used only to estimate the costs.
#utility = 0.03
#marketing = 0.06
#service = 0.0

# --- Retention and confidentiality --------------------------------------------------------

#[[retention]]
#class = "ordinary"                     # three more, without kinds: contacts, journal, mail
#kinds = ["request", "suggestion"]
#keep = "5y"
#authorisation = true                   # destroying needs the number of an authorisation

[moderation]
# The public key to which originals of hidden messages are encrypted; the private one is elsewhere.
#seal_key = "/etc/urp/seal-key"
#appeal = "To object: urp@example.org"  # at the end of each warning
#words = ["insult"]                     # a message with one of them is suspected: marked, never removed
#links = false                          # so is one with a web address
#flood = 0                              # and who writes more than so many in a minute; 0: never
#[moderation.warn]                      # what urp flag --warn says, by ground
#offensive = "Please use a respectful tone."

[audit]
# The head of the audit chain, each day: a file that leaves this machine, or that no clerk can write.
#head = "/var/log/urp/audit-head"
#tsa = "https://tsa.example.org"        # a time stamp authority (RFC 3161)
#tsa_ca = "/etc/urp/tsa.pem"            # its certificates: urp verify looks at the stamps

[archive]
# What dossiers and open data say of who made them.
#office_code = "c_b354"                 # in the index of public administrations (IPA)
#area = "AOO1"                          # the organisational area: the name of the register, too
#publisher = "Comune di Cagliari"
#license = "https://creativecommons.org/licenses/by/4.0/"
#url = "https://dati.example.org/urp/"

[stats]
#clerks = false                         # figures for each clerk: only where agreements allow them

[ui]
# How terminals look; every clerk may have an own choice in ~/.config/urp/urp.toml
#language = "en"
#colour = "auto"                        # or "always", "never"
#pager = "less -FRX"
#editor = "nano"
#inbox = "service:ambiente"              # what plain `urp inbox` lists on a terminal: words of urp search
)";

}  // namespace urp::config
