# urp reply: what is sent, what is refused and where the words stay; at a terminal, from scripts, several at once.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 "Maria Serra" "Buongiorno, una buca in via Roma"
citizen_writes 393330000103 "Paolo Usai" "Le scuole domani sono aperte?"
citizen_writes 393330000104 "Anna Melis" "Orari dell'anagrafe?"
status_is() { wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db \"SELECT status FROM message WHERE ticket = $1 AND seq = $2\")\" = $3 ]"; }

# A script: sent before the command ends, since nobody else sends; how far it came follows by itself.
expect 0 "$urp" reply 1 'Grazie, la squadra passa domani.' --clerk maria
equal "$(cut -f1 out)" 1/2
equal "$(arrived 'Grazie, la squadra passa domani.')" 1 "sent"
status_is 1 2 read
expect 0 "$urp" show 1 --json
contains out '"outcome":"accepted","code":null}]'
contains out '"state":"waiting"'
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out 'maria: Grazie, la squadra passa domani.'
contains out '✓✓ read'
contains out 'maria takes the ticket and answers'

# A colleague holds it; a reason takes it over.
expect 7 "$urp" reply 1 'Da Gianni' --clerk gianni
contains err 'held by maria'
expect 0 "$urp" reply 1 'Da Gianni' --clerk gianni --steal 'maria è in ferie'
# Changed since it was read.
expect 7 "$urp" reply 1 'Tardi' --clerk gianni --if-revision 1
contains err 'has changed since you read it'

# The same key again: one message, the first result. Another text under it is refused.
expect 0 "$urp" reply 2 'Sì, sono aperte.' --key scuole --json
contains out '"message":{"ticket":2,"number":2,'
contains out '"ticket":{"number":2,'
expect 0 "$urp" reply 2 'Sì, sono aperte.' --key scuole
equal "$(cut -f1 out)" 2/2
expect 7 "$urp" reply 2 'No, sono chiuse.' --key scuole --json
contains err '"code":"conflict","exit":7'
[ -s out ] && fail "an error must not be on stdout: $(cat out)"
equal "$(arrived 'Sì, sono aperte.')" 1 "with a key"
# Eight at once with one key: one message, eight times its result.
pids=()
for i in 1 2 3 4 5 6 7 8; do "$urp" reply 2 'Insieme' --key insieme > "same$i" 2> "same$i.err" & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || fail "the same key at once: $(cat same*.err)"; done
equal "$(cut -f1 same? | sort -u)" 2/3 "the same key at once"
equal "$(arrived Insieme)" 1 "the same key at once"

# A rehearsal changes nothing.
ours() { sql "SELECT * FROM ticket WHERE id = 3; SELECT * FROM outbox; SELECT * FROM draft; SELECT max(id) FROM message"; }
before=$(ours)
expect 0 "$urp" reply 3 'Prova' --dry-run --json
contains out '"number":2,'
equal "$(ours)" "$before" "after --dry-run"

# From standard input; empty and too long ones are refused and kept.
printf 'Dalle 9 alle 12.\n\n' | "$urp" reply 3 - > out || fail "reply from standard input"
equal "$(arrived 'Dalle 9 alle 12.')" 1 "from standard input"
expect 2 "$urp" reply 3 ''
expect 2 sh -c "printf ' \n' | '$urp' reply 3 -"
head -c 5000 /dev/zero | tr '\0' x > long.txt
expect 2 sh -c "'$urp' reply 3 - < long.txt"
contains err '5000'
equal "$(sql 'SELECT length(text) FROM draft WHERE ticket = 3')" 5000 "the draft of what was too long"
expect 3 "$urp" reply 99 'Nessuno'
expect 2 "$urp" reply 1-3 'Tre insieme'
contains err '--yes'
expect 2 "$urp" reply 3 < /dev/null
contains err 'no text'
expect 3 "$urp" reply 3 'Cita' --quote 3/77
expect 2 "$urp" reply 3 'Cita' --quote 1/1
expect 2 "$urp" reply 3 'Attende' --wait=presto
equal "$(arrived Attende)" 0 "a wrong --wait"
# What is refused leaves no file behind either.
printf '%%PDF-1.4 uno\n' > uno.pdf
expect 3 "$urp" reply 3 'Il modulo' --attach uno.pdf --quote 3/77
expect 7 "$urp" reply 3 'Il modulo' --attach uno.pdf --if-revision 1
# A rehearsal tries all of it, and leaves as little.
outgoing=$(sql "SELECT count(*) FROM message WHERE direction = 'out'")
expect 0 "$urp" reply 3 'Il modulo' --attach uno.pdf --dry-run
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'out'")" "$outgoing" "answers after a rehearsal"
equal "$(find office/media -type f 2> /dev/null | wc -l)" 0 "files of answers that were refused or rehearsed"

