# What the office remembers: the audit chain and its head, what verify finds, backup and restore, and that who is
# erased stays erased.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
export URP_LANG=en
office '[audit]
head = "heads"
[[retention]]
class = "ordinaria"
kinds = ["request"]
keep = "30d"
authorisation = true'
people 3
well

# The chain, for people and for programs.
expect 0 "$urp" note 2 'una nota'
expect 0 "$urp" audit --verb note --json
contains out '"verb":"note"'
contains out '"hash":"'
equal "$("$urp" audit --ticket 2 | cut -f5)" note "verbs of a case"
equal "$("$urp" audit --contact c2 --jsonl --end | tail -n 1)" '{"end":{"rows":1,"complete":true,"cursor":"1"}}' "end line"
expect 2 "$urp" audit --verb frobnicate
expect 2 "$urp" --lang it audit --verb cancella_dato
contains err 'forse: cancella_dati?'
equal "$("$urp" audit --verb nota | cut -f5)" note "a verb in Italian"
# The pages know every one of them.
for verb in $("$urp" completion bash --values event_verb); do
  grep -qE "^\.Cm (.* )?$verb( |$)" "$source_dir/man/urp-audit.1" || fail "urp-audit.1 does not name $verb"
done
expect 3 "$urp" audit --contact c999
expect 2 "$urp" audit --verb ''
expect 0 env URP_FORCE_TTY=80 "$urp" --color never audit
contains out 'writes a note'

# The head leaves each day, once; by hand at any time.
rm -f heads; sql "DELETE FROM cursor WHERE name = 'audit_head_day'"
expect 0 "$urp" sync
expect 0 "$urp" sync
equal "$(wc -l < heads)" 1 "heads of one day"
expect 0 "$urp" audit head
cp out head.now
expect 0 "$urp" audit head --write
equal "$(tail -n 1 heads)" "$(cat head.now)" "head"
well --head heads
expect 0 "$urp" verify --head heads --json
contains out '"heads":2'
printf 'nonsense\n' > bad; expect 2 "$urp" verify --head bad
expect 3 "$urp" verify --head nowhere
cp -r office whole

# Whatever somebody with the file in their hands does to it is named.
forged() {  # forged SQL PLACE...: on a copy that is put back
  sql "PRAGMA foreign_keys = OFF; $1"
  expect 1 "$urp" verify --head heads
  local place; for place in "${@:2}"; do contains out "$place"; done
  rm -rf office; cp -r whole office
}
forged "UPDATE event SET clerk = 'eve' WHERE id = 1" 'event 1'
forged "UPDATE event_detail SET body = body || 'x' WHERE event = 1" 'event 1'
forged "DELETE FROM event WHERE id = 1" 'event 1' event_missing
forged "DELETE FROM event_detail WHERE event > 1; DELETE FROM event WHERE id > 1; UPDATE sqlite_sequence SET seq = 1 WHERE name = 'event'" head_missing
forged "CREATE TRIGGER spia AFTER INSERT ON message BEGIN DELETE FROM event; END" 'trigger spia'
forged "CREATE VIEW vista AS SELECT 1" 'view vista'
forged "CREATE TABLE altrui (a)" 'table altrui'
forged "DROP INDEX message_ticket" 'index message_ticket' schema_missing
forged "DELETE FROM contact WHERE id = 3" loose_row
forged "UPDATE ticket_tally SET tickets = tickets + 1" ticket_tally tally_differs
forged "UPDATE ticket_day SET day = day - 1" tally_differs
expect 1 "$urp" verify --head <(echo "1 $(printf '0%.0s' {1..64}) x")
contains out head_differs
file=$(find office/media -type f | head -n 1)
printf x >> "$file"; expect 1 "$urp" verify; contains out media_altered
expect 0 "$urp" verify --no-media
rm "$file"; expect 1 "$urp" verify --no-media --json; contains err '"media_missing"'
rm -rf office; cp -r whole office
mkdir -p office/media/ff; printf y > office/media/ff/$(printf 'f%.0s' {1..64}); expect 1 "$urp" verify; contains out media_orphan
rm -rf office; cp -r whole office
well --full

