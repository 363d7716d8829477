#!/usr/bin/env bash
# What urp export writes besides tickets and messages, and how it goes on from where it was.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[[service]]
slug = "strade"
name = "Strade"'
insert_tickets 2
expect 0 "$urp" route 1 strade

for what in contacts media events services; do
  expect 0 "$urp" export "$what" -o "$what.csv"
  expect 0 "$urp" export "$what" --format jsonl --end
  contains out '"complete":true'
  expect 0 "$urp" export "$what" --format json
  contains out "\"$what\":["
done
contains contacts.csv 'c1,'
contains services.csv 'strade,Strade,,1,1,0,'
contains events.csv ',maria,'
contains events.csv ',route,1,'
expect 0 "$urp" --lang it export servizi
contains out 'strade'

# Filters of cases would silently do nothing.
expect 2 "$urp" export contacts --state open
contains err 'filters of cases do not apply'
expect 2 "$urp" export services --since 2026-01-01
expect 0 "$urp" export events --since 2026-01-01
expect 2 "$urp" export contacts --format geojson
expect 2 "$urp" export contacts --after 3
expect 2 "$urp" export tickets --after x
contains err 'not the cursor of an export'
expect 2 "$urp" export tickets --after ''
expect 2 "$urp" export tickets --after 3 --state-file state

# From one night to the next.
expect 0 "$urp" export messages --state-file state --format jsonl -o first
equal "$(wc -l < first)" "$(sql 'SELECT count(*) FROM message')" "messages of the first export"
equal "$(stat -c %a state)" 600 "mode of the state"
expect 0 "$urp" export messages --state-file state --format jsonl
equal "$(cat out)" '' "what changed since"
expect 0 "$urp" note 2 'richiamare domani'
expect 0 "$urp" flag 1/1 spam --hide
expect 0 "$urp" export messages --state-file state --format jsonl
equal "$(grep -c . out)" 2 "changed since: a note, and one that is gone"
contains out '"gone":true'
contains out 'richiamare domani'
expect 2 "$urp" export tickets --state-file state
contains err 'not the state of an export of tickets'

# Whose a message is belongs to it, and changes with two records that are one person, and with their parting; so does
# who the citizen of a case is.
for step in 'merge c2 c1 --yes' 'merge c2 --undo' 'name c1 Rita' 'block c1' 'unblock c1'; do
  expect 0 "$urp" contact $step
  for what in messages tickets; do
    expect 0 "$urp" export $what --format jsonl
    sort out > whole
    expect 0 "$urp" export $what --state-file "state.$what" --format jsonl
    sort -u out > changed
    [ -f "known.$what" ] || : > "known.$what"
    equal "$(comm -23 whole "known.$what" | comm -23 - changed)" '' "rows of $what that changed with $step, and are not exported"
    cp whole "known.$what"
  done
done

# What a restore takes back, and what is done after it under the same numbers.
expect 0 "$urp" backup bak
expect 0 "$urp" note 1 'dopo la copia'
expect 0 "$urp" note 1 'ancora'
expect 0 "$urp" export messages --state-file state --format jsonl -o rows
expect 0 "$urp" export messages --format jsonl --end
cursor=$(tail -n 1 out | jq -r .end.cursor)
expect 0 "$urp" restore bak --confirm=restore
for since in "--state-file state" "--after $cursor" "--after ${cursor%-*}"; do
  expect 7 "$urp" export messages $since --format jsonl -o rows
  contains err 'put back from a backup since'
  contains err 'export everything anew'
done
for i in $(seq 20); do expect 0 "$urp" note 2 "riscritta $i"; done
saved=$(cat state)
for since in "--state-file state" "--after $cursor"; do expect 7 "$urp" export messages $since --format jsonl; done
equal "$(cat out)" '' 'rows of a refused export'
equal "$(cat state)" "$saved" 'the state after a refused export'
rm state
expect 0 "$urp" export messages --state-file state --format jsonl
equal "$(grep -c 'riscritta' out)" 20 'after the restore, exported anew'
equal "$(grep -c 'dopo la copia' out)" 0 'what the restore took back'

# What could not be written comes again.
expect 0 "$urp" note 2 'e dopodomani'
"$urp" export messages --state-file state --format jsonl > /dev/full 2> err
equal "$?" 1 "exit status over a full disk"
expect 0 "$urp" export messages --state-file state --format jsonl
contains out 'e dopodomani'

# Rows that cannot be had are not silently missing: a case without its citizen.
sql 'PRAGMA foreign_keys = OFF; DELETE FROM contact WHERE id = 2'
expect 8 "$urp" export tickets -o short.csv
contains err 'urp: export: 1 rows of 2 were written'
[ ! -e short.csv ] || fail "a short export has the name of a whole one"
expect 8 "$urp" export tickets
contains err 'urp: export: 1 rows of 2 were written'
same out < /dev/null
