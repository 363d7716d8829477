# Notices from the citizen's word to the result: consent and its end, drafts, files of people, schedules, approval, what
# holds a notice back and what stops it.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en TZ=Europe/Rome
start_sim --pair-rate off
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
urgent = true
[[topic]]
slug = "cultura"
name = "Cultura"
on = ["CULTURA ON", "Sì cultura"]
off = ["CULTURA OFF"]
[notice]
quiet = "20:00-08:00"
rate = 200
daily = 1000
approve_above = 400
[price]
utility = 0.03
[privacy]
url = "https://example.org/privacy"
version = "2026-01"
[roles]
supervisor = ["anna", "maria"]'
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"
sim templates '[{"name":"allerta","language":"it","status":"APPROVED","body":"Allerta {{1}}. Emergenze 112."}]'
expect 0 "$urp" template sync
sim statuses '{"mode":"none"}'
# writes PHONE TEXT: a citizen writes, and urp keeps it.
writes() { citizen_writes "$1" "Cittadino ${1: -2}" "$2"; }
subscribed() { sql "SELECT group_concat(topic, ' ') FROM (SELECT topic FROM subscription s JOIN identity i ON i.contact = s.contact
  AND i.value = '$1' WHERE s.ended_at IS NULL ORDER BY topic)"; }
run() { expect 0 "$urp" notice run "$@"; same out < /dev/null; same err < /dev/null; }
results() { "$urp" notice results "$1" | cut -f2-4 | sed 's/\t$//'; }
state() { sql "SELECT state FROM notice WHERE name = '$1'"; }

# Consent by a word: confirmed once, kept as evidence, opens no case. The same again says nothing.
writes 393330000101 'meteo on!'
writes 393330000101 'METEO ON'
writes 393330000102 ' Meteo  On.'
writes 393330000102 'si cultura'
writes 393330000103 'CULTURA ON'
equal "$(sql 'SELECT count(*) FROM ticket')" 0 cases
equal "$(subscribed 393330000102)" 'cultura meteo'
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'out'")" 4 confirmations
equal "$(sql "SELECT s.identity || ' ' || s.text_version || ' ' || m.text FROM subscription s JOIN message m ON m.id = s.message LIMIT 1")" \
  'phone 393330000101 2026-01 meteo on!' evidence
expect 0 "$urp" sync
equal "$(arrived 'Da ora riceve qui gli avvisi «Allerta meteo» di URP Comune di Cagliari. Per non riceverli più: METEO OFF. Per non ricevere più nessun avviso: STOP.\nInformativa: https://example.org/privacy')" 2
expect 0 "$urp" topic list
same out <<'OUT'
meteo	Allerta meteo	2	true	METEO ON	METEO OFF
cultura	Cultura	2	false	CULTURA ON	CULTURA OFF
OUT
expect 0 "$urp" topic keywords
contains out $'cultura\ton\tSì cultura'
expect 0 "$urp" topic show meteo --json
contains out '"subscribers":2'
contains out '"joined":2,"left":0,"opted_out":0'