# A backup, and what it is good for.
expect 0 "$urp" backup copia.db --json
contains out '"media":2'
equal "$(stat -c %a copia.db copia.db-media | tr '\n' ' ')" '600 700 ' "modes of the backup"
well copia.db
expect 0 "$urp" backup copia.db
"$urp" backup - --no-media > stream.db 2> err || fail "backup -: $(cat err)"
well stream.db
expect 2 "$urp" backup -
expect 2 "$urp" backup ''
expect 1 "$urp" backup /proc/copia.db
expect 2 "$urp" backup office
for own in urp.db urp.db-wal urp.db-users; do expect 2 "$urp" backup "office/$own"; done
expect 2 "$urp" restore office/urp.db --confirm=restore
ln -s copia.db collegamento.db; expect 0 "$urp" backup collegamento.db --no-media
[ -L collegamento.db ] || fail "the link was replaced"
expect 3 "$urp" restore nowhere.db
expect 78 "$urp" restore urp.toml --confirm=restore
expect 2 "$urp" restore copia.db
contains err 'there is an office already'
expect 2 "$urp" restore copia.db --confirm=c57
# A backup with deviations changes nothing.
cp copia.db rotta.db; sql "UPDATE event SET clerk = 'eve' WHERE id = 1" rotta.db
expect 1 "$urp" restore rotta.db --confirm=restore
contains err 'event 1'
printf '%s' no > not.db; expect 78 "$urp" verify not.db

# All that is held of a person.
expect 0 "$urp" contact access c1 -o carte
for word in 'parola' 'oggetto' 'nota' 'Maria'; do contains carte/index.html "$word $marker"; done
contains carte/data.json "bozza $marker"
(cd carte && sha256sum --quiet -c SHA256SUMS) || fail "hashes of the package"
equal "$(stat -c %a carte carte/index.html | tr '\n' ' ')" '700 600 ' "modes of the package"
for file in data manifest; do equal "$(sqlite3 :memory: "SELECT json_valid(readfile('carte/$file.json'))")" 1 "JSON of $file"; done
equal "$(sqlite3 :memory: "SELECT json_extract(readfile('carte/data.json'), '\$.tables.message[0].text')")" "parola $marker" "text in data.json"
expect 7 "$urp" contact access c1 -o carte
expect 2 "$urp" contact access c1 -o -
equal "$("$urp" audit --verb contact_access | wc -l)" 1 "events of access"
[ -z "$(find . -maxdepth 1 -name 'carte.*')" ] || fail "a half package was left"

# Forgotten: in the database, its log, its index, the folder.
expect 0 "$urp" contact hold c1 --until 2036-01-01 --reason ricorso
expect 9 "$urp" contact erase c1 --confirm=c1
contains err 'on hold'
expect 0 "$urp" contact show c1 --json
contains out '"reason":"ricorso"'
contains out '"erased_at":null'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never contact show c1
contains out 'on hold since'
expect 0 "$urp" contact hold c1 --off
expect 2 "$urp" contact erase c1
contains err '--confirm=c1'
expect 2 "$urp" contact erase c1 --confirm=c2
sql "UPDATE ticket SET state = 'open', waiting_since = 1, closed_at = NULL WHERE id = 1"
expect 9 "$urp" contact erase c1 --confirm=c1
contains err 'urp close 1'
sql "UPDATE ticket SET state = 'closed', waiting_since = NULL, closed_at = unixepoch() WHERE id = 1"
[ -n "$(left "$marker")" ] || fail "nothing was there to be erased"
expect 0 "$urp" contact erase c1 --dry-run
[ -n "$(left "$marker")" ] || fail "a dry run erased"
expect 0 "$urp" contact erase c1 --confirm=c1 --json
contains out '"messages":1'
equal "$(left "$marker")" '' "files in which the person still stands"
equal "$(left 393330000001)" '' "files in which the number still stands"
contains office/urp.db 'del vicino'
[ -f office/urp.db-erasures ] || fail "the register was not kept beside the database"
well --head heads
expect 0 "$urp" contact show c1 --json
contains out '"hold":null,"erased_at":"20'
expect 0 "$urp" show 1 --json
expect 0 env URP_FORCE_TTY=80 "$urp" --color never show 1 --peek
contains out 'CLOSED: the person was erased'
lacks out 'has not written yet'
for verb in 'export messages' 'export tickets' 'search parola' 'inbox --all' 'audit' 'contact list'; do
  "$urp" $verb > out 2> err; ! grep -qai "$marker" out err || fail "urp $verb still says it"
done

# An older backup knows the person; restoring it, and a replay after it, do not.
grep -qa "$marker" copia.db || fail "the backup does not hold the person"
expect 0 "$urp" restore copia.db --confirm=restore --json
contains out '"erased":1'
equal "$(left "$marker")" '' "files in which the person stands after the restore"
well --head heads
expect 0 "$urp" replay --all
equal "$(left "$marker")" '' "files in which the person stands after the replay"
# The same where database and folder are lost, and the register was kept elsewhere.
cp office/urp.db-erasures elsewhere; rm -rf office; mkdir -m 700 office
expect 0 "$urp" restore copia.db --erasures elsewhere
equal "$(left "$marker")" '' "files in which the person stands on the new machine"
well

