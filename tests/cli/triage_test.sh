#!/usr/bin/env bash
# A clerk's hands at 80x24, in Italian: each key of triage, a case that changes under one's eyes, two clerks, an editor,
# the terminal that goes away.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/tmux.sh"
export URP_LANG=it URP_CLERK=maria SSH_CONNECTION=here
unset DISPLAY WAYLAND_DISPLAY  # no desktop: pictures are the terminal's
start_sim || exit 1
office '
[reply]
hold = "20s"
[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "lavori-pubblici"
words = ["buca"]
[canned]
grazie = "Grazie della segnalazione."
orari = "Siamo aperti dalle 9 alle 12."
'
insert_tickets 15
sql "UPDATE contact SET profile_name = 'Maria Serra' WHERE id = 1;
     UPDATE message SET text = 'Quando apre l''anagrafe il sabato?' WHERE id = 3;
     UPDATE message SET text = 'L''anagrafe apre il sabato mattina?' WHERE id = 15;
     UPDATE ticket SET state = 'closed', waiting_since = NULL, closed_at = unixepoch(), messages = 2,
                       first_answered_at = unixepoch() WHERE id = 15;
     INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, status, clerk)
       VALUES (15, 2, 15, 1, 'out', 'text', 'Il sabato è chiusa.', unixepoch() + 1, unixepoch() + 1, 'read', 'gianni')"
start_service || exit 1
sim webhooks "{\"url\":\"$url\"}"
state() { sql "SELECT state || ' ' || ifnull(clerk, '-') FROM ticket WHERE id = $1"; }

# Off a terminal there is nobody to ask.
expect 2 "$urp" triage
contains err 'urp inbox --ids'

# similar: for scripts, for people, as a draft.
expect 0 env URP_FORCE_TTY=80 "$urp" similar 3
contains out 'URP-15'
contains out 'gianni: Il sabato è chiusa.'
expect 0 "$urp" similar 3 --json
contains out '"text":"Il sabato è chiusa."'
contains out '"times":1'
expect 0 env URP_FORCE_TTY=80 "$urp" show 3 --peek
contains out 'Simili: URP-15: «Il sabato è chiusa.»'
expect 3 "$urp" similar 3 --use 2
expect 2 "$urp" similar 3 --use 0
expect 2 "$urp" similar 3 --use ''
expect 0 "$urp" similar 4
[ -s out ] && fail "like nothing: $(cat out)"
expect 0 "$urp" similar 3 --use 1 --clerk anna
equal "$(sql "SELECT text FROM draft WHERE clerk = 'anna' AND ticket = 3")" 'Il sabato è chiusa.' "the draft"
sql "UPDATE draft SET text = 'altro'"
expect 7 "$urp" similar 3 --use 1 --clerk anna
sql 'DELETE FROM draft'

terminal a "$urp triage"
sees a 'smistamento   14 in attesa'
sees a 'URP-1  richiesta  aperta'
sees a 'Maria Serra  +39 333 000 0001'
sees a 'proposto   Lavori pubblici (regola 1, «buca»)'
equal "$(state 1)" 'open maria' "the first case is claimed"
picture a > page; [ "$(wc -l < page)" -eq 26 ] || fail "the screen is not whole: $(cat page)"
for key in 'r rispondi' 'c pronta' 's simili' 'i inoltra' 'I altrove' 'n nota' 'k tipo' 'g etichetta' 'f segnala' 'u urgente' \
  'd dopo' 'x chiudi' 'm media' 't tutto' 'L collega' '/ cerca' 'z annulla' 'INVIO salta' 'p indietro' 'q esci' '? aiuto'; do
  contains page "$key"
done

# A second clerk gets another case, and sees the same screen.
terminal b "env URP_CLERK=gianni $urp triage"
sees b 'URP-2  richiesta  aperta'
equal "$(state 2)" 'open gianni' "the second case is the other clerk's"

# Help, and back with any key.
keys a '?'
sees a 'un tasto qualsiasi torna indietro'
keys a q
sees a 'proposto'

# note, kind, tag, urgent: the case stays.
keys a n
sees a 'Nota su URP-1, non parte mai:'
keys a 'sentito il capocantiere' Enter
sees a '= nota di maria: sentito il capocantiere'
keys a k 2
sees a 'URP-1  segnalazione'
keys a g
sees a 'Etichette'
keys a 'verde' Enter
sees a '#verde'
keys a u
sees a '! URGENTE'
keys a u
sees a 'non è più urgente'
keys a t
sees a 'Una buca in via Roma'

# What came in while the clerk looks stands there at once.
sql "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, received_at)
       VALUES (1, 90, 1, 1, 'wamid.new', 'in', 'text', 'È sempre più grande', unixepoch(), unixepoch())"
sees a 'È sempre più grande'
sees a 'cambiata adesso'