# The window is closed: refused, kept; parked, it leaves when the citizen writes again.
later=$(date -d '+2 days' +%Y-%m-%dT%H:%M:%S%:z)
expect 6 "$urp" reply 3 'Tardi, ma volentieri' --now "$later"
contains err '--park'
equal "$(sql 'SELECT text FROM draft WHERE ticket = 3')" 'Tardi, ma volentieri' draft
expect 0 env URP_FORCE_TTY=80 "$urp" show 3 --peek --color never
contains out 'draft: Tardi, ma volentieri'
expect 0 "$urp" reply 3 'Tardi, ma volentieri' --park --now "$later"
contains out parked
equal "$(sql 'SELECT count(*) FROM draft WHERE ticket = 3')" 0 "drafts once it is parked"
equal "$(arrived 'Tardi, ma volentieri')" 0 "parked"
citizen_writes 393330000104 "Anna Melis" "Ci siete?"
status_is 3 3 queued
expect 0 "$urp" sync
equal "$(arrived 'Tardi, ma volentieri')" 1 "after the citizen wrote"

# --wait says how it ended: 0, 1, 10, 75; the message is on stdout each time.
citizen_writes 393330000105 "Efisio Piras" "Buongiorno"
expect 0 "$urp" reply 4 'Uno' --wait
equal "$(arrived Uno)" 1 "after --wait"
sim faults '{"next":[{"kind":"status","http":400,"code":131026,"on":"messages"}]}'
expect 1 "$urp" reply 4 'Due' --wait=5s --json
contains out '"error":{"code":131026,'
sim faults '{"next":[{"kind":"close_before_accept","on":"messages"}]}'
expect 10 "$urp" reply 4 'Tre' --wait=5s
contains out uncertain
expect 0 env URP_FORCE_TTY=80 "$urp" show 4 --peek --color never
contains out '✗ FAILED: not deliverable'
contains out '? UNCERTAIN since'
contains out 'urp outbox resend 4/4   or   urp outbox give-up 4/4'
expect 75 "$urp" reply 4 'Quattro' --hold 60s --wait=1s
contains out queued
expect 0 "$urp" cancel 4/5
expect 0 "$urp" reply 4 'Cinque' --hold 1s --wait=20s
equal "$(arrived Cinque)" 1 "after a rest"

# Whoever reads our output may go: the row is there all the same.
citizen_writes 393330000106 "Lucia Cocco" "Buongiorno"
"$urp" reply 5 'Nel vuoto' | true
equal "$(arrived 'Nel vuoto')" 1 "into a pipe that closed"

# At a terminal it rests; ctrl-C takes it back and keeps the words.
export TERM=xterm
typing "$urp reply 5 'Ripensato' --hold 60s"
shows 'Leaves in'
contains screen 'Lucia Cocco, URP-5.  ctrl-C cancels'
press '\003'
typed 130
contains screen 'taken back, nothing was sent'
equal "$(sql 'SELECT status FROM message WHERE ticket = 5 AND seq = 3')" cancelled "after ctrl-C"
equal "$(sql 'SELECT text FROM draft WHERE ticket = 5')" Ripensato "after ctrl-C: the draft"
equal "$(sql 'SELECT state FROM ticket WHERE id = 5')" waiting "after ctrl-C the turn is where the answer before it left it"
equal "$(arrived Ripensato)" 0 "after ctrl-C"
typing "$urp --lang it reply 5 'Parte' --hold 1s"
typed 0
contains screen 'Parte fra 1 s a Lucia Cocco, URP-5.  ctrl-C annulla'
contains screen '5/4 a Lucia Cocco: ✓'
equal "$(arrived Parte)" 1 "after its rest"