# What waited when the backup was made may have left since.
expect 0 "$urp" reopen 2
expect 0 "$urp" reply 2 'Domani.' --hold 1h
expect 0 "$urp" backup attesa.db --no-media
expect 0 "$urp" restore attesa.db --confirm=restore --no-media --json
contains out '"uncertain":1'
equal "$(sql "SELECT status FROM message WHERE text = 'Domani.'")" uncertain

# A number that was cited to a citizen since is nobody else's afterwards.
more_cases() {
  sql "INSERT INTO contact (profile_name, created_at) VALUES ('Citizen', unixepoch());
    INSERT INTO ticket (contact, number, kind, state, preview, presented_at, outcome, closed_at)
      VALUES (last_insert_rowid(), 1, 'request', 'closed', 'Una buca', unixepoch(), 'resolved', unixepoch())"
}
numbers() { sql "SELECT group_concat(name || seq, ' ') FROM (SELECT * FROM sqlite_sequence WHERE name IN ('ticket', 'contact') ORDER BY name)"; }
more_cases; more_cases
given=$(numbers)
expect 0 "$urp" restore attesa.db --confirm=restore --no-media
equal "$(numbers)" "$given" "numbers that count as given after the restore"
more_cases
equal "$(numbers)" "$(sql "SELECT 'contact' || max(c.id) || ' ticket' || max(t.id) FROM contact c, ticket t")" "given next"
[ "$(numbers)" != "$given" ] || fail "a number was given twice"
expect 0 "$urp" restore attesa.db --confirm=restore --no-media

# Past its time.
expect 0 "$urp" purge
equal "$(cut -f3 out)" 0 "cases past their time"
sql "UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 3; UPDATE message SET text = 'vecchia storia' WHERE ticket = 3"
expect 0 "$urp" purge --json
contains out '"tickets":1'
contains out '"destroyed":false'
expect 9 "$urp" purge --yes
contains err '--authorisation'
expect 3 "$urp" purge nessuna
expect 0 "$urp" purge ordinaria --yes --authorisation 12/2026
equal "$(left 'vecchia storia')" '' "files in which the old case stands"
equal "$(sql 'SELECT class, authorisation, messages FROM destroyed WHERE ticket = 3')" 'ordinaria|12/2026|1'
well

# People whom nobody needs any more, and what WhatsApp delivered, by its age.
printf '[[retention]]\nclass = "contacts"\nkeep = "60d"\n[[retention]]\nclass = "journal"\nkeep = "60d"\nauthorisation = true\n' >> urp.toml
sql "UPDATE contact SET created_at = created_at - 90 * 86400, name = 'Gino Vecchio' WHERE id = 3; UPDATE message SET at = at - 90 * 86400 WHERE contact = 3;
  INSERT INTO journal (received_at, digest, body) VALUES (1, 78, CAST('{\"antica\":1}' AS BLOB))"
expect 0 "$urp" purge contacts journal --json
contains out '"contacts":1'
contains out '"destroyed":false'
expect 0 "$urp" purge contacts --yes
equal "$(left 'Gino Vecchio')" '' 'files in which the idle person stands'
expect 9 "$urp" purge journal --yes
[ -n "$(left antica)" ] || fail 'the journal went without its authorisation'
expect 0 "$urp" purge journal --yes --authorisation 13/2026
equal "$(left antica)" '' 'files in which the old delivery stands'
equal "$(sql "SELECT group_concat(class || ' ' || ifnull(authorisation, ''), '|') FROM destruction")" 'contacts |journal 13/2026'
expect 2 "$urp" purge ''
# What was destroyed, without it; and a case that has no words says why.
expect 0 "$urp" purge --register
equal "$(cut -f2- out | sort | tr '\t' ' ' | paste -sd '|')" 'contacts  1 0 0 |journal  2 0 0 13/2026|ordinaria 3 1 1 0 12/2026' 'the register'
expect 0 "$urp" purge --register journal --json
contains out '"class":"journal","authorisation":"13/2026","ticket":null,'
lacks out ordinaria
expect 0 env URP_FORCE_TTY=80 "$urp" --color never purge --register
contains out 'URP-3'
contains out '12/2026'
expect 2 "$urp" purge --register --yes
expect 3 "$urp" purge --register nessuna
expect 0 env URP_FORCE_TTY=80 "$urp" --color never show 3 --peek
contains out 'class ordinaria, authorisation 12/2026'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never show 1 --peek
contains out 'with the person'
expect 0 "$urp" show 3 --peek --json
contains out '"destroyed":{"at":"20'
well
