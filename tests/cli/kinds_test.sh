# Every kind of message out: files, templates, reactions, positions, questions, long texts, several people at once; and
# what goes beside messages: blue ticks and the knock.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office '[reply]
knock = "risposta_pronta"
[canned]
orari = "Siamo aperti dal lunedì al venerdì, 9-12."'
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"
sim statuses '{"mode":"none"}'
rested() { sql "UPDATE attempt SET claimed_at = claimed_at - 60; DELETE FROM person_hold"; }  # five in half a minute
citizen_writes 393330000102 'Maria Serra' 'Una buca in via Roma'
citizen_writes 393330000103 'Paolo Usai' 'Un lampione spento'

# The bytes say what a file is, not its name alone.
jpeg() { { printf '\377\330\377\340'; head -c "$1" /dev/zero; } > "$2"; }
jpeg 4000 foto.jpg; jpeg 6000000 grande.jpg; printf 'ciao' > finta.jpg; : > vuota.pdf; printf 'x' > programma.exe
{ printf '%%PDF-1.4\n'; head -c 3000 /dev/zero; } > modulo.pdf
{ printf 'OggS'; head -c 24 /dev/zero; printf 'OpusHead\001\001'; head -c 900 /dev/zero; } > voce.opus
{ printf 'RIFF\0\0\0\0WEBPVP8X'; head -c 900 /dev/zero; } > adesivo.webp

ledger_has() { sim ledger; grep -qF -- "$1" sim.answer || { fail "the ledger lacks $1"; cat sim.answer >&2; }; }

expect 0 "$urp" reply 1 'Ecco il modulo.' --attach modulo.pdf --attach foto.jpg --wait
equal "$(cut -f1,2 out)" $'1/2\tsent\n1/3\tsent'
ledger_has '"type":"document","text":"Ecco il modulo."'
ledger_has '"filename":"modulo.pdf"'
ledger_has '"type":"image"'
rested
expect 0 "$urp" reply 1 --attach voce.opus --attach adesivo.webp --attach modulo.pdf --wait --json
contains out '"all":["1/4","1/5","1/6"]'
ledger_has '"voice":true'
ledger_has '"type":"sticker"'
equal "$(sql "SELECT count(*) FROM upload")" 4 "a file that WhatsApp has is not uploaded again"
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out 'voice'
contains out 'modulo.pdf'
for wrong in grande.jpg finta.jpg vuota.pdf programma.exe; do
  expect 2 "$urp" reply 1 --attach "$wrong"
  contains err "$wrong"
done
expect 3 "$urp" reply 1 --attach nessuno.pdf
contains err 'nessuno.pdf'
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'out'")" 5 "what was refused left no row"

rested
# A file that is gone fails its own message, and nobody else's.
expect 0 "$urp" reply 2 --attach foto.jpg --hold 1h
sql "DELETE FROM upload; UPDATE outbox SET not_before = 0"
mv office/media office/media.away
expect 0 "$urp" sync
mv office/media.away office/media
equal "$(sql "SELECT status || ' ' || error_text FROM message WHERE ticket = 2 AND seq = 2")" 'failed file_missing'
expect 0 "$urp" outbox resend 2/2 --yes
expect 0 "$urp" sync
equal "$(sql "SELECT status FROM message WHERE ticket = 2 AND seq = 2")" sent

# An upload that fails is tried again; one that is refused fails the message.
sim faults '{"next":[{"kind":"html500","on":"upload"}]}'
sql "DELETE FROM upload"
expect 0 "$urp" reply 2 --attach foto.jpg
equal "$(sql "SELECT status FROM message WHERE ticket = 2 AND seq = 3")" queued
sql "UPDATE outbox SET not_before = 0"
expect 0 "$urp" sync
equal "$(sql "SELECT status FROM message WHERE ticket = 2 AND seq = 3")" sent
sim faults '{"next":[{"kind":"status","on":"upload","http":400,"code":131053,"details":"not a picture"}]}'
sql "DELETE FROM upload"
expect 1 "$urp" reply 2 --attach foto.jpg --wait
equal "$(sql "SELECT status || ' ' || error_code FROM message WHERE ticket = 2 AND seq = 4")" 'failed 131053'

