# What clerks do with a case besides answering it: notes, services, splits, merges, closing in bulk; through the real doors.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "lavori-pubblici"
words = ["buca"]
kind = "report"
urgent = true
tag = "strade"
[canned]
orari = "Dalle 9 alle 12."'
start_service --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Buongiorno, una BUCA in via Roma'
citizen_writes 393330000103 'Paolo Usai' 'Orari?'

# The rule had its say when the case began; the service is proposed.
expect 0 "$urp" show 1 --json
contains out '"kind":"report","state":"new"'
contains out '"urgent":true'
contains out '"tags":["strade"]'
contains out '"suggestion":{"service":"lavori-pubblici","rule":1,"word":"buca"}'
expect 0 "$urp" route 1 --suggest
equal "$(cat out)" '1	lavori-pubblici	1	buca'

# A note is never sent, whatever happens.
expect 0 "$urp" note 1 'sentito il capocantiere' --json
contains out '"direction":"note"'
printf 'dalla pipe\n' | "$urp" note 1 - > out || fail "a note from standard input"
equal "$(cat out)" '1/3	note	c1'
expect 0 "$urp" search capocantiere
contains out '1/2	'

for some in 1/99 1/1-99 1/9223372036854775807; do
  expect 3 "$urp" route "$some" lavori-pubblici
  contains err 'there is no such message'
done
# Handed over, the citizen told; the citizen's question begins a new case, since the routed one swallows nothing.
expect 0 "$urp" route 1 lavori-pubblici --copy ambiente --tell --note 'prima di sera' --json
contains out '"state":"routed","turn":"service"'
contains out '"dispatches":[{"service":"lavori-pubblici","lead":true,"state":"by_hand"'
contains err 'lavori-pubblici gets no mail'
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db 'SELECT status FROM message WHERE ticket = 1 AND seq = 4')\" = read ]"
equal "$(arrived 'La Sua pratica URP-1 è stata inoltrata al servizio competente: Lavori pubblici. URP Comune di Cagliari')" 1 "told"
equal "$(sent_texts | grep -c capocantiere)" 0 "notes sent"
expect 0 "$urp" route 1 lavori-pubblici
expect 0 "$urp" route 1 --recall
equal "$(cut -f2-4 out)" 'open	office	maria'

# Two matters in one conversation: split; a quotation finds the new case; merged again.
citizen_writes 393330000102 'Maria Serra' 'E il cassonetto è pieno'
expect 0 "$urp" split 1/5
new=$(cut -f1 out)
equal "$new" 3 "the new case"
expect 0 "$urp" show "$new"
contains out '1/5	'
expect 0 "$urp" show 1 --json
contains out '"moved":[{"first":5,"last":5,"to":3}]'
sim inbound "{\"from\":\"393330000102\",\"name\":\"Maria Serra\",\"text\":\"Proprio questo\",\"context\":\"$(sql 'SELECT wamid FROM message WHERE ticket = 1 AND seq = 5')\"}"
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM message WHERE ticket = 3') = 1 ]"
expect 0 "$urp" merge 3 1
expect 0 "$urp" show 3 --json
contains out '"ticket":{"number":1,'
contains out '"alias":3'
expect 7 "$urp" reply 3 'Ciao'
contains err 'URP-3 is part of URP-1'
citizen_writes 393330000102 'Maria Serra' 'A proposito di URP-3'
equal "$(sql 'SELECT ticket FROM message ORDER BY id DESC LIMIT 1')" 1 "who names the merged case comes to the whole"

# Several citizens, one pothole.
expect 0 "$urp" link 1 2
expect 0 "$urp" show 2 --json
contains out '"linked":[1]'
expect 0 "$urp" link 1 2 --undo

# A case from the telephone; it opens no window.
expect 0 "$urp" new '333 000 0177' 'Lampione spento' --by phone --kind report --name 'Anna Melis' --json
contains out '"facts":{"by":"phone"}'
expect 0 env URP_FORCE_TTY=80 "$urp" show 4 --peek --color never --lang it
contains out '393330000177, per telefono'
expect 6 "$urp" reply 4 'Grazie'
contains err 'the citizen never wrote to this number'
expect 0 "$urp" contact list Anna
contains out 'Anna Melis	+393330000177'
expect 0 "$urp" contact note '333 000 0177' 'preferisce la mattina'
contains out 'preferisce la mattina'

# A word of a list, classified and closed in bulk through a pipe.
for i in 4 5 6 7; do citizen_writes "39333000011$i" "Citizen $i" "Verde $i"; done
expect 0 "$urp" tag 5-8 verde --yes
expect 0 "$urp" inbox --tag verde --ids
equal "$(sort out | tr '\n' ' ')" '5 6 7 8 '
"$urp" inbox --tag verde --ids | "$urp" close - --outcome risolta --yes > closed 2> err || fail "closing in bulk: $(cat err)"
equal "$(cut -f2 closed | sort | uniq -c | tr -s ' ')" ' 4 closed' "closed in bulk"
"$urp" inbox --tag verde --ids | "$urp" close - --yes > out 2> err
equal "$?" 0 "an empty list on standard input"

