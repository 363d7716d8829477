# What ends sending, and what must not: SIGTERM, ctrl-C and a lost terminal in the middle, a database that somebody holds,
# a process that is stopped, a dead token in a crontab.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim --pair-rate off
office '[[topic]]
slug = "meteo"
name = "Meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
start_listen
sim webhooks "{\"url\":\"$url\"}"
for i in 1 2 3 4 5 6; do citizen_writes 3933300001$((10 + i)) "Cittadino $i" Buongiorno; done
expect 0 "$urp" contact subscribe c1 meteo --evidence modulo
stop_listen
status_of() { sql "SELECT status FROM message WHERE text = '$1'"; }
is_sending() { [ "$(status_of "$1")" = sending ]; }
slow() { sim faults "{\"next\":[{\"kind\":\"slow\",\"ms\":$1,\"on\":\"messages\"}]}"; }
queue() { sql "UPDATE outbox SET not_before = 0 WHERE message = (SELECT id FROM message WHERE text = '$1')"; }

# sync and notice run take what is under way to its end, and end with 130.
for signal in INT TERM HUP; do
  expect 0 "$urp" reply 2 "Sync $signal" --hold 1h
  queue "Sync $signal"
  slow 700
  "$urp" sync > out 2> err & pid=$!
  wait_for 20 is_sending "Sync $signal"
  kill -$signal $pid; wait $pid; equal $? 130 "urp sync, SIG$signal"
  equal "$(status_of "Sync $signal")" sent "SIG$signal in the middle of urp sync"
  expect 0 "$urp" notice new "n${signal,,}" --topic meteo --text "Avviso $signal"
  expect 0 "$urp" notice schedule "n${signal,,}" --yes
  slow 700
  "$urp" notice run > out 2> err & pid=$!
  wait_for 20 is_sending "Avviso $signal"
  kill -$signal $pid; wait $pid; equal $? 130 "urp notice run, SIG$signal"
  equal "$(status_of "Avviso $signal")" sent "SIG$signal in the middle of urp notice run"
done

# A command sends what was there when it took the lock. What somebody queues while its answer hangs is for who sends
# next: otherwise the first clerk of a bad hour sends for everybody, and a service that starts waits for them.
sim_pid=${children[0]}
kill -STOP "$sim_pid"
"$urp" reply 5 'La prima' > first.out 2> first.err & pid=$!
wait_for 20 is_sending 'La prima'
expect 0 "$urp" reply 6 'La seconda'
kill -CONT "$sim_pid"
wait $pid; equal $? 0 "a command whose answer hangs"
equal "$(status_of 'La prima')" sent "its own message"
equal "$(status_of 'La seconda')" queued "what came later"
expect 0 "$urp" sync
equal "$(status_of 'La seconda')" sent "with the next pass"

# hold_database, let_go: somebody's open transaction.
hold_database() {
  rm -f hold held; mkfifo hold
  sqlite3 office/urp.db < hold > held 2>&1 & holder=$!
  children+=("$holder")
  exec 8> hold
  printf '.timeout 10000\nBEGIN IMMEDIATE;\nSELECT 7;\n' >&8
  wait_for 20 grep -q 7 held
}
let_go() { printf 'ROLLBACK;\n' >&8; exec 8>&-; wait "$holder"; }

# Somebody holds the database when the answer comes: it is written when they let go, and the next one leaves.
start_service --quiet
slow 500
expect 0 "$urp" reply 3 'Tenuta'
wait_for 20 is_sending Tenuta
hold_database
has_arrived() { [ "$(arrived "$1")" -ge 1 ]; }
wait_for 20 has_arrived Tenuta
equal "$(status_of Tenuta)" sending "while the database is held"
let_go
was_written() { ! is_sending "$1"; }
wait_for 20 was_written Tenuta
expect 0 "$urp" reply 3 'La prossima' --wait
equal "$(arrived Tenuta)" 1
equal "$(arrived 'La prossima')" 1

# What cannot be counted at the end is told, and it is a good end all the same.
stop_listen
start_listen
knock() { expect 1 "$post" --url "$url" --bad-signature "$source_dir/tests/data/morning/05-report.json"; }
knock
wait_for 10 grep -q ' turned away: 401=1' listen.log
knock
hold_database
stop_listen
contains listen.log 'what was turned away could not be counted: '
let_go
start_service --quiet

