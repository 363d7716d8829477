#!/usr/bin/env bash
# --dry-run: whatever sends or destroys has it, says what it would do, and nothing is sent, changed or thrown away by it.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en TZ=Europe/Rome
start_sim
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
urgent = true
[notice]
approve_above = 1
[desk]
close_waiting = "7d"'
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000101 "Maria Serra" "METEO ON"
citizen_writes 393330000102 "Paolo Usai" "METEO ON"
citizen_writes 393330000103 "Anna Melis" "Orari dell'anagrafe?"
citizen_writes 393330000104 "Efisio Piras" "C'è una buca"
citizen_writes 393330000105 "Lucia Cocco" "Grazie, e la mensa?"
expect 0 "$urp" sync
for name in bozza attende parte; do expect 0 "$urp" notice new "$name" --topic meteo --text "Avviso $name"; done
expect 0 "$urp" notice schedule attende --expires 10h --clerk maria
expect 0 "$urp" notice schedule parte --expires 10h --clerk maria
sql "UPDATE notice SET approval_needed = 0 WHERE name = 'parte'"
sql "UPDATE notice_author SET login = 'maria'"  # one login may not approve what it wrote
mv token token.away
for ticket in 1 2 3; do expect 0 "$urp" reply "$ticket" "Risposta $ticket" --clerk maria --hold 0s; done
mv token.away token
sql "INSERT INTO draft(ticket, clerk, text, at) SELECT 1, 'maria', 'Non ancora finita', at FROM message LIMIT 1"
stop_listen

state() { { sql .dump; find office token urp.toml -type f ! -name '*-wal' ! -name '*-shm' -printf '%p %s\n' | sort; } | sha256sum; }
# rehearses COMMAND: it must say so, with 0, and change nothing at all.
rehearses() {
  local before; before=$(state)
  # shellcheck disable=SC2086
  expect 0 "$urp" $1 --clerk "${2:-maria}" --dry-run
  contains err 'a rehearsal: nothing was changed'
  equal "$(state)" "$before" "the office after: urp $1 --dry-run"
  # shellcheck disable=SC2086
  expect 0 env URP_FORCE_TTY=80 "$urp" $1 --clerk "${2:-maria}" --dry-run
  [ -s out ] || fail "nothing is said of what would be: urp $1 --dry-run"
  equal "$(state)" "$before" "the office after: urp $1 --dry-run, at a terminal"
}
rehearses sync
contains out 'would leave now: messages 3, letters 0; files to fetch: 0'
contains out 'notice parte: to be sent 2'
lacks out attende
rehearses 'notice run'
contains out 'notice parte: to be sent 2'
rehearses 'notice rehearse bozza --to 393330000103'
contains out 'Avviso bozza'
rehearses "notice schedule bozza --expires 10h"
rehearses 'notice approve attende' anna
rehearses 'notice pause parte'
rehearses 'notice cancel attende'
rehearses 'cancel 1/2'
rehearses 'cancel 1/2 2/2 3/2'
contains out '3/2: would be taken back'
rehearses 'drafts --drop 1'
contains out 'Non ancora finita'
expect 2 "$urp" drafts --dry-run
contains err '--dry-run goes with --drop'
sql "UPDATE notice SET state = 'paused' WHERE name = 'parte'"
rehearses 'notice resume parte'
equal "$(sent_texts | grep -cE 'Avviso|Risposta')" 0 "what reached WhatsApp"

# What is refused is refused by the rehearsal, too.
expect 7 "$urp" notice resume attende --dry-run
expect 3 "$urp" cancel 1/99 --dry-run
expect 3 "$urp" drafts --drop 2 --clerk maria --dry-run
# For programs: the same document as of the real thing.
expect 0 "$urp" sync --dry-run --json
contains out '"messages":3,"letters":0,"media":0,"expired":0,"closed":0,"notices":[],"stopped":false}'
expect 0 "$urp" notice cancel attende --dry-run --json
contains out '"state":"cancelled"'
equal "$(sql "SELECT state FROM notice WHERE name = 'attende'")" scheduled "after the rehearsal"
# Sending is stopped: that is said, since nothing would leave.
sql "INSERT INTO channel(number, stopped_since, reason) SELECT DISTINCT number, 1, 'token' FROM message"
rehearses sync
contains out 'sending is stopped'

# A new verb must be in one of the two lists: has the rehearsal, or what it does leaves nothing behind that hurts.
with='assign cancel close contact drafts flag identify init kind later merge migrate new notice outbox protocol publish
purge redact release reopen replay reply restore route split subject sync tag take undo urgent'
without='audit backup canned clock completion config doctor export help inbox link listen log mail-in media next note rules
search show similar stats status template topic triage tutorial verify'
"$urp" --help | sed -nE 's/^  ([a-z-]+)  .*/\1/p' | sort > verbs
printf '%s\n' $with $without | sort > listed
diff listed verbs > differ || fail "verbs in no list, or in two: $(cat differ)"
for verb in $with; do
  case $verb in
    contact) set -- contact\ erase contact\ merge contact\ block ;;
    notice) set -- notice\ new notice\ rehearse notice\ schedule notice\ approve notice\ run notice\ pause notice\ resume \
      notice\ cancel notice\ retry ;;
    outbox) set -- outbox\ resend outbox\ give-up ;;
    *) set -- "$verb" ;;
  esac
  # shellcheck disable=SC2086
  for one in "$@"; do "$urp" $one --help | grep -qe '--dry-run' || fail "urp $one has no --dry-run"; done
done