rested
# A file that was refused with its message is not offered by the same id again: perhaps it was that.
sim faults '{"next":[{"kind":"status","on":"messages","http":400,"code":131053,"details":"not playable"}]}'
expect 1 "$urp" reply 2 --attach foto.jpg --wait
equal "$(sql "SELECT status || ' ' || error_code FROM message WHERE ticket = 2 AND seq = 5")" 'failed 131053'
equal "$(sql 'SELECT count(*) FROM upload')" 0 "ids that WhatsApp refused"
expect 0 "$urp" outbox resend 2/5 --yes
expect 0 "$urp" sync
equal "$(sql "SELECT status FROM message WHERE ticket = 2 AND seq = 5")" sent

rested
# Reactions are no answer: the turn stays where it is.
citizen_writes 393330000102 'Maria Serra' 'Grazie del modulo, ma quale riquadro compilo?'
expect 0 "$urp" reply 1 --react '👍' --wait
ledger_has '"type":"reaction"'
equal "$(sql "SELECT state FROM ticket WHERE id = 1")" open
expect 0 "$urp" reply 1 --react '' --quote 1/1 --wait
ledger_has '"emoji":""'
expect 2 "$urp" reply 1 --react 'ciao'
contains err 'no emoji'
expect 2 "$urp" reply 1 'parole' --react '👍'

rested
# A position, and questions with a button.
expect 0 "$urp" reply 1 'Ci vediamo qui.' --location '39.2153,9.1107 Via Roma 1' --wait
ledger_has '"latitude":39.2153'
expect 2 "$urp" reply 1 --location 'via Roma'
expect 0 "$urp" reply 1 --ask-location --wait
ledger_has 'location_request_message'
expect 0 "$urp" reply 1 'Ci lascia un numero?' --ask-phone --wait
ledger_has 'request_contact_info'
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out '(asks for the phone number)'
expect 2 "$urp" reply 1 --ask-phone --react '👍'

rested
# Long texts: refused with the number, or cut between paragraphs.
long=$(awk 'BEGIN { for (i = 0; i < 60; i++) { for (j = 0; j < 14; j++) printf "parola%d ", j; printf "\n\n" } }')
expect 2 "$urp" reply 1 "$long"
contains err '--split'
expect 0 "$urp" reply 1 "$long" --split --wait
equal "$(wc -l < out)" 2 "parts of a long text"

rested
# Templates: known ones alone, with every value, also when the window is closed.
expect 3 "$urp" reply 1 --template nessuno
contains err 'urp template'
expect 0 "$urp" template sync
equal "$(cat out)" $'templates\t3'
expect 0 "$urp" template list
equal "$(cut -f1,2,3,5 out)" "$(printf 'allerta_meteo\tit\tAPPROVED\ttesto\npratica_aggiornata\tit\tAPPROVED\tprotocollo\nrisposta_pronta\tit\tAPPROVED\tnome')"
expect 0 "$urp" template show pratica_aggiornata --param protocollo=2026/1
contains out 'La pratica 2026/1 è stata aggiornata.'
expect 0 "$urp" template show pratica_aggiornata --json
contains out '"preview":"La pratica {{protocollo}} è stata aggiornata."'
for wrong in '' 'protocollo=' 'altro=1' 'senza-uguale'; do
  expect 2 "$urp" reply 1 --template pratica_aggiornata ${wrong:+--param "$wrong"}
done
expect 2 "$urp" reply 1 --template pratica_aggiornata --param $'protocollo=a\nb'
expect 2 "$urp" reply 1 'testo' --template pratica_aggiornata
rested
expect 0 "$urp" reply 1 --template pratica_aggiornata --param protocollo=2026/1 --wait
ledger_has '"template":"pratica_aggiornata"'
ledger_has '"parameter_name":"protocollo","text":"2026/1"'
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out 'La pratica 2026/1 è stata aggiornata.'
# WhatsApp says that it is paused: no later than the next answer.
sim templates '{"name":"pratica_aggiornata","body":"La pratica {{protocollo}} è stata aggiornata.","status":"PAUSED","tell":true}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db \"SELECT status FROM template WHERE name = 'pratica_aggiornata'\") = PAUSED ]"
expect 9 "$urp" reply 1 --template pratica_aggiornata --param protocollo=2026/2
contains err 'PAUSED'
expect 1 "$urp" doctor --offline
contains out 'PAUSED pratica_aggiornata it (message_template_status_update)'
expect 0 "$urp" status --json
contains out '"field":"message_template_status_update","event":"PAUSED"'
# The account's pages are walked to the last.
many=$(awk 'BEGIN { printf "["; for (i = 0; i < 230; i++) printf "%s{\"name\":\"avviso_%d\",\"body\":\"Avviso %d\"}", i ? "," : "", i, i; print "]" }')
sim templates "$many"
expect 0 "$urp" template sync
equal "$(cat out)" $'templates\t233'