# SIGHUP, SIGUSR1 and SIGUSR2 end nothing; SIGTERM ends the service in time, whatever hangs.
for signal in HUP USR1 USR2; do kill -"$signal" "$listen_pid"; done
expect 0 "$urp" reply 4 'Dopo i segnali' --wait
sim faults '{"next":[{"kind":"hang_before_accept","on":"media"},{"kind":"hang_before_accept","on":"media"}]}'
sim webhooks "{\"url\":\"$url\"}"
sim inbound '{"from":"393330000114","image":{"size":4800}}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM media') -eq 1 ]"
begun=$SECONDS
stop_listen
[ $((SECONDS - begun)) -le 30 ] || fail "the service took $((SECONDS - begun)) s to end"
sim faults '{"clear":true}'

# Who holds the lock and is stopped sends nothing: told once, by whoever comes by.
start_service --quiet
expect 0 "$urp" reply 1 'Con il servizio' --wait
kill -STOP "$listen_pid"
wait_for 10 grep -q '^State:[[:space:]]*T' "/proc/$listen_pid/status"
expect 0 "$urp" sync
contains err "process $listen_pid sends for this office, and is stopped"
expect 0 "$urp" sync
same err < /dev/null
expect 1 "$urp" doctor --offline
contains out $'!!\tsender\tprocess '"$listen_pid sends for this office, and is stopped"
kill -CONT "$listen_pid"
stop_listen
"$urp" doctor --offline > out 2> err
lacks out $'\tsender\t'

# In a crontab a dead token is one mail, and one more when it died again after it was well.
sim token '{"state":"expired"}'
expect 0 "$urp" reply 4 'Senza token' --hold 1h
queue 'Senza token'
mails=0
for i in 1 2 3; do
  "$urp" sync > out 2> err; equal $? 4 "a dead token"
  [ ! -s err ] || mails=$((mails + 1))
  "$urp" notice run > out 2> err; equal $? 4 "a dead token, notice run"
  [ ! -s err ] || mails=$((mails + 1))
done
equal "$mails" 1 "mails of a dead token"
sim token '{"state":"ok"}'
sql 'UPDATE channel SET next_probe = 0'
expect 0 "$urp" sync
equal "$(status_of 'Senza token')" sent
sim token '{"state":"expired"}'
expect 0 "$urp" reply 4 'Di nuovo senza' --hold 1h
queue 'Di nuovo senza'
"$urp" sync > out 2> err; equal $? 4 "a dead token, again"
contains err 'sending is stopped'

# The log of the service says when sending stops and when it goes on, each once.
start_service --quiet
wait_for 20 grep -q ' sending stopped$' listen.log
sim token '{"state":"ok"}'
sql 'UPDATE channel SET next_probe = 0'
wait_for 20 grep -q ' sending again$' listen.log
was_sent() { [ "$(status_of "$1")" = sent ]; }
wait_for 20 was_sent 'Di nuovo senza'
stop_listen
equal "$(grep -oE ' sending (stopped|again)$' listen.log | tr -d '\n')" ' sending stopped sending again' "the log"

# In a crontab, what keeps a pass from its work altogether is one mail of each task, too; a person at a terminal
# hears it each time.
# mails_of STATUS: of three minutes of a crontab.
mails_of() {
  mails=0
  for i in 1 2 3; do
    for task in sync 'notice run'; do
      # shellcheck disable=SC2086
      "$urp" $task > out 2> err; equal $? "$1" "urp $task"
      [ ! -s err ] || { mails=$((mails + 1)); cp err mail; }
    done
  done
}
chmod 644 token
mails_of 4
equal "$mails" 2 "mails of a token that others can read"
contains mail 'chmod 600'
script -qec "'$urp' sync" /dev/null > screen 2>&1 < /dev/null
contains screen 'other people can read'
chmod 600 token
mails_of 0
equal "$mails" 0 "mails when all is well"
mv token away
mails_of 78
equal "$mails" 2 "mails of a token that is not there"
mv away token; mails_of 0; mv token away
mails_of 78
equal "$mails" 2 "mails of a token that is gone again"
mv away token
expect 2 "$urp" sync --boh
expect 2 "$urp" sync --boh
contains err '--boh'