# In an editor: the thread stands below, made safe; what is saved is kept before anything else.
citizen_writes 393330000107 "Rita Puddu" 'Colore \u001b[31mrosso?'
cat > editor <<'SH'
#!/bin/sh
cp "$1" page
stat -c %a "$1" "$(dirname "$1")" > modes
echo "$1" > where
{ printf '%s\n' "$EDITED"; cat page; } > "$1"
SH
chmod +x editor
export EDITOR=$scratch/editor EDITED='Dal vostro URP'
typing "$urp reply 6 --hold 0s"
typed 0
contains page '# 1 '
contains page 'Colore \x1b[31mrosso?'
LC_ALL=C grep -q "$(printf '\033')" page && fail "a control character of a citizen reached the editor"
equal "$(tr '\n' ' ' < modes)" '600 700 ' "modes of the editor's file and folder"
[ -e "$(dirname "$(cat where)")" ] && fail "the editor's folder is still there"
equal "$(arrived 'Dal vostro URP')" 1 "from the editor"
# Nothing written: nothing sent, and a draft from before stays and comes back.
sql "INSERT INTO draft VALUES ('$me', 6, 'A metà', 0)"
printf '#!/bin/sh\ncp "$1" page; : > "$1"\n' > editor
typing "$urp reply 6"
typed 1
contains screen 'nothing written, nothing sent'
equal "$(head -n 1 page)" 'A metà' "the draft in the editor"
equal "$(sql 'SELECT text FROM draft WHERE ticket = 6')" 'A metà' "the draft that stays"
# An editor that is killed: what it had saved is kept. So is what was saved when urp itself is killed.
printf '#!/bin/sh\necho "Salvato" > "$1"; kill -9 $$\n' > editor
typing "$urp reply 6"
typed 1
tr -s '\r\n ' ' ' < screen > unwrapped  # the name of the editor is as long as the path to it
contains unwrapped 'nothing was sent'
equal "$(sql 'SELECT text FROM draft WHERE ticket = 6')" Salvato "the draft of a killed editor"
printf '#!/bin/sh\necho "Salvato ancora" > "$1"; read line\n' > editor
typing "echo \$\$ > pid; exec $urp reply 6"
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db 'SELECT text FROM draft WHERE ticket = 6')\" = 'Salvato ancora' ]"
kill -9 "$(cat pid)"
wait "$typist" 2>/dev/null
exec 9>&-
# The window closes meanwhile: urp asks; both answers keep the words.
printf '#!/bin/sh\necho "Nella finestra chiusa" > "$1"\n' > editor
typing "$urp reply 6 --now $later"
shows '[p] park until the citizen writes'
press 'd\n'
typed 6
equal "$(sql 'SELECT text FROM draft WHERE ticket = 6')" 'Nella finestra chiusa' "kept as a draft"
typing "$urp --lang it reply 6 --now $later"
shows '[s] sospendere'
press 's\n'
typed 0
equal "$(sql "SELECT status FROM message WHERE text = 'Nella finestra chiusa'")" parked "parked when asked"
stop_listen

# With a service that works, the command only queues, and the service sends. A hold is its own matter too.
printf '[[service]]\nslug = "ambiente"\nname = "Ambiente"\n' >> urp.toml
start_service
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000108 "Efisio Piras" "Buongiorno di nuovo"
ticket=$(sql 'SELECT max(id) FROM ticket')
wait_for 10 sh -c "! flock -n office/urp.db-sender true"
expect 0 "$urp" reply "$ticket" 'Dal servizio' --wait
equal "$(arrived 'Dal servizio')" 1 "by the service"
wait_for 20 grep -q 'worked sent=1' listen.log || cat listen.log >&2
lacks listen.log 'Dal servizio'
# Eight answers to eight people at once: each leaves once.
for i in 1 2 3 4 5 6 7 8; do citizen_writes "39333000020$i" "Persona $i" "Domanda $i"; done
pids=()
for i in 1 2 3 4 5 6 7 8; do "$urp" reply $((ticket + i)) "Risposta $i" --wait=20s > "each$i" 2>&1 & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || fail "eight at once: $(cat each?)"; done
equal "$(sent_texts | grep -c '^Risposta ')" 8 "eight at once"
equal "$(sent_texts | grep '^Risposta ' | sort -u | wc -l)" 8 "eight at once, each once"

