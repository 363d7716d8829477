# What the office says by itself: welcome and receipt, the word on closing with its survey; never twice, whoever is killed when.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
words='[automatic]
welcome = "Benvenuto, {name}. {privacy}"
receipt = "Pratica {ticket} di {office}: {term}."
closed = "La pratica {ticket} e conclusa."
survey = true
[privacy]
url = "https://www.example.org/privacy"'
office "$words"
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Buongiorno'
expect 0 "$urp" sync
expect 0 "$urp" sync
equal "$(sql "SELECT text FROM message WHERE automatic = 1")" "Benvenuto, Maria Serra. https://www.example.org/privacy

Pratica URP-1 di URP Comune di Cagliari: 30 giorni."
equal "$(sql "SELECT count(*) || purpose FROM message WHERE automatic = 1 AND status <> 'queued'")" 1receipt
expect 0 "$urp" show 1 --peek --json
contains out '"purpose":"receipt"'
contains out '"state":"new","turn":"office"'
expect 0 "$urp" status --json
contains out '"automatic":1}'
expect 0 env URP_FORCE_TTY=80 URP_PAGER=cat "$urp" --lang it status
contains out 'AUTOMATICI'
"$urp" doctor > out 2>&1
contains out 'automatic messages: welcome, receipt, closed, survey; 1 of 800 this month'

# Closed: two minutes later the citizen is told and asked; twelve hours after the receipt, which we let pass.
expect 0 "$urp" close 1
hours_pass() {  # of everything but the citizen's window
  sql "UPDATE message SET at = at - 46800 WHERE automatic = 1; UPDATE ticket SET closed_at = closed_at - 200 WHERE closed_at > 0
       AND NOT EXISTS (SELECT 1 FROM automatic_due WHERE ticket = ticket.id AND occasion = 'closed')"
}
hours_pass
expect 0 "$urp" sync
expect 0 "$urp" sync
equal "$(sql "SELECT count(*) FROM message WHERE purpose = 'survey'")" 1
sim inbound '{"from":"393330000102","name":"Maria Serra","interactive":{"type":"button_reply","button_reply":{"id":"urp-survey-1-good","title":"Bene"}}}'
wait_for 10 sh -c '[ "$(sqlite3 office/urp.db "SELECT answer FROM survey")" = good ]'
sim inbound '{"from":"393330000102","name":"Maria Serra","interactive":{"type":"button_reply","button_reply":{"id":"urp-survey-1-bad","title":"Male"}}}'
wait_for 10 sh -c '[ "$(sqlite3 office/urp.db "SELECT count(*) FROM message WHERE purpose = '"'survey'"' AND ticket IS NULL")" = 2 ]'
equal "$(sql 'SELECT answer FROM survey')" good
equal "$(sql 'SELECT state FROM ticket')" closed
expect 0 env URP_FORCE_TTY=80 URP_PAGER=cat "$urp" --lang it show 1 --peek
contains out 'il cittadino ha risposto al sondaggio: contento'
expect 0 "$urp" contact show c1 --json
contains out '"purpose":"survey"'
stop_listen

# Killed at each durable write of the pass that speaks: the next one says it, once.
preload="$build/tests/libkill_at.so ${LD_PRELOAD:-}"  # what is there says which day it is
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $preload"; fi
sqlite3 office/urp.db "UPDATE message SET at = at - 90000 WHERE automatic = 1"
cp office/urp.db before.db
point=0 lived=0
while [ "$lived" -eq 0 ]; do
  point=$((point + 1))
  [ "$point" -lt 60 ] || { fail 'the crash points never ran out'; break; }
  rm -rf office/urp.db-wal office/urp.db-shm; cp before.db office/urp.db
  expect 0 "$urp" sync  # knows that it is a copy: what is due from now on is its own
  sql "INSERT INTO ticket (contact, number, kind, state, messages, presented_at, waiting_since, last_message_at, term_due_at)
         SELECT contact, number, 'request', 'new', 1, unixepoch(), unixepoch(), unixepoch(), unixepoch() + 2592000 FROM ticket;
       INSERT INTO automatic_due VALUES (2, 'presented', unixepoch(), unixepoch() - 5)"
  { LD_PRELOAD=$preload KILL_AT=$point timeout 60 "$urp" sync > /dev/null 2>&1 && lived=1; } 2> crash.log
  expect 0 "$urp" sync
  equal "$(sql "SELECT count(*) FROM message WHERE automatic = 1 AND text LIKE 'Pratica URP-2 %'")" 1 "receipts after a kill at $point"
  equal "$(sql 'PRAGMA integrity_check')" ok
done
[ "$point" -gt 3 ] || fail "too few crash points: $point"

# What the configuration refuses.
office '[automatic]
receipt = "Pratica {tiket}"'
expect 78 "$urp" status
contains err '"{tiket}" is no placeholder'
office "[automatic]
receipt = \"$(head -c 1001 /dev/zero | tr '\0' x)\""
expect 78 "$urp" status
contains err 'the text is too long'
