#!/usr/bin/env bash
# What people said no to since a backup, who was put on hold, and who got a notice, outlives the restore of that backup: no
# notice reaches somebody who stopped it, and nobody twice.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim --pair-rate off
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
[[topic]]
slug = "cultura"
name = "Cultura"
on = ["CULTURA ON"]
off = ["CULTURA OFF"]'
insert_tickets 6
for c in c1 c2 c3 c5; do expect 0 "$urp" contact subscribe $c meteo --evidence modulo; done
expect 0 "$urp" contact subscribe c1 cultura --evidence modulo
expect 0 "$urp" contact hold c6 --reason vecchio
expect 0 "$urp" backup bak

expect 0 "$urp" contact unsubscribe c1 meteo
expect 0 "$urp" contact unsubscribe c2 meteo
expect 0 "$urp" contact subscribe c2 meteo --evidence 'di nuovo'
expect 0 "$urp" contact merge c5 c4 --yes
expect 0 "$urp" contact unsubscribe c4 meteo
expect 0 "$urp" contact hold c3 --until 2036-01-01 --reason ricorso
expect 0 "$urp" contact hold c6 --off
sql "INSERT INTO opt_out (contact, number, at, source) VALUES (2, 1, unixepoch(), 'user_preferences');
  INSERT INTO contact (id, created_at) VALUES (7, unixepoch());
  INSERT INTO hold (contact, at, clerk) VALUES (7, unixepoch(), 'maria');
  INSERT INTO opt_out (contact, number, at, source) VALUES (7, 1, unixepoch(), 'user_preferences')"

for time in first second; do
  expect 0 "$urp" restore bak --confirm=restore --json
  contains out '"wishes":4'
  equal "$(sql "SELECT contact || ' ' || topic FROM subscription WHERE ended_at IS NULL ORDER BY contact" | tr '\n' ',')" \
    '1 cultura,2 meteo,3 meteo,' "$time: who is subscribed"
  equal "$(sql "SELECT contact || ' ' || reason || ' ' || date(until, 'unixepoch') FROM hold WHERE contact = 3")" '3 ricorso 2036-01-01'
  equal "$(sql "SELECT group_concat(contact, ' ') FROM hold")" '3 6' "$time: on hold"
  equal "$(sql "SELECT group_concat(contact, ' ') FROM opt_out")" 2 "$time: who stopped marketing"
done
expect 0 "$urp" verify
expect 0 "$urp" audit --verb unsubscribe
equal "$(grep -c . out)" 2 "ends on record"

# A notice that was sent since reaches nobody twice, whether the backup has it as a draft, as planned, or with people of a file.
expect 0 "$urp" sync  # knows that it is a copy: what waits from now on is its own
printf 'contact\nc2\n' > people.csv
expect 0 "$urp" notice new bozza --topic meteo --text 'Allerta bozza'
expect 0 "$urp" notice new previsto --topic meteo --text 'Allerta previsto'
expect 0 "$urp" notice new elenco --topic meteo --text 'Allerta elenco' --csv people.csv
expect 0 "$urp" notice schedule previsto --at 9h
expect 0 "$urp" backup prima
expect 0 "$urp" notice schedule bozza
expect 0 "$urp" notice schedule elenco
sql "UPDATE notice SET due_at = unixepoch() WHERE name = 'previsto'"
expect 0 "$urp" notice run
for name in bozza:2 previsto:2 elenco:1; do equal "$(arrived "Allerta ${name%:*}")" "${name#*:}" "messages of $name"; done
expect 0 "$urp" restore prima --confirm=restore --json
contains out '"reached":5'
equal "$(sql 'SELECT state FROM notice ORDER BY id' | tr '\n' ' ')" 'draft scheduled draft ' 'the notices in the backup'
expect 0 "$urp" notice run
equal "$(sql "SELECT state FROM notice WHERE name = 'previsto'")" paused 'what was planned'
expect 0 "$urp" notice resume previsto
expect 0 "$urp" contact subscribe c6 meteo --evidence modulo
expect 0 "$urp" notice schedule bozza
expect 9 "$urp" notice schedule elenco
contains err 'nobody would get it'
sql "UPDATE notice SET due_at = unixepoch() WHERE name = 'previsto'"
expect 0 "$urp" notice run
equal "$(sql 'SELECT state FROM notice ORDER BY id' | tr '\n' ' ')" 'done done draft ' 'the notices'
for name in bozza:3 previsto:2 elenco:1; do equal "$(arrived "Allerta ${name%:*}")" "${name#*:}" "messages of $name in all"; done
expect 0 "$urp" notice results bozza
equal "$(cut -f3 out | sort | uniq -c | tr -s ' ')" ' 3 sent' 'who got it'

# Where the living database cannot be read the backup stands as it was made.
rm -f office/urp.db-wal office/urp.db-shm
dd if=/dev/zero of=office/urp.db bs=4096 seek=1 count=100 conv=notrunc status=none
expect 0 "$urp" restore bak --confirm=restore --json
contains out '"wishes":0'
