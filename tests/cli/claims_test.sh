# Who holds a case: one of two gets it, the other hears the name; next, take, release, assign as clerks and scripts use them.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
office
insert_tickets 56

# Fifty pairs of clerks take the same ticket at once.
for i in $(seq 1 50); do
  for clerk in maria gianni; do
    { "$urp" take "$i" --clerk "$clerk" > "take.$i.$clerk" 2>&1; echo $? > "status.$i.$clerk"; } &
  done
  wait
done
for i in $(seq 1 50); do
  holder=$(sql "SELECT clerk FROM ticket WHERE id = $i")
  case $holder in maria) other=gianni ;; gianni) other=maria ;; *) fail "ticket $i is held by '$holder'"; continue ;; esac
  equal "$(cat "status.$i.$holder") $(cat "status.$i.$other")" "0 7" "ticket $i"
  contains "take.$i.$other" "URP-$i is held by $holder"
done
equal "$(sql "SELECT count(*) FROM event WHERE verb = 'take'")" 50 "events"

# next: different clerks at once get different cases, the same clerk gets the same until it is answered.
pids=()
for clerk in anna luca piero carla; do "$urp" next --clerk "$clerk" > "next.$clerk" & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || fail "next"; done
equal "$(sql "SELECT count(DISTINCT id) FROM ticket WHERE clerk IN ('anna', 'luca', 'piero', 'carla')")" 4 "by next"
first=$(sql "SELECT id FROM ticket WHERE clerk = 'anna'")
expect 0 "$urp" next --clerk anna --json
contains out "\"ticket\":{\"number\":$first,"
contains out '"messages":[{'
expect 0 "$urp" next --clerk anna
contains out "$first/1	"
for clerk in rita sara; do expect 0 "$urp" next --clerk "$clerk"; done
expect 3 "$urp" next --clerk nina --json
contains err '"code":"not_found","exit":3,"message":"nothing to do: no free case waits for the office"'
[ -s out ] && fail "an error on stdout"
expect 3 "$urp" next --clerk anna --kind report
expect 3 "$urp" next --clerk anna --skip
equal "$(sql "SELECT clerk FROM ticket WHERE id = $first")" anna "no other one to go on to"

# release, assign, steal.
expect 7 "$urp" release "$first" --clerk rita
expect 0 "$urp" release --mine --clerk anna
equal "$(cat out)" "$first	open	office	"
expect 0 "$urp" release --mine --clerk anna
equal "$(cat out)" "" "nothing is held"
expect 0 "$urp" assign "$first" nina
equal "$(cat out)" "$first	open	office	nina"
expect 7 "$urp" take "$first" --clerk anna
expect 0 "$urp" take "$first" --clerk anna --steal 'nina è in ferie' --json
contains out '"clerk":"anna"'
contains out '"events":['
expect 2 "$urp" assign --from maria --to gianni
contains err 'tickets would be handed over; nothing was changed'
expect 0 "$urp" assign --from maria --to gianni --yes
equal "$(sql "SELECT count(*) FROM ticket WHERE clerk = 'gianni'")" 50 "all of maria's and his own"
expect 2 "$urp" assign --from maria
expect 2 "$urp" assign 1
contains err 'CLERK is missing after the tickets'
expect 2 "$urp" assign 1 gianni maria
contains err '"maria" is one word too many'
expect 2 "$urp" release
expect 2 "$urp" release 1 --mine

# Clerks of the office alone are handed anything.
office '[desk]
claim = "2d"'
sed -i "s/^name = .*/&\nclerks = [\"$me\", \"maria\", \"gianni\"]/" urp.toml
expect 3 "$urp" assign 1 nessuno
contains err '"nessuno" is not one of the office'"'"'s clerks'
expect 0 "$urp" assign 1 maria

# A rehearsal changes nothing; a list goes through a pipe; what fails is named and the rest is done.
before=$(sql 'SELECT count(*) FROM event')
expect 0 "$urp" take 1-3 --steal prova --dry-run
contains err 'a rehearsal: nothing was changed'
equal "$(sql 'SELECT count(*) FROM event')" "$before" "events after a rehearsal"
printf '1\n2 3\n99\n' | "$urp" take - --steal prova --yes --json > out 2> err
equal "$?" 8 "exit status"
contains out '"done":[1,2,3],"failed":[{"ticket":99,"error":{"code":"not_found","message":"URP-99: there is no such ticket"'
