# A backup while bodies pour in over eight connections: what was answered before it began is in it, and it is whole.
. "$(dirname "$0")/lib.sh"
office
bodies=4000
"$post" --generate $bodies --seed 11 --print > all.jsonl
grep -o '"id":"wamid[^"]*"' all.jsonl | cut -d'"' -f4 > all.ids
start_listen --quiet
: > answered
"$post" --url "$url" --lines --connections 8 --log answered all.jsonl > answers 2>&1 &
pouring=$!
wait_for 20 sh -c '[ $(wc -l < answered) -ge 500 ]'
cp answered before
expect 0 "$urp" backup copia.db
echo "answered before: $(wc -l < before), while it was made: $(($(wc -l < answered) - $(wc -l < before)))"
wait "$pouring"
stop_listen
expect 0 "$urp" verify copia.db --full
expect 0 "$urp" verify
awk 'NR == FNR { line[FNR] = $0; next } { print line[$NF + 0] }' all.jsonl <(sed 's/[^0-9]*\([0-9]*\).*/\1/' before) |
  grep -o '"id":"wamid[^"]*"' | cut -d'"' -f4 | LC_ALL=C sort > wanted
sql 'SELECT wamid FROM message' copia.db | LC_ALL=C sort > kept
equal "$(LC_ALL=C comm -23 wanted kept | wc -l)" 0 "answered messages that the backup lacks"
[ "$(wc -l < kept)" -lt "$(wc -l < all.ids)" ] || echo "the backup was made after all had come" >&2
rm -rf office; mkdir -m 700 office
expect 0 "$urp" restore copia.db
expect 0 "$urp" verify
equal "$(sql 'SELECT count(*) FROM message')" "$(wc -l < kept)" "messages after the restore"
start_listen --quiet
expect 0 "$post" --url "$url" --lines --connections 8 --summary all.jsonl
stop_listen
equal "$(sql 'SELECT count(*) FROM message')" "$bodies" "messages after all came once more"
expect 0 "$urp" verify