# Its end: by the topic's word, by STOP for all, in English, without a phone, by the switch in WhatsApp, at the desk.
writes 393330000102 'cultura OFF'
equal "$(subscribed 393330000102)" meteo
writes 393330000103 'Stop.'
equal "$(subscribed 393330000103)" ''
before=$(sql 'SELECT count(*) FROM subscription')
sim inbound '{"user_id":"IT.13491208655302741918","name":"Senza numero","text":"METEO ON"}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM subscription') -gt $before ]"
equal "$(sql 'SELECT identity FROM subscription ORDER BY id DESC LIMIT 1')" 'user_id IT.13491208655302741918'
sim inbound '{"user_id":"IT.13491208655302741918","name":"Senza numero","text":"unsubscribe"}'
# Within a second, confirmed to who has no phone.
wait_for 1 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM subscription WHERE ended_at IS NULL') -eq 2 ]"
expect 0 "$urp" sync
sim ledger
contains sim.answer '"recipient":"IT.13491208655302741918"'
expect 2 "$urp" contact subscribe c3 cultura
contains err '--evidence'
expect 0 "$urp" contact subscribe c3 cultura --evidence 'modulo firmato del 3/11' --clerk maria
same out <<'OUT'
c3	cultura
OUT
expect 0 "$urp" contact subscribe c3 cultura --evidence 'di nuovo'
same out <<'OUT'
c3	
OUT
expect 0 "$urp" contact subscriptions c3 --json
contains out '"evidence":"modulo firmato del 3/11","clerk":"maria","text_version":"2026-01","ended_at":null'
contains out '"by_message":true,"evidence":"CULTURA ON"'
expect 0 "$urp" contact unsubscribe c3 --dry-run
equal "$(subscribed 393330000103)" cultura
expect 3 "$urp" contact subscribe c3 boh --evidence x
contains err 'there is no topic "boh"'
# What was written before the end of it does not begin it again.
sim inbound "{\"from\":\"393330000104\",\"name\":\"Tardi\",\"text\":\"METEO ON\"}"
wait_for 10 sh -c "[ -n \"\$(sqlite3 office/urp.db \"SELECT 1 FROM identity WHERE value = '393330000104'\")\" ]"
writes 393330000104 STOP
sim inbound "{\"from\":\"393330000104\",\"name\":\"Tardi\",\"text\":\"METEO ON\",\"at\":$(($(date +%s) - 3600))}"
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db \"SELECT count(*) FROM message WHERE text = 'METEO ON'\") -ge 4 ]"
equal "$(subscribed 393330000104)" ''

# A draft, and what is refused.
expect 2 "$urp" notice new Allerta --topic meteo --text Ciao
contains err 'cannot be the name of a notice'
expect 2 "$urp" notice new a1 --topic meteo
contains err 'a notice needs words'
expect 3 "$urp" notice new a1 --topic boh --text Ciao
expect 3 "$urp" notice new a1 --topic meteo --template boh
expect 2 "$urp" notice new a1 --topic meteo --template allerta
contains err 'wants also: 1'
expect 2 "$urp" notice new a1 --topic meteo --text "$(head -c 5000 /dev/zero | tr '\0' x)"
expect 3 "$urp" notice show a1
expect 0 "$urp" notice new a1 --topic meteo --text 'Allerta oggi.' --template allerta --param '1=arancione'
expect 7 "$urp" notice new a1 --topic meteo --text 'Altro.'
expect 0 "$urp" notice new a1 --topic meteo --text 'Allerta oggi dalle 18.' --template allerta --param '1=arancione' --replace
expect 2 "$urp" notice schedule a1
contains err 'its topic is urgent, so it must end'
expect 2 "$urp" notice schedule a1 --at 3h --expires 1h
expect 2 "$urp" notice schedule a1 --yes --at 2020-01-01
contains err 'would leave at once'
expect 0 "$urp" notice schedule a1 --expires 2h --dry-run
equal "$(state a1)" draft
# One of the two is outside of the window.
sql "UPDATE service_window SET last_inbound_at = last_inbound_at - 90000 WHERE contact = 2"
expect 0 env URP_FORCE_TTY=80 "$urp" notice show a1 --color never
contains out 'Subscribed      2'
contains out '1   the text      window open'
contains out '1   the template  window closed, paid: utility'
contains out '1 x utility at 0.0300 = 0.03 euro'
expect 0 "$urp" notice rehearse a1 --to +393330000109
contains out 'Allerta arancione. Emergenze 112.'
equal "$(sql "SELECT count(*) FROM notice_recipient")" 0 "a rehearsal counts for nothing"
expect 0 "$urp" notice schedule a1 --expires 2h
equal "$(state a1)" scheduled
# Who unsubscribes between the freezing and the sending gets nothing; an urgent one knows no quiet hours.
writes 393330000101 'METEO OFF'
writes 393330000101 'METEO ON'
writes 393330000102 STOP
sql "UPDATE service_window SET last_inbound_at = last_inbound_at - 90000 WHERE contact = 1"
sim statuses '{"mode":"normal"}'
run
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db 'SELECT status FROM notice_recipient WHERE contact = 1')\" = read ]"
sim statuses '{"mode":"none"}'
equal "$(state a1)" done
equal "$(results a1)" $'+393330000101\tread\n+393330000102\tskipped\tunsubscribed' results
equal "$(arrived arancione)" 2 "the template: rehearsal and notice"
expect 7 "$urp" notice schedule a1 --expires 2h
expect 7 "$urp" notice pause a1

