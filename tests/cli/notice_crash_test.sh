# A notice of 2,000: two runs at once, both killed twenty times at any moment, answers lost on the way. Nobody gets it
# twice, what urp says of each person agrees with what arrived, and what is uncertain is listed.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
people=2000
start_sim --ledger "$scratch/ledger.jsonl" --pair-rate off --throughput 1000
sim statuses '{"mode":"none"}'
office '[[topic]]
slug = "meteo"
name = "Meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
[notice]
rate = 400
approve_above = 100000'
insert_tickets $people
sql "INSERT INTO subscription (contact, topic, identity, at, evidence) SELECT id, 'meteo', 'phone', 1, 'test' FROM contact"
expect 0 "$urp" notice new prova --topic meteo --text 'Domani scuole chiuse.'
expect 0 "$urp" notice schedule prova
sim faults '{"next":[{"kind":"accept_then_close","on":"messages","times":7,"after":50},
  {"kind":"close_before_accept","on":"messages","times":7,"after":100},
  {"kind":"accept_then_500","on":"messages","times":5,"after":200},
  {"kind":"slow","on":"messages","ms":30,"times":2000}]}'
taken() { grep -c '"kind":"messages"' ledger.jsonl || true; }
more_than() { [ "$(taken)" -ge "$1" ]; }

round=0
while [ $round -lt 20 ]; do
  round=$((round + 1))
  "$urp" notice run > run1 2>&1 & first=$!
  "$urp" notice run > run2 2>&1 & second=$!
  # The moment differs: after so many more, wherever the others are just then.
  wait_for 20 more_than $((round * 85))
  kill -9 $first $second 2> /dev/null
  { wait $first; wait $second; } 2> /dev/null
done
[ "$(taken)" -lt $people ] || fail "it was killed too late to show anything"
equal "$(sql 'SELECT state FROM notice')" running
expect 0 "$urp" notice run
same out < /dev/null
same err < /dev/null

equal "$(sql 'SELECT state FROM notice')" done
grep '"kind":"messages"' ledger.jsonl | grep -o '"to":"[^"]*"' | cut -d'"' -f4 | LC_ALL=C sort > arrived
equal "$(uniq -d arrived | wc -l)" 0 "people who got it twice"
"$urp" notice results prova > results
equal "$(wc -l < results)" $people results
awk -F'\t' '$3 == "sent" { print $2 }' results | LC_ALL=C sort > sent
awk -F'\t' '$3 == "uncertain" { print $2 }' results | LC_ALL=C sort > uncertain
equal "$(cut -f3 results | sort -u | tr '\n' ' ')" 'sent uncertain ' "how they ended"
equal "$(LC_ALL=C comm -23 sent arrived | wc -l)" 0 "people who did not get it, and urp says so"
equal "$(LC_ALL=C sort -u sent uncertain | LC_ALL=C comm -23 arrived - | wc -l)" 0 "people who got it, and urp does not know"
[ "$(wc -l < uncertain)" -gt 5 ] || fail "nothing was uncertain: the test shows nothing"
expect 0 "$urp" notice results prova --status uncertain
equal "$(wc -l < out)" "$(wc -l < uncertain)"
equal "$(sql "SELECT count(*) FROM message WHERE notice IS NOT NULL")" $people "messages in the database"
equal "$(sql 'PRAGMA integrity_check')" ok integrity
echo "sent $(wc -l < sent), uncertain $(wc -l < uncertain), taken by the simulator $(wc -l < arrived)"
