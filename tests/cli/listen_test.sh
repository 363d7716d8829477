# What urp listen says to whoever knocks: handshake, signatures, sizes, broken bodies, a disk that is full.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
office
start_listen --now "$now"
status() { curl -s -o answer -w '%{http_code}' "$@"; }

# Handshake: the challenge comes back byte for byte, and only for the right token.
equal "$(status "$url?hub.mode=subscribe&hub.verify_token=test-verify&hub.challenge=1158201444")" 200
printf 1158201444 | cmp -s - answer || fail "challenge: $(cat answer)"
equal "$(status "$url?hub.mode=subscribe&hub.verify_token=test-verify&hub.challenge=a%2Bb%25c%20d")" 200
printf 'a+b%%c d' | cmp -s - answer || fail "challenge with + and %: $(cat answer)"
equal "$(status "$url?hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1")" 403
equal "$(status "$url?hub.mode=unsubscribe&hub.verify_token=test-verify&hub.challenge=1")" 403
equal "$(status "$url?hub.mode=subscribe&hub.verify_token=test-verify&hub.challenge=$(printf 'a%.0s' {1..2000})")" 403
equal "$(status "$url?hub.mode=subscribe&hub.verify_token=test-verify&hub.challenge=a%1b%5b")" 403
equal "$(status -X DELETE "$url")" 405
equal "$(status "${url}s")" 404

# A bad or missing signature leaves no row.
body=$source_dir/tests/data/morning/05-report.json
expect 1 "$post" --url "$url" --bad-signature "$body"
contains out 401
expect 1 "$post" --url "$url" --no-signature "$body"
contains out 401
equal "$(sql 'SELECT count(*) FROM journal')" 0 "journal after bad signatures"
# But it is counted and told: a changed app secret must not be days of silence.
wait_for 10 grep -q ' turned away: 401=2 ' listen.log || wait_for 10 grep -q ' turned away: .*401=' listen.log

# The same body twice, at once and later, changes nothing the second time.
expect 0 "$post" --url "$url" "$body"
dump() { sqlite3 office/urp.db '.dump journal journal_part contact identity service_window ticket message event event_detail'; }
dump > once
expect 0 "$post" --url "$url" --repeat 4 --connections 4 "$body"
dump > again
cmp -s once again || fail "a repeated body changed something: $(diff once again | head -n 5)"
# The same message in another body (another batch) is a duplicate, not a second message.
sed 's/"object"/ "object"/' "$body" > rewritten.json
expect 0 "$post" --url "$url" rewritten.json
equal "$(sql 'SELECT count(*) FROM message')" 1 messages
equal "$(sql "SELECT group_concat(outcome) FROM journal_part")" projected,duplicate outcomes

# Sizes: a little over 3 MB is taken, over 4 MiB is refused at the headers.
{ printf '{"object":"whatsapp_business_account","entry":[],"filler":"'; head -c 3200000 /dev/zero | tr '\0' x; printf '"}'; } > large.json
expect 0 "$post" --url "$url" large.json
head -c 4300000 /dev/zero | tr '\0' x > huge.json
expect 1 "$post" --url "$url" huge.json
contains out 413

# Broken bodies: always an answer, kept and counted, never in the way of the next.
before=$(sql 'SELECT count(*) FROM journal')
printf 'not json' > b1; printf '{"object":' > b2; head -c 3000000 /dev/zero | tr '\0' '[' > b3; printf '[]' > b4; : > b5
expect 0 "$post" --url "$url" b1 b2 b3 b4 b5
equal "$(( $(sql 'SELECT count(*) FROM journal') - before ))" 5 "broken bodies kept"
[ "$(sql "SELECT count(*) FROM journal_part WHERE outcome = 'unhandled'")" -ge 5 ] || fail "broken bodies are not counted"
expect 0 "$post" --url "$url" "$source_dir"/tests/data/webhook/*.json
expect 0 "$urp" status --json --now "$now"
contains out '"unhandled"'

# Nothing a stranger wrote is in the log.
lacks listen.log 393330000102
lacks listen.log 'buca'
stop_listen
equal "$(sql 'SELECT sum(count) FROM turned_away WHERE status = 401')" 2 "wrong signatures"
expect 0 "$urp" status --now "$now"
lacks out turned_away  # good ones came since
sql "UPDATE turned_away SET last_at = (SELECT max(received_at) + 1 FROM journal) WHERE status = 401"
expect 0 "$urp" status --now "$now"
contains out $'health\tturned_away\twebhooks with a wrong signature since yesterday: 2;'
contains listen.log ' stopped: '
expect 1 "$urp" doctor --offline --now "$now"
contains out $'!!\tsignature\twebhooks with a wrong signature since yesterday: 2'
contains out $'!!\ttoo_large\tbodies too large to be kept since yesterday: 1'

# Without a token it is never said that sending is possible.
cp urp.toml with_token.toml
sed -i "/^token_file/d" urp.toml
sql "UPDATE channel SET stopped_since = NULL"  # some of the bodies above stopped it
expect 1 "$urp" doctor --offline --now "$now"
contains out $'!!\tchannel\tnothing can be sent: there is no access token'
mv with_token.toml urp.toml

# A disk that is full: 503, so that WhatsApp delivers again; nothing half written; what came before is safe.
kept=$(sql 'SELECT count(*) FROM message')
sqlite3 office/urp.db 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
blocks=$(( $(stat -c %s office/urp.db) / 1024 + 64 ))
(trap '' XFSZ; ulimit -f "$blocks"; exec "$urp" listen --no-work --now "$now" 2> full.log) &
listen_pid=$!; children+=("$listen_pid")
wait_for 20 grep -q '^listening on ' full.log
url=$(sed -n 's/^listening on //p' full.log)
"$post" --url "$url" --generate 300 --seed 11 --connections 4 --at 1795420000 --summary > answers 2>&1
contains answers 503
answered=$(sed -n 's/^200[: ]*\([0-9]*\).*/\1/p' answers)
stop_listen
equal "$(sql 'SELECT count(*) FROM message')" "$((kept + ${answered:-0}))" "messages after the disk was full"
equal "$(sql 'PRAGMA integrity_check')" ok integrity
equal "$(sql 'SELECT count(*) FROM message m WHERE ticket IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.id = m.ticket)')" 0 orphans

# A socket for the proxy alone.
sed -i 's|^port = 0|address = "unix:'"$scratch"'/webhook.sock"|' urp.toml
start_listen
equal "$(curl -s -o answer -w '%{http_code}' --unix-socket webhook.sock 'http://urp/webhook?hub.mode=subscribe&hub.verify_token=test-verify&hub.challenge=42')" 200
equal "$(cat answer)" 42
equal "$(stat -c %a webhook.sock)" 660
wait_for 10 grep -qF "listening on unix:$scratch/webhook.sock:/webhook" listen.log
stop_listen
[ ! -e webhook.sock ] || fail "the socket was left behind"
sed -i 's|^address = .*|port = 0|' urp.toml

# Two cannot have one port; the second says so.
start_listen
port=${url##*:}
expect 75 "$urp" listen --port "${port%%/*}" --no-work
stop_listen

# A database of a newer urp: listen refuses to start, everything else too, and says what to do.
sql 'PRAGMA user_version = 999'
expect 20 "$urp" listen --no-work
expect 20 "$urp" inbox
contains err 'urp: '
sql 'PRAGMA user_version = 1'
expect 21 "$urp" inbox
contains err 'urp migrate'