# Who quotes the notice opens a case with its tag.
wamid=$(sql "SELECT m.wamid FROM message m JOIN notice n ON n.id = m.notice WHERE n.name = 'a1' AND m.contact = 1")
sim inbound "{\"from\":\"393330000101\",\"name\":\"Cittadino 01\",\"text\":\"Anche a Pirri?\",\"context\":{\"id\":\"$wamid\"}}"
wait_for 10 sh -c "[ -n \"\$(sqlite3 office/urp.db 'SELECT 1 FROM ticket')\" ]"
expect 0 "$urp" inbox --tag a1 --ids
same out <<< 1
# Notices are nobody's outbox, and are not found among the cases.
expect 0 "$urp" outbox
lacks out Allerta

# A text alone: the others get nothing, and that is said.
expect 0 "$urp" notice new c1 --topic cultura --text 'Domani concerto.'
noon=$(date -d 'tomorrow 12:00' +%s)
sql "UPDATE service_window SET last_inbound_at = $noon - 300000 WHERE contact = 3"
expect 9 "$urp" notice schedule c1
contains err 'nobody has an open window'
writes 393330000105 'CULTURA ON'
fifth=$(sql "SELECT contact FROM identity WHERE value = '393330000105'")
sql "UPDATE service_window SET last_inbound_at = $noon - 3600 WHERE contact = $fifth"
expect 0 "$urp" notice schedule c1 --at 'tomorrow 13:00'
contains err '1 person has no open window and gets NOTHING'
run
equal "$(state c1)" scheduled
day=$(date -d tomorrow -I)
expect 0 "$urp" notice schedule c1 --now "${day}T12:00:00"
run --now "${day}T12:00:01"
equal "$(results c1)" $'+393330000103\tskipped\twindow_closed\n+393330000105\tsent' results

# Quiet hours hold back what is not urgent; pause, resume, cancel; expiry.
expect 0 "$urp" notice new c2 --topic cultura --template allerta --param '1=gialla'
expect 0 "$urp" notice schedule c2 --now "${day}T21:00:00"
run --now "${day}T21:00:01"
equal "$(state c2)" scheduled "in the quiet hours"
expect 0 "$urp" notice show c2 --now "${day}T21:00:02" --json
contains out '"quiet_until":"'
expect 0 "$urp" notice pause c2
run --now "$(date -d '2 days' -I)T08:00:00"
equal "$(state c2)" paused
expect 0 "$urp" notice resume c2
run --now "$(date -d '2 days' -I)T08:00:00"
equal "$(state c2)" done
equal "$(sql "SELECT count(*) FROM notice_recipient r JOIN notice n ON n.id = r.notice WHERE n.name = 'c2' AND r.status IN ('sent', 'delivered', 'read')")" 2
expect 0 "$urp" notice new c3 --topic cultura --template allerta --param '1=verde' --expires 1h
expect 0 "$urp" notice schedule c3 --at 30m
expect 0 "$urp" notice run --now "$(date -d '2 hours' +%FT%T)"
contains err 'notice c3 expired: people who did not get it: 2'
expect 0 "$urp" search gialla  # a notice is not found among the cases
same out < /dev/null
equal "$(results c3)" $'+393330000103\texpired\n+393330000105\texpired'
expect 0 "$urp" notice new c4 --topic cultura --template allerta --param '1=verde'
expect 0 "$urp" notice schedule c4 --at 30m
expect 0 "$urp" notice cancel c4
equal "$(results c4)" $'+393330000103\tcancelled\n+393330000105\tcancelled'

