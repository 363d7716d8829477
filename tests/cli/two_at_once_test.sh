# Several processes on one file: eight that begin an empty office at once, then eight that write beside listen under
# full load. Nobody sees an error, nothing is lost, and a clerk waits little.
. "$(dirname "$0")/lib.sh"
office

for round in 1 2 3 4 5; do
  rm -rf office
  pids=()
  for i in 1 2 3 4 5 6 7 8; do "$urp" inbox --json --now "$now" > "first$i" 2> "first$i.err" & pids+=($!); done
  for pid in "${pids[@]}"; do wait "$pid" || fail "round $round: a first run failed: $(cat first*.err)"; done
done

start_listen
"$post" --url "$url" --secret test-app-secret --generate 100000 --seed 3 --connections 4 --summary > load 2>&1 &
load=$!
children+=("$load")
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM message') -gt 50 ]"
expect 0 "$build/tests/urp-writers" office/urp.db 8 60
cat out >&2
read -r changes median longest < out
equal "$changes" 480 "changes made"
equal "$(sql "SELECT value FROM cursor WHERE name = 'writers'")" 480 "lost updates: the counter"
kill -0 "$load" 2>/dev/null || fail "the load ended before the writers did: nothing was shown"
# Eight real clerks read the same ticket on a terminal, which marks it read.
pids=()
for i in 1 2 3 4 5 6 7 8; do
  (for n in 1 2 3 4 5; do URP_FORCE_TTY=80 "$urp" show "$n" --color never > /dev/null 2> "clerk$i.err" || exit 1; done) & pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid" || fail "a clerk saw an error: $(cat clerk*.err)"; done
kill "$load"; wait "$load" 2>/dev/null
stop_listen
equal "$(sql 'SELECT count(*) FROM message')" "$(sql "SELECT count(*) FROM event WHERE verb = 'receive'")" "audit entries"
equal "$(sql 'PRAGMA integrity_check')" ok integrity