# At a terminal the command shows person and text and ends at once; the service waits, and undo takes it back.
typing "$urp reply $ticket 'Da riprendere' --hold 60s && $urp undo; $urp undo"
typed 3
contains screen "Leaves in 60 s to Efisio Piras, URP-$ticket: urp undo takes it back"
contains screen 'Da riprendere'
contains screen 'taken back, nothing was sent'
contains screen 'this terminal session has done nothing that could be taken back'
equal "$(sql "SELECT status FROM message WHERE text = 'Da riprendere'")" cancelled "after undo"
equal "$(sql "SELECT text FROM draft WHERE ticket = $ticket")" 'Da riprendere' "after undo: the draft"
# Several people rest as one does, and are taken back together.
typing "$urp reply $((ticket + 1)) $((ticket + 2)) 'A due persone' --hold 60s && $urp undo --json"
typed 0
contains screen 'Leaves in 60 s to 2 people'
contains screen "\"done\":[\"$((ticket + 1))/"
equal "$(sql "SELECT count(*) FROM message WHERE text = 'A due persone' AND status = 'cancelled'")" 2 "both taken back"
# What has left has left; what citizens are told of a hand-over rests too.
typing "$urp reply $((ticket + 1)) 'Subito via' --hold 0s --wait && $urp undo"
typed 7
typing "$urp --lang it route $((ticket + 3)) ambiente --tell && $urp undo"
typed 0
contains screen "Parte fra 5 s a Persona 3, URP-$((ticket + 3)): urp undo"
equal "$(sql "SELECT status FROM message WHERE ticket = $((ticket + 3)) ORDER BY id DESC LIMIT 1")" cancelled "what was told, after undo"
equal "$(sql "SELECT state FROM ticket WHERE id = $((ticket + 3))")" waiting "the case, after undo"

# What came while the clerk wrote is shown and asked about; only a letter or a word is an answer.
cat > editor <<'SH'
#!/bin/sh
grep -q 'Lasci stare' "$1" && echo "Bene" > "$1" || echo "Si rinnova lunedi" > "$1"
touch editing
while [ ! -e came ]; do sleep 0.05; done
SH
typing "$urp reply $((ticket + 4)) --hold 0s --wait"
wait_for 20 test -e editing
citizen_writes 393330000204 "Persona 4" 'Lasci stare, ho risolto'
touch came
shows '[s]end all the same'
contains screen 'Lasci stare, ho risolto'
press 'sono sicuro\ndomani\n'
press 'e\n'
typed 0
equal "$(arrived 'Si rinnova lunedi')" 0 "the answer that was overtaken"
equal "$(arrived Bene)" 1 "the answer after it"
rm -f came editing
typing "$urp --lang it reply $((ticket + 5)) --hold 0s"
wait_for 20 test -e editing
citizen_writes 393330000205 "Persona 5" 'Ancora una cosa'
touch came
shows '[i]nvia lo stesso'
press 'b\n'
typed 7
equal "$(sql "SELECT text FROM draft WHERE ticket = $((ticket + 5))")" 'Si rinnova lunedi' "kept as a draft"
# The words of an answer once given, of nothing else; one text and no second one.
citizen_writes 393330000301 "Rita Pinna" "E le palestre?"
asked=$(sql 'SELECT max(id) FROM ticket')
expect 0 "$urp" reply "$asked" --text-of 2/2 --wait
equal "$(arrived 'Sì, sono aperte.')" 2 "with --text-of"
expect 3 "$urp" reply "$asked" --text-of 1/1
expect 3 "$urp" reply "$asked" --text-of 1/99
expect 2 "$urp" reply "$asked" --text-of 1
expect 2 "$urp" reply "$asked" --text-of ''
expect 2 "$urp" reply "$asked" --text-of 2/2 'E altro'
expect 2 "$urp" reply "$asked" --text-of 2/2 --text-file long.txt
expect 2 "$urp" reply "$asked" --template nessuno --text-file long.txt
expect 2 "$urp" reply "$asked" --react '👍👍'
# The name of a file is no answer, whether it stands here or not.
expect 2 "$urp" reply "$asked" modulo.PDF
contains err '--attach modulo.PDF'
stop_listen
equal "$(sql 'PRAGMA integrity_check')" ok integrity