# People from a file: all bad rows by line, nothing written; then only who subscribed.
printf 'telefono;1\n+39 333 000 0105;rossa\n393330000101;blu\n+39 333 000 0199;blu\nc3;\n3330000105;blu\nc3;a;b\n' > gente.csv
expect 2 "$urp" notice new f1 --topic cultura --template allerta --csv gente.csv
same err <<'ERR'
gente.csv:4: +39 333 000 0199: nobody known here
gente.csv:5: parameter 1 is empty
gente.csv:6: 3330000105: is in the file twice
gente.csv:7: 3 cells, and there are 2 titles
urp: gente.csv: 4 rows cannot be used; nothing was changed
ERR
expect 2 "$urp" notice new f1 --topic cultura --template allerta --csv gente.csv --json
contains err '"rows":[{"line":4,"message":"+39 333 000 0199: nobody known here"}'
equal "$(sql "SELECT count(*) FROM notice WHERE name = 'f1'")" 0
printf '\xef\xbb\xbfphone,1\r\n+393330000105,"rossa, ""forte"""\r\n393330000101,blu\r\n' > gente.csv
expect 0 "$urp" notice new f1 --topic cultura --template allerta --csv gente.csv
expect 0 "$urp" notice schedule f1 --now "${day}T12:00:00"
run --now "${day}T12:00:01"
equal "$(results f1)" $'+393330000101\tskipped\tnot_subscribed\n+393330000105\tsent'
sim ledger
contains sim.answer 'rossa, \"forte\"'
printf '%%PDF-1.4\n' > piano.pdf
expect 2 "$urp" notice new f2 --topic cultura --text Ciao --csv token --attach piano.pdf
expect 0 "$urp" notice new f2 --topic cultura --text Ciao --attach piano.pdf --dry-run
equal "$(find office/media -type f 2> /dev/null | wc -l)" 0 "files of notices that were refused or rehearsed"
expect 2 "$urp" notice new f2 --topic cultura --text Ciao --csv token
expect 3 "$urp" notice new f2 --topic cultura --text Ciao --csv nessuno.csv

# A picture beside the words is uploaded once, however many get it; what has no words beside it is refused.
{ printf '\377\330\377\340'; head -c 4000 /dev/zero; } > foto.jpg
{ printf 'OggS'; head -c 24 /dev/zero; printf 'OpusHead\001\001'; head -c 900 /dev/zero; } > voce.opus
expect 2 "$urp" notice new p1 --topic cultura --text Ciao --attach voce.opus
contains err 'has no words beside it'
expect 3 "$urp" notice new p1 --topic cultura --text Ciao --attach nessuna.jpg
sql "UPDATE service_window SET last_inbound_at = $noon - 3600 WHERE contact IN (3, $fifth); UPDATE attempt SET claimed_at = claimed_at - 60"
expect 0 "$urp" notice new p1 --topic cultura --text 'La locandina.' --attach foto.jpg
expect 0 "$urp" notice schedule p1 --now "${day}T12:00:00"
run --now "${day}T12:00:01"
equal "$(results p1)" $'+393330000103\tsent\n+393330000105\tsent'
sim ledger
equal "$(grep -o '"type":"image","text":"La locandina."' sim.answer | wc -l)" 2
equal "$(sql 'SELECT count(*) FROM upload')" 1
expect 0 "$urp" notice new p2 --topic cultura --text 'Ancora.' --attach foto.jpg
sql "UPDATE attempt SET claimed_at = claimed_at - 60; DELETE FROM upload"
mv office/media office/media.away
expect 0 "$urp" notice schedule p2 --now "${day}T12:00:00"
expect 1 "$urp" notice run --now "${day}T12:00:01"
contains err 'notice p2 stopped by itself: its file is no longer in the media folder as it came'
mv office/media.away office/media
expect 0 "$urp" notice resume p2
run --now "${day}T12:00:02"
equal "$(state p2)" done

# The results as files; what is there is counted.
expect 0 "$urp" notice results f1 --format csv -o f1.csv
head -n 1 f1.csv > titles
same titles <<< 'contact,phone,status,reason,at,code,notice'
equal "$(wc -l < f1.csv)" 3
expect 0 "$urp" notice results f1 --format jsonl --end
contains out '{"end":{"rows":2,"complete":true'
expect 0 "$urp" notice results f1 --json --status skipped
expect 0 "$urp" notice results f1 --json --status esclusi,letti
contains out '"reason":"not_subscribed"'
# All of them with names are for supervisors, by the login.
expect 9 "$urp" export notices
contains err 'may not export with names'
expect 0 "$urp" export notices --pseudonymise
equal "$(wc -l < out)" "$(($(sql 'SELECT count(*) FROM notice_recipient') + 1))"
expect 0 "$urp" notice list --all
equal "$(cut -f1,2 out)" $'p2\tdone\np1\tdone\nf1\tdone\nc4\tcancelled\nc3\tdone\nc2\tdone\nc1\tdone\na1\tdone'
[ "$failures" -eq 0 ]
