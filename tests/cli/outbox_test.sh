# urp outbox, cancel, sync, doctor and the first line of status: what has not left, and what stands in its way.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 "Maria Serra" "Buongiorno"
citizen_writes 393330000103 "Paolo Usai" "Buongiorno"
citizen_writes 393330000104 "Anna Melis" "Buongiorno"
citizen_writes 393330000105 "Efisio Piras" "Buongiorno"  # nobody gets more than five answers in 30 s
status_of() { sql "SELECT status FROM message WHERE ticket = ${1%/*} AND seq = ${1#*/}"; }

# What rests is listed, and can be taken back; what has left cannot.
expect 0 "$urp" reply 1 'Prima' --hold 1h
equal "$(cut -f1,2 out)" $'1/2\tqueued'
expect 0 "$urp" reply 2 'Seconda' --hold 1h --clerk maria
expect 0 "$urp" reply 3 'Terza'
expect 0 "$urp" outbox
equal "$(cut -f1,2,3,4,9 out)" $'1/2\tqueued\tMaria Serra\t'"$me"$'\tPrima\n2/2\tqueued\tPaolo Usai\tmaria\tSeconda'
expect 0 "$urp" outbox --json
contains out '"messages":[{"ticket":1,"number":2,"status":"queued","contact_name":"Maria Serra","text":"Prima",'
contains out '"channel":{"sending":"ok","reason":null,"since":null}'
expect 0 "$urp" completion bash --values queued
equal "$(cat out)" $'1/2\n2/2'
expect 0 "$urp" cancel 1/2 --json
contains out '"status":"cancelled"'
equal "$(sql 'SELECT state FROM ticket WHERE id = 1')" open "the turn of what was taken back"
expect 7 "$urp" cancel 1/2
expect 7 "$urp" cancel 3/2
expect 3 "$urp" cancel 3/9
expect 3 "$urp" cancel 3/1
expect 2 "$urp" cancel 3
# Several: what could not be done is named, and 8 says that not all was.
expect 0 "$urp" reply 1 'Ancora' --hold 1h
expect 8 "$urp" cancel 1/3 3/2 --json
contains out '"done":["1/3"],"failed":[{"message":"3/2","error":{"code":"conflict",'
expect 3 "$urp" cancel 1/3 3/9
contains err 1/3
contains err 3/9
expect 2 "$urp" cancel 2/2 1/2-3
contains err '--yes'
equal "$(status_of 2/2)" queued "without --yes"
expect 8 "$urp" cancel 2/2 1/2-3 --yes
equal "$(status_of 2/2)" cancelled "with --yes"

# Uncertain: nothing is repeated by itself. Sending it again wants a yes; giving it up gives the turn back.
sim faults '{"next":[{"kind":"close_before_accept","on":"messages"},{"kind":"close_before_accept","on":"messages"}]}'
expect 0 "$urp" reply 1 'Forse'
contains out uncertain
expect 0 "$urp" reply 2 'Chissà' --clerk maria
expect 0 "$urp" sync
equal "$(arrived Forse)" 0 "uncertain, after another pass"
expect 0 "$urp" outbox --uncertain
equal "$(cut -f1 out)" $'1/4\n2/3'
expect 0 env URP_FORCE_TTY=80 "$urp" outbox --color never
contains out '? UNCERTAIN'
contains out 'urp outbox resend 1/4   |   urp outbox give-up 1/4'
expect 2 "$urp" outbox resend 1/4 < /dev/null
contains err '--yes'
revision=$(sql 'SELECT max(revision) FROM message')
expect 0 "$urp" outbox resend 1/4 --dry-run
expect 0 "$urp" outbox give-up 1/4 --dry-run
expect 3 "$urp" outbox resend 1/99 --dry-run
equal "$(sql 'SELECT max(revision) FROM message')" "$revision" "after a rehearsal"
expect 0 "$urp" outbox resend 1/4 --yes
equal "$(arrived Forse)" 1 "sent again"
equal "$(sql "SELECT count(DISTINCT token) FROM attempt a JOIN message m ON m.id = a.message WHERE m.text = 'Forse'")" 2 tokens
expect 7 "$urp" outbox resend 1/4 --yes
expect 0 "$urp" outbox give-up 2/3
equal "$(status_of 2/3)" failed "given up"
equal "$(sql 'SELECT state FROM ticket WHERE id = 2')" open "the turn of what was given up"
expect 7 "$urp" outbox give-up 2/3
expect 0 env URP_FORCE_TTY=80 "$urp" show 2 --peek --color never
contains out '✗ FAILED: given up by a clerk'
# At a terminal it shows the words and asks; only a yes is one.
export TERM=xterm
typing "$urp outbox resend 2/3"
shows 'Send it again? [y/N]'
contains screen 'Chissà'
press '\n'
typed 2
equal "$(status_of 2/3)" failed "without a yes"
typing "$urp outbox resend 2/3"
shows 'Send it again? [y/N]'
press 'y\n'
typed 0
equal "$(arrived Chissà)" 1 "with a yes"
# Two that settle the same message at once: one of them does.
sim faults '{"next":[{"kind":"close_before_accept","on":"messages"}]}'
expect 0 "$urp" reply 3 'Due mani'
pids=(); won=0
for i in 1 2 3 4; do "$urp" outbox resend 3/3 --yes > "hand$i" 2>&1 & pids+=($!); done
for pid in "${pids[@]}"; do
  wait "$pid"; got=$?
  case $got in 0) won=$((won + 1)) ;; 7) ;; *) fail "resend at once: exit $got: $(cat hand?)" ;; esac
