# Letters to services: what they hold, how far they came whatever the mail server does, never one twice.
. "$(dirname "$0")/lib.sh"

export URP_LANG=en URP_CLERK=maria
start_sim
letter_state() { sql "SELECT state FROM dispatch WHERE ticket = $1 ORDER BY id DESC LIMIT 1"; }
# A new case of another citizen, routed; its number is in $case.
routed_case() {
  case=$(( ${case:-0} + 1 ))
  citizen_writes "3933300003$(printf %02d "$case")" 'Maria Serra' "Il cassonetto di via Roma $case è pieno"
  expect 0 "$urp" route "$case" "${1:-ambiente}"
}
again() { sql 'UPDATE letter SET not_before = 0'; "$urp" sync > out 2> err; }

# look FILE: what Python's reader finds in a letter; it complains of every defect.
look() {
  python3 - "$1" > seen <<'END'
import email, email.policy, sys
data = open(sys.argv[1], "rb").read()
assert b"\r\n" in data and b"\n" not in data.replace(b"\r\n", b""), "lines end with CRLF"
assert max(len(line) for line in data.split(b"\r\n")) < 998
data.decode("ascii")
letter = email.message_from_bytes(data, policy=email.policy.strict)
for name in ("Subject", "From", "To", "Reply-To", "Message-ID", "In-Reply-To", "Date", "Auto-Submitted"):
    print(name + ":", letter[name])
for part in letter.walk():
    assert not part.defects, part.defects
    print("part:", part.get_content_type(), part.get_filename() or "")
print(letter.get_body(("plain",)).get_content())
page = letter.get_body(("html",)).get_content()
assert "<script" not in page and "http" not in page and '<html lang="' in page
print("page:", len(page) > 500)
END
  [ $? -eq 0 ] || fail "$1 is no proper letter"
}

# --- What a letter holds -------------------------------------------------------------------------------------
start_sink mail
mail_office "smtp://$smtp"
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000301 'Żółć Müller 🙂' 'Buongiorno, il cassonetto è pieno\nFrom mercoledì nessuno lo svuota.\n.'
sim inbound '{"from":"393330000301","image":{"size":200000,"caption":"Ecco la foto"}}'
sim inbound '{"from":"393330000301","text":"parole da nascondere"}'
sim inbound '{"from":"393330000301","document":{"size":14000000,"mime_type":"application/pdf","filename":"pratica.pdf"}}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM message') = 4 ]"
expect 0 "$urp" sync
expect 0 "$urp" note 1 'il caposquadra lo sa'
expect 0 "$urp" flag 1/3 offensive --hide
expect 0 "$urp" subject 1 'Cassonetto di via Roma, così è pieno 🗑'
case=1
expect 0 "$urp" route 1 ambiente --copy lavori --note 'prima di sera, grazie'
equal "$(sql 'SELECT group_concat(state) FROM dispatch')" sent,sent "both letters left by themselves"
look mail/1.eml
contains seen 'Subject: URP-1: Cassonetto di via Roma, così è pieno 🗑'
contains seen 'From: URP Comune di Cagliari <urp@example.org>'
contains seen 'To: Servizio Ambiente è Città <ambiente@example.org>'
contains seen "Reply-To: URP Comune di Cagliari <urp+d$(sql 'SELECT token FROM dispatch WHERE id = 1')@example.org>"
contains seen "Message-ID: <urp.$(sql 'SELECT token FROM letter_attempt WHERE letter = 1')@example.org>"
contains seen 'prima di sera, grazie'
contains seen 'Żółć Müller 🙂'
contains seen 'Rispondere entro: '
contains seen '  From mercoledì nessuno lo svuota.'
contains seen 'part: image/jpeg 1-2.jpg'
contains seen '1-4.pdf (application/pdf, 14,0 MB): non allegato, la lettera sarebbe troppo grande'
lacks seen 'part: application/pdf'
lacks seen 'parole da nascondere'
lacks seen 'caposquadra'
contains mail/1.to '<ambiente@example.org>'
contains mail/2.to '<lavori@example.org>'
look mail/2.eml
contains seen 'per conoscenza'
expect 0 "$urp" show 1 --json
contains out '"dispatches":[{"service":"ambiente","lead":true,"state":"sent","sent_at":"'
URP_FORCE_TTY=80 "$urp" show 1 --peek > out
contains out 'mail sent'
expect 0 "$urp" inbox --all
equal "$(cut -f1,14 out)" '1	sent' "how far the letter came, for programs"
expect 0 "$urp" inbox --all --json
contains out '"dispatches":[{"service":"ambiente","lead":true,"state":"sent",'
expect 0 "$urp" outbox
same out < /dev/null