rested
# The window closes: templates go, free text does not; the knock asks, and what is parked leaves with the next message.
sql "UPDATE service_window SET last_inbound_at = last_inbound_at - 100000"
expect 6 "$urp" reply 2 'Il lampione è riparato.'
contains err '--knock'
expect 0 "$urp" reply 2 'Il lampione è riparato.' --knock --wait
equal "$(cut -f2 out)" $'sent\nparked'
ledger_has '"template":"risposta_pronta"'
ledger_has '"text":"Paolo Usai"'
equal "$(arrived 'Il lampione è riparato.')" 0
citizen_writes 393330000103 'Paolo Usai' 'Eccomi'
expect 0 "$urp" sync
equal "$(arrived 'Il lampione è riparato.')" 1
# Inside the window it changes nothing.
expect 0 "$urp" reply 2 'Di nulla.' --knock --wait
equal "$(cut -f2 out)" sent

rested
# At a terminal urp asks; the draft survives whatever is said.
sql "UPDATE service_window SET last_inbound_at = last_inbound_at - 100000"
TERM=xterm typing "$urp reply 2 'Ancora una cosa.'"
shows '[k]'
press 'd\r'
typed 6
equal "$(sql "SELECT text FROM draft WHERE ticket = 2")" 'Ancora una cosa.'
TERM=xterm typing "$urp reply 2 'Ancora una cosa.' --hold 0s"
shows '[k]'
press 'k\r'
typed 0
equal "$(sql "SELECT group_concat(type || ' ' || status) FROM (SELECT type, status FROM message WHERE ticket = 2 ORDER BY seq DESC LIMIT 2)")" \
  'text parked,template sent'

rested
# Several people: each window and holder by itself, exit 8 when some were left out.
citizen_writes 393330000104 'Rita Puddu' 'Orari?'
expect 2 "$urp" reply 1 2 3 --canned orari
contains err '--yes'
expect 8 "$urp" reply 2 3 --canned orari
contains err 'URP-2'
equal "$(cut -f1 out)" 3
equal "$(arrived 'Siamo aperti dal lunedì al venerdì, 9-12.')" 1
expect 0 "$urp" reply 2 3 --template risposta_pronta --param nome=Lei
printf 'Chiuso per festa.\n' > testo.txt
expect 0 sh -c "printf '3\n' | '$urp' reply - --text-file testo.txt"
equal "$(arrived 'Chiuso per festa.')" 1
expect 2 "$urp" reply 2 3 --canned orari --wait
expect 8 "$urp" reply 2 3 --canned orari --dry-run --json
contains out '"done":[3],"failed":[{"ticket":2,"error":{"code":"window_closed",'

# Blue ticks on take, next and reply alone.
citizen_writes 393330000105 'Anna Melis' 'Buongiorno'
reads() { sim ledger; sed 's/.*"reads":\[//; s/\],.*//' sim.answer | grep -o '"wamid"' | wc -l; }
expect 0 "$urp" sync
before=$(reads)
expect 0 "$urp" show 4
expect 0 "$urp" sync
equal "$(reads)" "$before" "a pipe is no reader"
expect 0 "$urp" take 4
expect 0 "$urp" sync
equal "$(reads)" "$((before + 1))" "read receipts after a take"
equal "$(sql "SELECT count(*) FROM read_receipt WHERE wanted = 1")" 0
expect 0 "$urp" take 4
equal "$(sql "SELECT count(*) FROM read_receipt WHERE wanted = 1")" 0 "what was told is not told again"
stop_listen