done
equal "$won" 1 "resend at once"
equal "$(arrived 'Due mani')" 1 "resend at once"

# The token is refused: the channel stops, everything says so, nothing is lost; a good one starts it again.
sim token '{"state":"expired"}'
expect 0 "$urp" reply 3 'Con il token scaduto'
contains out queued
expect 4 "$urp" sync
contains err 'sending is stopped'
expect 0 env URP_FORCE_TTY=80 "$urp" status --color never
head -n 1 out | grep -q '^!! SENDING IS STOPPED since .*: the token is expired, invalid or revoked' ||
  fail "the first line of status: $(head -n 1 out)"
expect 0 "$urp" status --json
contains out '"channel":{"sending":"stopped","reason":"'
contains out '"health":[{"code":"channel_stopped",'
expect 0 env URP_FORCE_TTY=80 "$urp" outbox --color never
contains out '!! nothing is sent since'
expect 1 "$urp" doctor
contains out $'!!\tchannel\t'
contains out $'!!\ttoken\t'
expect 1 "$urp" doctor --offline --json
[ -s out ] && fail "a document of a failure belongs on stderr"
contains err '{"level":"broken","code":"channel",'
lacks err '"code":"subscription"'
equal "$(arrived 'Con il token scaduto')" 0 "while it is stopped"
sim token '{"state":"ok"}'
sql 'UPDATE channel SET next_probe = 0'
expect 0 "$urp" sync
equal "$(arrived 'Con il token scaduto')" 1 "after it started again"
expect 0 "$urp" doctor
lacks out '!!'
expect 0 "$urp" sync
[ -s out ] && fail "a pass that did nothing says something: $(cat out)"

# Who cannot read the token must not stop the channel for those who can.
mv token token.away
expect 0 "$urp" reply 4 'Senza token'
contains out queued
expect 78 "$urp" sync
equal "$(sql 'SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL')" 0 "the channel"
mv token.away token
stop_listen

# The worker of `urp listen` holds the lock: sync is silent and 0.
start_service
sim webhooks "{\"url\":\"$url\"}"
wait_for 10 sh -c '! flock -n office/urp.db-sender true'
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db \"SELECT status FROM message WHERE text = 'Senza token'\")\" != queued ]"
expect 0 "$urp" sync
[ -s out ] || [ -s err ] && fail "sync beside the service: $(cat out err)"
expect 0 "$urp" sync --json
contains out '"had_lock":false'
# What goes wrong in one part of the work keeps neither the intake nor the rest of the work.
sql 'ALTER TABLE media_fetch RENAME TO media_fetch_away'
wait_for 10 grep -q ' ALARM a part of the work rests, and begins again in 10 s: .*media_fetch' listen.log
citizen_writes 393330000106 "Lucia Cocco" "Ci siete?"
expect 0 "$urp" reply "$(sql 'SELECT max(id) FROM ticket')" 'Ci siamo.' --wait
equal "$(arrived 'Ci siamo.')" 1 "while another part rests"
stop_listen
sql 'ALTER TABLE media_fetch_away RENAME TO media_fetch'
expect 0 "$urp" outbox
[ -s out ] && fail "something is left: $(cat out)"
equal "$(sql 'PRAGMA integrity_check')" ok integrity