# An answer that is dropped is a draft; opened again it is there, and it goes, rests, and comes back with z.
keys a r
sees a 'A Maria Serra, URP-1'
keys a 'Passiamo' C-c
sees a 'bozza      «Passiamo»'
keys a r
sees a '> Passiamo'
keys a ' domani.' Enter
sees a 'a Maria Serra, URP-1: z la riprende'
sees a 'URP-3'
equal "$(state 1)" 'waiting maria' "answered"
equal "$(arrived 'Passiamo domani.')" 0 "it rests"
keys a z
sees a 'non è partito nulla'
sees a 'bozza      «Passiamo domani.»'
equal "$(state 1)" 'open maria' "taken back"

# What comes while the clerk types is asked about.
keys a r
sees a '> Passiamo domani.'
sql "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, received_at)
       VALUES (1, 91, 1, 1, 'wamid.newer', 'in', 'text', 'Lasci stare', unixepoch(), unixepoch())"
sees a 'Lasci stare'
keys a Enter
sees a 'È arrivato mentre scriveva.'
keys a i
sees a 'a Maria Serra, URP-1: z la riprende'

# similar and canned: the text is seen before it goes.
sees a 'URP-3'
keys a s
sees a '1 URP-15 1x  Il sabato è chiusa.'
keys a 1
sees a 'A Citizen 3, URP-3.  i o INVIO invia'
keys a Enter
sees a 'a Citizen 3, URP-3: z la riprende'
equal "$(sql "SELECT text FROM message WHERE ticket = 3 AND direction = 'out'")" 'Il sabato è chiusa.' "the similar answer"
sees a 'URP-4'
keys a c
sees a '1 grazie'
keys a 2
sees a '«Siamo aperti dalle 9 alle 12.»'
keys a Escape
sees a 'proposto'
keys a c
sees a '1 grazie'
keys a 1 Enter
sees a 'a Citizen 4, URP-4: z la riprende'

# route to whom the rules propose, and elsewhere.
sees a 'URP-5'
keys a i
sees a 'Inoltra URP-5 di Citizen 5 a Lavori pubblici'
keys a o
sees a 'URP-6'
keys a I
sees a '2 Ambiente'
keys a 2
sees a 'a Ambiente'
keys a Enter
sees a 'URP-7'
equal "$(sql "SELECT group_concat(service || ' ' || state) FROM ticket WHERE id IN (5, 6)")" \
  'lavori-pubblici routed,ambiente routed' "routed"
equal "$(sql "SELECT count(*) FROM message WHERE ticket IN (5, 6) AND direction = 'out'")" 1 "told"

# hide, later, close, link.
keys a f
sees a '2 linguaggio offensivo'
keys a 2
sees a 'n o INVIO nasconde'
keys a Enter
sees a 'nascosto'
loses a 'Una buca in via Roma'
equal "$(sql 'SELECT hidden FROM message WHERE ticket = 7')" 1 "hidden"
keys a L
sees a 'parla della stessa cosa'
keys a '8' Enter
sees a 'URP-7 e URP-8 si richiamano'
keys a d
sees a 'Rinviare a quando?'
keys a 'boh' Enter
sees a 'boh'
keys a d
sees a 'Rinviare a quando?'
keys a '3g' Enter
sees a 'URP-7: rinviata'
sees a 'URP-8'
keys a x
sees a 'Nessuno ha risposto a URP-8'
keys a 3
sees a 'URP-8: chiusa, non nostra'
equal "$(sql 'SELECT outcome FROM ticket WHERE id = 8')" not-ours "closed"

# skip gives the case back; previous shows it again; it is not proposed twice.
sees a 'URP-9'
keys a Enter
sees a 'URP-10'
equal "$(state 9)" 'open -' "skipped"
keys a p
sees a 'URP-9'
keys a Enter
sees a 'URP-10'

# search opens a case, attachments say when there are none.
keys a /
sees a 'Cerca:'
keys a 'sabato' Enter
sees a 'Trovate con sabato:'
keys a Escape
sees a 'proposto'
keys a m
sees a 'nessun allegato'

# A picture over SSH, in a terminal that says it shows none: what it is, what helps, and back; no key is lost.
sql "INSERT INTO message (ticket, seq, contact, number, direction, type, at, received_at)
       VALUES (10, 50, 10, 1, 'in', 'image', unixepoch(), unixepoch());
     INSERT INTO media (message, mime_type, size, state, sha256)
       VALUES (last_insert_rowid(), 'image/jpeg', 8, 'stored', '$(printf 'a%.0s' {1..64})')"
sees a '[foto'
keys a m
sees a 'questo terminale non mostra immagini'
keys a Enter
sees a 'proposto'

# A screen of another size is drawn anew.
on_tmux resize-window -t a -x 60 -y 20
sees a '? aiuto'
on_tmux capture-pane -p -t a > page
[ "$(wc -L < page)" -le 60 ] || fail "wider than 60: $(cat page)"
on_tmux resize-window -t a -x 80 -y 24

# ctrl-Z goes to the shell and fg comes back.
keys a C-z
sees a 'Stopped'
keys a 'fg' Enter
sees a 'URP-10'