# Only some messages; by hand; recalled: the service hears of it.
expect 0 "$urp" route 1 --recall
equal "$(ls mail/*.eml | wc -l)" 4 "each of them is told"
look mail/3.eml
contains seen 'Subject: URP-1 richiamata: '
contains seen "In-Reply-To: <urp.$(sql 'SELECT token FROM letter_attempt WHERE letter = 1')@example.org>"
lacks seen 'cassonetto è pieno'
equal "$(letter_state 1)" recalled
expect 0 "$urp" route 1/2 ambiente
look mail/5.eml
contains seen 'part: image/jpeg 1-2.jpg'
lacks seen 'mercoledì'
expect 0 "$urp" route 1 --recall
before=$(ls mail/*.eml | wc -l)
expect 0 "$urp" route 1 ambiente --no-mail
equal "$(letter_state 1)" by_hand
equal "$(ls mail/*.eml | wc -l)" "$before" "nothing is mailed with --no-mail"

# Words of every language: a strict reader finds no defect, and what was written.
for words in 'Straßenlaterne in der Süßwarengaße: „Größe M“' 'Perché così? Città, virtù, più né' '🗑🗑 👨‍👩‍👧‍👦 🇮🇹' \
    '=?utf-8?q?non_=C3=A8?=' "$(printf 'Zeilenumbruchäöüß%.0s' $(seq 11))" "$(printf 'x%.0s' $(seq 190))"; do
  expect 0 "$urp" route 1 --recall
  expect 0 "$urp" subject 1 "$words"
  expect 0 "$urp" route 1 ambiente --note "$words $(printf 'y%.0s' $(seq 3000))"
  look "mail/$(ls mail/*.eml | wc -l).eml"
  contains seen "Subject: URP-1: $words"
  contains seen "  $words y"
done
look "mail/$(($(ls mail/*.eml | wc -l) - 1)).eml"
contains seen 'Subject: URP-1 richiamata: Zeilenumbruchäöüß'

# --- What the server may do, and what it leads to ----------------------------------------------------------------
# fault MODE STATE: a letter that meets this ends so.
fault() {
  local taken; taken=$(ls mail/*.eml | wc -l)
  echo "$1" > mail/mode
  routed_case
  equal "$(letter_state "$case")" "$2" "after $1"
  echo ok > mail/mode
  again
  again
  local more; more=$(( $(ls mail/*.eml | wc -l) - taken ))
  case $2 in
    queued) equal "$more" 1 "letters after $1 and a server that is well" ;;
    failed) equal "$more" 0 "letters after $1"
            equal "$(sql "SELECT state FROM ticket WHERE id = $case")" open "back at the office after $1"
            equal "$("$urp" inbox | grep "^$case	" | cut -f14)" failed "in the inbox after $1" ;;
    uncertain) equal "$(letter_state "$case")" uncertain "not sent again by itself after $1"
               equal "$more" "$3" "letters after $1" ;;
  esac
}
for mode in greeting=554 greeting! ehlo! mail=421 mail! rcpt=450 rcpt! data=452 dot=451 dot=452; do fault "$mode" queued; done
for mode in mail=550 rcpt=550 data=554 dot=552; do fault "$mode" failed; done
fault dot! uncertain 1

expect 0 "$urp" outbox --uncertain
contains out "$case/ambiente	uncertain	ambiente	maria"
expect 0 "$urp" status --json
contains out '"code":"letters_uncertain"'
contains out '"code":"letters_failed"'
expect 2 "$urp" outbox resend "$case/ambiente" < /dev/null
expect 7 "$urp" outbox resend 1/ambiente --yes
expect 3 "$urp" outbox give-up 1/boh
expect 0 "$urp" outbox resend "$case/ambiente" --yes
equal "$(letter_state "$case")" sent "sent once more"
expect 0 "$urp" outbox --json
contains out '"letters":[]'

# A hang-up in the middle of a large one: certainly not taken.
echo 'half!' > mail/mode
case=$((case + 1))
citizen_writes 393330000388 'Anna Melis' 'Ecco'
sim inbound '{"from":"393330000388","image":{"size":4000000}}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM message WHERE ticket = $case') = 2 ]"
"$urp" sync > out 2> err
expect 0 "$urp" route "$case" ambiente
equal "$(letter_state "$case")" queued "after half of it"
echo ok > mail/mode
again
equal "$(letter_state "$case")" sent

# --- Killed ------------------------------------------------------------------------------------------------------
# killed MODE LETTERS: while the server holds on at this point.
killed() {
  local taken calls; taken=$(ls mail/*.eml | wc -l)
  echo 'greeting!' > mail/mode
  routed_case
  sql 'UPDATE letter SET not_before = 0'
  echo "$1" > mail/mode
  calls=$(wc -c < mail/calls)
  "$urp" sync > out 2> err &
  local sender=$!
  wait_for 20 sh -c "[ \$(wc -c < mail/calls) -gt $calls ] && [ \$(ls mail/*.eml | wc -l) -eq $((taken + $2)) ]"
  kill -9 "$sender"
  wait "$sender" 2> /dev/null
  echo ok > mail/mode
  again
  again
  equal "$(letter_state "$case")" uncertain "killed at $1"
  equal "$(ls mail/*.eml | wc -l)" "$((taken + $2))" "letters of one killed at $1"
}
killed mail~ 0
killed dot~ 1
expect 0 "$urp" outbox give-up "$case/ambiente"
equal "$(sql "SELECT state FROM ticket WHERE id = $case")" open "given up: the office's"

# --- Overdue -----------------------------------------------------------------------------------------------------
routed_case
taken=$(ls mail/*.eml | wc -l)
sql "UPDATE dispatch SET due_at = 1 WHERE ticket = $case"
expect 0 "$urp" sync
expect 0 "$urp" sync
equal "$(ls mail/*.eml | wc -l)" "$((taken + 1))" "reminded once"
look "mail/$((taken + 1)).eml"
contains seen 'Sollecito'
contains seen 'Auto-Submitted: auto-generated'
sql "UPDATE letter SET at = at - 8 * 86400 WHERE kind = 'reminder'"
expect 0 "$urp" sync
equal "$(ls mail/*.eml | wc -l)" "$((taken + 2))" "and again after a week"
equal "$(letter_state "$case")" sent
expect 0 "$urp" route "$case" --recall
expect 0 "$urp" sync
equal "$(sql "SELECT count(*) FROM event WHERE verb = 'remind' AND ticket = $case")" 2 "reminders on record"

# --- TLS and login -------------------------------------------------------------------------------------------------
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=sink -addext subjectAltName=IP:127.0.0.1 \
  -keyout key.pem -out cert.pem 2> /dev/null
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=other -addext subjectAltName=DNS:other.example.org \
  -keyout other-key.pem -out other.pem 2> /dev/null
printf 'right\n' > mail-password; chmod 600 mail-password
login="user = 'urp'
password_file = 'mail-password'"
# secured SCHEME SINK-OPTION: nothing to a server we cannot trust, and to one that does not know us.
secured() {
  start_sink "tls$2" "$2" --cert cert.pem --key key.pem --login urp:right
  local url=$1://$smtp
  mail_office "$url" "$login"
  routed_case
  equal "$(letter_state "$case")" queued "an unknown authority"
  mail_office "$url" "ca_file = 'other.pem'
$login"
  again
  equal "$(letter_state "$case")" queued "another authority"
  [ ! -s "tls$2/1.eml" ] || fail "a letter to a server that nobody vouches for"
  printf 'sbagliata\n' > mail-password
  mail_office "$url" "ca_file = 'cert.pem'
$login"
  again
  equal "$(letter_state "$case")" queued "a wrong password"
  sql "DELETE FROM alarm"
  again
  contains err 'letters to services wait'
  lacks err sbagliata
  "$urp" doctor --offline > out
  contains out $'!!\tmail\tletters to services wait: '
  lacks out sbagliata
  # Nor does it stand in the database, however the server quotes it.
  equal "$(sql .dump | grep -cE 'sbagliata|AHVycABzYmFnbGlhdGE')" 0 'lines of the database with the password'
  sql 'SELECT error_text FROM letter WHERE error_text IS NOT NULL' > told; contains told 'wrong user or password: (password) '
  chmod 644 mail-password
  again
  equal "$(letter_state "$case")" queued "a password that all can read"
  chmod 600 mail-password
  printf 'right\n' > mail-password
  again
  equal "$(letter_state "$case")" sent "trusted and known"
  "$urp" doctor --offline > out
  contains out $'ok\tmail\t'
}
secured smtp --starttls
secured smtps --smtps
start_sink mismatch --smtps --cert other.pem --key other-key.pem
mail_office "smtps://$smtp" "ca_file = 'other.pem'"
routed_case
equal "$(letter_state "$case")" queued "a certificate of another name"
# One that waits and was never tried: nobody sends.
sql "UPDATE letter SET error_text = NULL, queued_at = queued_at - 3601 WHERE state = 'queued'"
"$urp" doctor --offline > out
contains out $'!!\tmail\tletters to services wait for more than an hour'
stop_listen
