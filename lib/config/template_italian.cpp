#include "config/template.hpp"

namespace urp::config {

const std::string_view template_italian =
    R"(# urp.toml: configurazione di urp, il canale WhatsApp dell'ufficio relazioni con il pubblico.
#
# Le righe che iniziano con "#" e un nome sono facoltative: mostrano il valore predefinito
# o un esempio, e valgono quando si toglie il "#". Tutte le chiavi: man urp.toml
# Dopo ogni modifica: urp config check, poi systemctl restart urp.
#
# In questo file non ci sono segreti: può leggerlo chiunque lavori su questo server.

[office]
name = "URP"                            # il nome che leggono i cittadini
timezone = "Europe/Rome"
language = @language@                         # lingua delle risposte ai cittadini: "it" o "en"
# Gli operatori, con il nome con cui accedono al server. Se manca: tutti.
#clerks = ["maria", "gianni"]

[roles]
# Chi può vedere i messaggi sigillati, cancellare, ripristinare, esportare in chiaro.
# Se manca: tutti.
#supervisor = ["anna"]

[database]
path = @database@
# Accanto al database urp crea la cartella media/ con gli allegati.

# --- WhatsApp -----------------------------------------------------------------------------
# Gli identificativi si trovano nel pannello di Meta, alla voce WhatsApp, Configurazione API.
# I tre segreti stanno ciascuno in un proprio file di una riga, che solo il servizio può leggere:
#
#     install -m 0600 -o urp -g urp /dev/null /etc/urp/token       (e così app-secret, verify)
#
# Modo 0600, oppure 0640 con un gruppo senza operatori; se altri possono leggerlo, urp lo rifiuta.
# In alternativa le variabili d'ambiente URP_TOKEN, URP_APP_SECRET, URP_VERIFY_TOKEN.

[whatsapp]
#phone_number_id = "106540352242922"
#business_account_id = "102290129340398"
#token_file = "/etc/urp/token"
#app_secret_file = "/etc/urp/app-secret"
#verify_token_file = "/etc/urp/verify"
#base_url = "https://graph.facebook.com" # http:// solo verso questa macchina, per le prove
#version = "v26.0"

[listen]
# Dove urp listen riceve da WhatsApp; davanti sta un server web con HTTPS.
#address = "127.0.0.1"
#port = 8080
#path = "/webhook"
#public_url = "https://urp.example.org/webhook"  # come la conosce WhatsApp; urp doctor la prova

# --- Orari e termini ----------------------------------------------------------------------
# Gli orari di apertura contano per il termine della prima risposta, per l'avviso di ufficio
# chiuso e per le finestre che si chiudono prima della prossima apertura.

[hours]
monday = ["09:00-12:00", "15:30-17:30"]
tuesday = ["09:00-12:00"]
wednesday = ["09:00-12:00"]
thursday = ["09:00-12:00", "15:30-17:30"]
friday = ["09:00-12:00"]
holidays = "italy"                      # feste nazionali, Pasqua compresa; oppure "none"
# Il santo patrono, mese e giorno.
#patron = "10-30"
# Chiusure straordinarie, e giorni con un orario diverso (vincono su tutto).
#closed = ["2026-12-24"]
#open = [{ date = "2026-12-31", hours = ["09:00-11:00"] }]

[terms]
#first_answer = "4h"                    # prima risposta, in ore d'ufficio
# Termini in giorni di calendario per tipo di pratica; se mancano: 30 (legge 241/1990).
#request = "30d"
#report = "30d"
#complaint = "30d"
#suggestion = "30d"
#access = "30d"

# --- Lavoro allo sportello ----------------------------------------------------------------

[threading]
#same_case = "48h"                      # un messaggio entro questo tempo continua la pratica aperta
#reopen_within = "7d"                   # entro questo tempo riapre la pratica chiusa
# Parole di cortesia proprie dell'ufficio, che non aspettano risposta; le solite sono note.
#courtesy = ["grazie", "grazie mille", "ok", "perfetto"]

[desk]
#claim = "1d"                           # senza mosse per un giorno d'ufficio la pratica torna libera
#close_waiting = "14d"                  # il cittadino non risponde: la pratica si chiude

[reply]
#hold = "5s"                            # ripensamento prima dell'invio; ctrl-C riprende il messaggio
#knock = "risposta_pronta"              # modello che invita il cittadino a scrivere
#park_expires = "14d"                   # una risposta sospesa più a lungo torna all'ufficio

[automatic]
# Messaggi automatici, al più uno ogni 12 ore a persona. "" o niente: spento. Si possono usare
# {ticket} {name} {office} {presented} {due} {term} {service} {next_opening} {privacy}
#welcome = "Benvenuto al servizio WhatsApp di {office}. Informativa privacy: {privacy}"
#receipt = "Abbiamo ricevuto la sua richiesta, pratica {ticket} del {presented}. Risponderemo entro il {due}."
#away = "L'ufficio ora è chiuso. Riapriamo {next_opening}."
#closed = "La pratica {ticket} è conclusa. Grazie di averci scritto."
#reminder = "Per la pratica {ticket} aspettiamo ancora una sua risposta."
#survey = false                         # dopo la chiusura chiede un giudizio
#budget = 800                           # messaggi automatici al mese; oltre, solo le ricevute
#daily = 4                              # al più tanti a persona in 24 ore, anche verso un'altra macchina

[privacy]
#url = "https://www.example.org/privacy"
#version = "2026-01"

[media]
#link = "https://desk.example.org/media/{sha256}{ext}" # come i terminali collegano gli allegati
#max_size = "100MB"

# --- Servizi competenti e regole ----------------------------------------------------------
# Un blocco [[service]] per servizio; le regole si provano in ordine su ogni messaggio di una
# pratica che nessun operatore ha ancora toccato e vale la prima che corrisponde: "suggest"
# propone, "route" inoltra da sola.

#[[service]]
#slug = "lavori-pubblici"
#name = "Lavori pubblici"
#mail = "lavori.pubblici@example.org"

#[[rule]]
#service = "lavori-pubblici"
#words = ["buca", "marciapiede", "lampione"]
#patterns = ["perdita (di|del) gas"]    # espressioni regolari, minuscole senza accenti
#has = ["image"]                        # che cosa porta il messaggio
#language = ""                          # "it", "en" ...: qualsiasi
#when = "any"                           # oppure "open", "closed": secondo gli orari
#apply = "suggest"
#urgent = false
#kind = "report"
#tag = "strade"

[mail]
# Per inoltrare ai servizi; anche la password sta in un file, modo 0600.
#url = "smtps://smtp.example.org:465"
#from = "urp@example.org"
#user = "urp"
#password_file = "/etc/urp/mail-password"
#ca_file = ""                           # di un'autorità propria; "": quelle del sistema
#attach_max = "15MB"                    # allegati di una lettera; il resto è solo elencato
#remind = "7d"                          # sollecita il servizio che non risponde oltre il termine; "0d": mai

[canned]
# Risposte pronte: urp reply 415 --canned orari
#orari = "Gli uffici sono aperti dal lunedì al venerdì dalle 9 alle 12."

[search]
# Ricerche con un nome: urp search @strade, urp inbox @strade
#strade = "buca OR voragine -stato:chiusa"

[alias]
# Parole dell'ufficio per un comando con le sue opzioni: urp mie
#mie = "inbox --mine"

# --- Avvisi -------------------------------------------------------------------------------
# Ci si iscrive scrivendo la parola, da sola: maiuscole, accenti e spazi non contano.

#[[topic]]
#slug = "protezione-civile"
#name = "Protezione civile"
#on = ["PROTEZIONE CIVILE ON"]
#off = ["PROTEZIONE CIVILE OFF"]
#urgent = true                          # può ignorare le ore di silenzio

[notice]
#rate = 20                              # messaggi al secondo
#daily = 2000                           # persone fuori finestra in 24 ore
#quiet = "20:00-08:00"                  # ore di silenzio
#approve_above = 500                    # oltre, serve un secondo operatore

[price]
# Euro per messaggio, secondo il listino di WhatsApp; serve solo per stimare i costi.
#utility = 0.03
#marketing = 0.06
#service = 0.0

# --- Conservazione e riservatezza ---------------------------------------------------------

#[[retention]]
#class = "ordinary"                     # altre tre, senza kinds: contacts, journal, mail
#kinds = ["request", "suggestion"]
#keep = "5y"
#authorisation = true                   # per distruggere serve il numero di un'autorizzazione

[moderation]
# Chiave pubblica a cui si cifrano gli originali dei messaggi nascosti; quella privata sta altrove.
#seal_key = "/etc/urp/seal-key"
#appeal = "Per contestare: urp@example.org"   # in fondo a ogni ammonimento
#words = ["parolaccia"]                 # un messaggio che ne ha una è sospetto: si vede, non si toglie
#links = false                          # lo è anche quello con un indirizzo web
#flood = 0                              # e chi ne scrive più di tanti in un minuto; 0: mai
#[moderation.warn]                      # che cosa scrive urp flag --warn, per motivo
#offensive = "La preghiamo di usare un linguaggio rispettoso."

[audit]
# La testa del registro, ogni giorno: un file che lascia questa macchina, o che nessun operatore può scrivere.
#head = "/var/log/urp/registro"
#tsa = "https://tsa.example.org"        # autorità di marcatura temporale (RFC 3161)
#tsa_ca = "/etc/urp/tsa.pem"            # i suoi certificati: urp verify controlla le marche

[archive]
# Che cosa dicono dell'ente i fascicoli e i dati aperti.
#office_code = "c_b354"                 # codice IPA
#area = "AOO1"                          # area organizzativa omogenea: anche il nome del registro di protocollo
#publisher = "Comune di Cagliari"
#license = "https://creativecommons.org/licenses/by/4.0/"
#url = "https://dati.example.org/urp/"

[stats]
#clerks = false                         # cifre per singolo operatore: solo se gli accordi lo permettono

[ui]
# Aspetto per chi usa il terminale; ogni operatore può averne uno proprio in ~/.config/urp/urp.toml
#language = "it"
#colour = "auto"                        # oppure "always", "never"
#pager = "less -FRX"
#editor = "nano"
#inbox = "servizio:ambiente"             # ciò che elenca `urp inbox` da solo al terminale: parole di urp search
)";

}  // namespace urp::config
