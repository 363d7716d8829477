# What holds a notice up: rate codes, a dead token, a template that is paused, too many failures, the limit of the day,
# approval, ctrl-C; and a file of 100,000 rows.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim --ledger "$scratch/ledger.jsonl" --pair-rate off --throughput 1000
sim statuses '{"mode":"none"}'
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
[notice]
rate = 400
daily = 1000
approve_above = 500
[roles]
supervisor = ["anna", "maria"]'
people=600
insert_tickets $people
sql "INSERT INTO subscription (contact, topic, identity, at, evidence) SELECT id, 'meteo', 'phone', 1, 'test' FROM contact WHERE id <= $people"
sim templates '[{"name":"allerta","language":"it","status":"APPROVED","body":"Allerta {{1}}."}]'
expect 0 "$urp" template sync
taken() { grep -c '"kind":"messages"' ledger.jsonl || true; }
state() { sql "SELECT state FROM notice WHERE name = '$1'"; }
count() { sql "SELECT count(*) FROM notice_recipient r JOIN notice n ON n.id = r.notice WHERE n.name = '$1' AND r.status = '$2'"; }
new() { expect 0 "$urp" notice new "$@" --clerk gianni; }
subscribers() { sql "UPDATE subscription SET ended_at = CASE WHEN contact > $1 THEN 2 END; DELETE FROM person_hold; UPDATE attempt SET claimed_at = claimed_at - 3600 WHERE opens = 0"; }

# Above the number of [notice] approve_above a second clerk looks at it: a supervisor, and not who wrote it.
new prova --topic meteo --text 'Domani scuole chiuse.'
expect 0 "$urp" notice schedule prova --clerk maria
contains err 'it waits for a second clerk'
expect 0 "$urp" notice run
equal "$(state prova)" scheduled
expect 9 "$urp" notice approve prova --clerk maria
contains err 'maria wrote or scheduled it'
expect 9 "$urp" notice approve prova --clerk paolo
contains err 'paolo may not approve notices'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never
contains out 'TO BE APPROVED'
# Another name is not another person: with no list of clerks anybody may call themselves anna.
sed -i "s/^supervisor = .*/supervisor = [\"anna\", \"maria\", \"$me\"]/" urp.toml
expect 9 "$urp" notice approve prova --clerk anna
contains err 'have one login'
others_wrote() { sql "UPDATE notice_author SET login = 'gianni'"; }
others_wrote
expect 0 "$urp" notice approve prova --clerk anna
expect 7 "$urp" notice approve prova --clerk anna