# Values in both languages; at a terminal three or more are asked about.
expect 0 "$urp" kind 2 reclamo
expect 0 "$urp" inbox --kind reclamo --ids
equal "$(cat out)" 2
typing "env LC_ALL=C.UTF-8 URP_LANG=it $urp reopen 5-8"
shows 'Riaprire 4 pratiche?'
press 'n\n'
typed 2
equal "$(sql "SELECT count(*) FROM ticket WHERE state = 'closed' AND merged_into IS NULL")" 4 "after a no"
typing "env LC_ALL=C.UTF-8 URP_LANG=it $urp reopen 5-8"
shows 'Riaprire 4 pratiche?'
press 's\n'
typed 0
equal "$(sql "SELECT count(*) FROM ticket WHERE state = 'open' AND id BETWEEN 5 AND 8")" 4 "after a yes"

# What is out of sight is not out of a file.
expect 0 "$urp" later 6 'tomorrow 09:00'
expect 0 "$urp" export tickets --format jsonl
contains out '"number":6,'
expect 0 "$urp" export tickets --turn office --format jsonl
contains out '"number":6,'
# A slip takes no delay back.
for slip in 0d 0h '0 giorni' 09:04; do
  expect 2 "$urp" later 6 "$slip" --now "$now"
  contains err 'now'
  equal "$(sql 'SELECT postponed_until IS NOT NULL FROM ticket WHERE id = 6')" 1 "put off still, after $slip"
done
expect 0 "$urp" later 6 now
equal "$(sql 'SELECT postponed_until IS NULL FROM ticket WHERE id = 6')" 1 'back in sight'

# A word that could be a ticket is no note, unless it is meant.
notes=$(sql "SELECT count(*) FROM message WHERE direction = 'note'")
for word in 2 URP-2 1-3 1,2 @; do expect 2 "$urp" note 6 "$word"; contains err 'could be a ticket'; done
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'note'")" "$notes" 'notes'
expect 0 "$urp" note 6 -- 2
# Nor what a person said, nor what is known of one.
for verb in 'new c1' 'contact note c1' 'subject 1'; do
  expect 2 "$urp" $verb 415; contains err 'could be a ticket'; contains err 'a text stands behind --: -- 415'
  expect 0 "$urp" $verb -- 415
done
expect 2 "$urp" subject 1 2 3; contains err 'could be a ticket'
expect 0 "$urp" subject 1 2 buche
typing "env LC_ALL=C.UTF-8 URP_LANG=it $urp note 6 2"
shows 'potrebbe essere una pratica'
press 's\n'
typed 0
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'note' AND text = '2'")" 2 'notes that were meant'

# @ is the last one taken or shown in this terminal.
expect 0 "$urp" take 6
expect 0 "$urp" urgent @
equal "$(sql 'SELECT urgent FROM ticket WHERE id = 6')" 1 "@"

# Linked again: one answer, each in their own case.
expect 0 "$urp" link 1 2
expect 0 "$urp" reply 2 --linked 'La buca è chiusa.'
equal "$(sql "SELECT group_concat(ticket) FROM (SELECT ticket FROM message WHERE text = 'La buca è chiusa.' ORDER BY ticket)")" 1,2 "answered, each in their own case"

# Names: nobody takes a case, is called or is filed under what cannot be read, or what the program is called.
held_by=$(sql "SELECT group_concat(ifnull(clerk, '-')) FROM ticket")
events=$(sql "SELECT count(*) FROM event WHERE clerk = 'maria'")
for name in urp URP whatsapp WhatsApp; do
  expect 9 "$urp" assign 1 "$name"
  expect 9 "$urp" assign --from maria --to "$name" --yes
done
for name in $'a\nb' $'a\tb' $'a\x1b[31mb' $'a\u202eb' $'\xff' "$(head -c 100000 /dev/zero | tr '\0' x)"; do
  expect 2 "$urp" assign 1 "$name"
  expect 2 "$urp" assign --from maria --to "$name" --yes
  expect 2 "$urp" reply 1 ciao --key "$name"
done
for name in $'a\nb' $'\xff' "$(head -c 100000 /dev/zero | tr '\0' x)"; do
  expect 2 "$urp" new 3330009998 'Buca' --name "$name"
  expect 2 "$urp" protocol 1 77/2026 --register "$name"
done
equal "$(sql "SELECT group_concat(ifnull(clerk, '-')) FROM ticket")" "$held_by" 'who holds the cases'
equal "$(sql "SELECT count(*) FROM event WHERE clerk = 'maria'")" "$events" 'events of what was refused'
expect 0 "$urp" assign 1 'Anna Maria'