# An editor; then q, and again where it was.
printf '#!/bin/sh\necho "Dall'"'"'editor." > "$1"\n' > edit; chmod +x edit
keys a q
sees a 'ready>'
keys a "clear; EDITOR=$PWD/edit $urp triage" Enter
sees a 'URP-10'
keys a r
sees a 'A Citizen 10, URP-10'
keys a Enter
sees a 'a Citizen 10, URP-10: z la riprende'
equal "$(sql "SELECT text FROM message WHERE ticket = 10 AND direction = 'out'")" "Dall'editor." "from the editor"

# The terminal goes away: what was typed is a draft.
sees a 'URP-11'
keys a r
sees a 'A Citizen 11, URP-11'
keys a 'mezza risposta'
sees a '> mezza risposta'
on_tmux kill-session -t a
wait_for 20 sh -c "[ \"\$(sqlite3 office/urp.db 'SELECT text FROM draft WHERE ticket = 11')\" = 'mezza risposta' ]"

# A case that a colleague takes meanwhile says so, and is not answered.
terminal c "$urp triage"
sees c 'URP-11'
expect 0 "$urp" take 11 --steal 'la conosco' --clerk anna
sees c 'ora la pratica è in carico a anna'
keys c r
sees c 'URP-11 è di anna'
keys c q
sees c 'ready>'

# For a screen reader: lines, and a line for each key.
keys c "clear; $urp triage --plain" Enter
sees c 'URP-9  richiesta'
keys c n Enter
sees c 'Nota su URP-9'
keys c 'nota detta' Enter
sees c '= nota di maria: nota detta'
keys c q Enter
sees c 'ready>'

# The end of the list says what was skipped.
sql "UPDATE ticket SET postponed_until = unixepoch() + 86400 WHERE waiting_since IS NOT NULL AND id <> 9"
keys c "clear; $urp triage" Enter
sees c 'URP-9'
keys c Enter
sees c 'Non resta nulla, tranne 1 saltata'
keys c Enter
sees c 'URP-9'
keys c q
sees c 'ready>'

# inbox --watch with two clerks: what one does, the other sees, in place; ENTER opens a case; q quits.
sql "UPDATE ticket SET postponed_until = NULL"
keys c "clear; $urp inbox --watch" Enter
sees c 'frecce scelgono'
sees c 'Citizen 13'
expect 0 "$urp" close 13 --outcome resolved --clerk gianni
loses c 'Citizen 13'
citizen_writes 393330000777 'Nuova Persona' 'Scrivo adesso'
sees c 'Nuova Persona: Scrivo adesso'
keys c Down Enter
sees c 'smistamento'
keys c q
sees c 'frecce scelgono'
keys c q
sees c 'ready>'
expect 2 "$urp" inbox --watch
expect 2 "$urp" inbox --bell

# undo outside: the last answer of this terminal.
keys c "clear; $urp reply 14 'Ultima prova'" Enter
sees c 'urp undo la riprende'
keys c "clear; $urp undo" Enter
sees c 'non è partito nulla'
stop_listen

# Handover: the colleague is told, the draft goes along, and a look ends it.
expect 0 "$urp" take 9
sql "DELETE FROM draft; INSERT INTO draft (clerk, ticket, text, at) VALUES ('maria', 9, 'Gentile signora', 1)"
expect 0 env URP_FORCE_TTY=80 "$urp" drafts
contains out 'Gentile signora'
expect 0 "$urp" assign 9 gianni --note 'vado in ferie'
expect 2 "$urp" assign 9 anna --note ''
expect 0 env URP_FORCE_TTY=80 URP_CLERK=gianni "$urp" status
contains out 'URP-9 da maria: «vado in ferie»'
expect 0 env URP_CLERK=gianni "$urp" status --json
contains out '"handed":[{"ticket":9,"from":"maria","by":"maria","reason":"vado in ferie"'
expect 0 env URP_CLERK=gianni "$urp" drafts --json
contains out '"text":"Gentile signora"'
expect 0 env URP_FORCE_TTY=80 URP_CLERK=gianni "$urp" show 9
expect 0 env URP_FORCE_TTY=80 URP_CLERK=gianni "$urp" status
lacks out 'vado in ferie'
expect 0 env URP_CLERK=gianni "$urp" drafts --drop 9
expect 3 env URP_CLERK=gianni "$urp" drafts --drop 9

# Habits: what begins so is suggested, an alias stands for a verb, and who names no case may choose one.
expect 2 "$urp" tria
contains err 'urp triage'
cp urp.toml plain.toml
printf '[alias]\nmie = "inbox --mine --ids"\n' >> urp.toml
expect 0 "$urp" config check
expect 0 "$urp" take 12
expect 0 "$urp" mie
contains out 12
printf 'inbox = "status"\n' >> urp.toml
expect 78 "$urp" config check
contains err 'inbox'
cp plain.toml urp.toml
expect 2 "$urp" take
keys c "clear; $urp take" Enter
sees c 'Quale pratica?'
keys c 1 Enter
sees c 'URP-'
[ "$failures" -eq 0 ]