# A rate code in the middle: it slows down, and everybody gets it once.
sim faults '{"next":[{"kind":"status","on":"messages","http":429,"code":130429,"after":100,"times":5}]}'
expect 0 "$urp" notice run
same err < /dev/null
equal "$(state prova)" done
equal "$(count prova sent)" $people
equal "$(taken)" $people
equal "$(grep '"kind":"messages"' ledger.jsonl | grep -o '"to":"[^"]*"' | sort | uniq -d | wc -l)" 0 "people who got it twice"

# A token that dies: nothing more is tried, nothing is lost; the next good one goes on where it stopped.
subscribers 300
new gettone --topic meteo --text 'Riaprono le scuole.'
expect 0 "$urp" notice schedule gettone
: > ledger.jsonl
"$urp" notice run > out 2> err & runner=$!
wait_for 20 sh -c '[ "$(grep -c messages ledger.jsonl)" -ge 100 ]'
sim token '{"state":"expired"}'
from=$(date +%s%N)
wait "$runner"; equal "$?" 4 "exit of run"
[ "$(($(date +%s%N) - from))" -lt 1000000000 ] || fail "it took more than a second to stop"
contains err 'sending is stopped'
equal "$(state gettone)" running
equal "$(($(count gettone sent) + $(count gettone pending)))" 300 "sent and still to be sent"
refused=$(grep -c '"kind":"refused"' ledger.jsonl)
[ "$refused" -lt 100 ] || fail "$refused requests with a dead token"
expect 0 env URP_FORCE_TTY=80 "$urp" notice show gettone --color never
contains out 'NOTHING IS SENT'
sim token '{"state":"ok"}'
printf 'test-token\n\n' > token   # looked at again
sql "UPDATE channel SET next_probe = 0"
expect 0 "$urp" notice run
equal "$(state gettone) $(count gettone sent)" 'done 300'
equal "$(grep '"kind":"messages"' ledger.jsonl | grep -o '"to":"[^"]*"' | sort | uniq -d | wc -l)" 0 "people who got it twice"

# A paused template meets everybody: it stops by itself after the first, says so once, and goes on when it is mended.
sql "UPDATE service_window SET last_inbound_at = 1"
new modello --topic meteo --template allerta --param 1=rossa
expect 0 "$urp" notice schedule modello
sim faults '{"next":[{"kind":"status","on":"messages","http":400,"code":132015,"details":"paused","times":8}]}'
expect 1 "$urp" notice run
contains err 'notice modello stopped by itself: paused (132015)'
equal "$(state modello)" paused
expect 0 "$urp" notice run
same err < /dev/null
expect 0 "$urp" status
contains out $'health\tnotice_stopped'
sim faults '{"clear":true}'
failed=$(count modello failed)
[ "$failed" -ge 1 ] && [ "$failed" -le 8 ] || fail "$failed failed"
expect 0 "$urp" template sync
expect 0 "$urp" notice resume modello
expect 0 "$urp" notice run
equal "$(state modello)" done
equal "$(count modello sent)" $((300 - failed))
expect 0 "$urp" notice retry modello --failed
expect 0 "$urp" notice run
equal "$(state modello) $(count modello sent) $(count modello failed)" 'done 300 0'

# The limit of the day counts people outside of their window, also of earlier notices.
subscribers 600
new limite --topic meteo --template allerta --param 1=gialla
expect 0 "$urp" notice show limite --json
contains out '"daily_limit":1000,"daily_used":300'
expect 0 "$urp" notice schedule limite --clerk maria
others_wrote
expect 0 "$urp" notice approve limite --clerk anna
sql "INSERT INTO channel (number, daily_limit) VALUES (1, 500) ON CONFLICT DO UPDATE SET daily_limit = 500"
expect 0 "$urp" notice run
same err < /dev/null
used=$(sql "SELECT count(DISTINCT contact) FROM attempt WHERE opens = 1")
[ "$used" -ge 500 ] && [ "$used" -le 512 ] || fail "$used people were written to, the limit is 500"
equal "$(state limite)" running
expect 0 "$urp" notice cancel limite
equal "$(($(count limite sent) + $(count limite cancelled)))" 600

# More than a quarter fails: it stops by itself.
sql "UPDATE channel SET daily_limit = -1; UPDATE attempt SET claimed_at = claimed_at - 90000"
subscribers 500
new falliti --topic meteo --template allerta --param 1=blu
expect 0 "$urp" notice schedule falliti
sim faults '{"next":[{"kind":"status","on":"messages","http":400,"code":131026,"times":1000},
  {"kind":"slow","on":"messages","ms":50,"times":1000}]}'
expect 1 "$urp" notice run
contains err 'notice falliti stopped by itself: more than a quarter of the messages failed'
equal "$(state falliti)" paused
[ "$(count falliti pending)" -gt 0 ] || fail "it did not stop in time"
sim faults '{"clear":true}'
expect 0 "$urp" notice cancel falliti

# ctrl-C settles what is under way; the rest is sent by the next run.
subscribers 300
sql "UPDATE service_window SET last_inbound_at = unixepoch()"
new pausa --topic meteo --text 'Cessata allerta.'
expect 0 "$urp" notice schedule pausa
: > ledger.jsonl
( trap - INT; exec "$urp" notice run ) > out 2> err & runner=$!
wait_for 20 sh -c '[ "$(grep -c messages ledger.jsonl)" -ge 60 ]'
kill -INT "$runner"; wait "$runner"; equal "$?" 130 "exit after ctrl-C"
equal "$(count pausa sending)" 0 "under way"
expect 0 "$urp" notice run
equal "$(state pausa) $(count pausa sent)" 'done 300'

# 100,000 rows with 50 bad ones: each is named by its line, and nothing is written.
awk 'BEGIN { print "phone,1"; for (i = 1; i <= 100000; ++i) {
  if (i % 2000 == 7) print "boh" i ",x"; else print "c" i ",x" } }' > gente.csv
sql "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
  INSERT OR IGNORE INTO contact (id, created_at) SELECT i, 1 FROM n"
expect 2 "$urp" notice new tanti --topic meteo --template allerta --csv gente.csv
equal "$(grep -c '^gente.csv:[0-9]*: boh[0-9]*: nobody known here$' err)" 50 "rows that are named"
equal "$(head -n 1 err)" 'gente.csv:8: boh7: nobody known here'
contains err '50 rows cannot be used; nothing was changed'
equal "$(sql "SELECT count(*) FROM notice WHERE name = 'tanti'")" 0
equal "$(sql 'PRAGMA integrity_check')" ok integrity
