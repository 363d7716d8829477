# listen is killed at an arbitrary moment while bodies pour in over eight connections, again and again on one database.
# Every body that was answered is in the database once; delivered again, all of them are.
. "$(dirname "$0")/lib.sh"
office
rounds=${URP_KILL_ROUNDS:-5}
per_round=3000
"$post" --generate $((rounds * per_round)) --seed 21 --print > all.jsonl
split -l $per_round -d all.jsonl round.
grep -o '"id":"wamid[^"]*"' all.jsonl | cut -d'"' -f4 > all.ids
: > answered.ids

round=0
for file in round.*; do
  round=$((round + 1))
  start_listen --quiet
  : > answered
  "$post" --url "$url" --lines --connections 8 --log answered "$file" > answers 2>&1 &
  pouring=$!
  # The moment differs from round to round: after so many answers, wherever the others are just then.
  wait_for 20 sh -c "[ \$(wc -l < answered) -ge $((round * 97)) ]"
  kill -9 "$listen_pid"
  { wait "$listen_pid"; wait "$pouring"; } 2> /dev/null
  [ "$(wc -l < answered)" -lt $per_round ] || fail "round $round: it was killed too late to show anything"
  # The log names the lines that were answered 200.
  awk 'NR == FNR { line[FNR] = $0; next } { print line[$NF + 0] }' "$file" <(sed 's/[^0-9]*\([0-9]*\).*/\1/' answered) |
    grep -o '"id":"wamid[^"]*"' | cut -d'"' -f4 >> answered.ids
done

start_listen --quiet
sql 'SELECT wamid FROM message' | LC_ALL=C sort > kept.ids
LC_ALL=C sort answered.ids > sorted.ids
equal "$(uniq -d kept.ids | wc -l)" 0 "messages kept twice"
equal "$(LC_ALL=C comm -23 sorted.ids kept.ids | wc -l)" 0 "answered messages that are not in the database"
echo "answered before a kill: $(wc -l < answered.ids), kept: $(wc -l < kept.ids)"
[ "$(wc -l < answered.ids)" -gt $((rounds * 90)) ] || fail "hardly anything was answered"
expect 0 "$post" --url "$url" --lines --connections 8 --summary all.jsonl
stop_listen
equal "$(sql 'SELECT count(*) FROM message')" $((rounds * per_round)) "messages in the end"
equal "$(sql 'SELECT count(*) FROM journal')" $((rounds * per_round)) "bodies in the journal"
equal "$(sql 'PRAGMA integrity_check')" ok integrity
