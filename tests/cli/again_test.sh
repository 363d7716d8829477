# What was hidden, masked, erased or destroyed stays so when an older backup is restored, and when the journal is projected
# into a new database: markers are planted in what citizens write, and looked for in all that urp prints and keeps.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[[retention]]
class = "ordinaria"
kinds = ["request"]
keep = "30d"'
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria ZQXERASED' 'ZQXERASED abita qui'
citizen_writes 393330000103 'Paolo Usai' 'ZQXHIDDEN'
citizen_writes 393330000103 'Paolo Usai' 'il numero: ZQXMASKED, grazie'
citizen_writes 393330000104 'Anna Melis' 'resta in vista'
citizen_writes 393330000105 'Ugo Pinna' 'ZQXDESTROYED'
sim inbound '{"from":"393330000104","image":{"size":48000,"caption":"la foto"}}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM media') -eq 1 ]"
stop_listen
expect 0 "$urp" sync
equal "$(sql 'SELECT state FROM media')" stored 'the attachment'
expect 0 "$urp" note 2 'ZQXNOTE'
expect 0 "$urp" close 1
expect 0 "$urp" close 4
expect 0 "$urp" backup vecchia.db

moderate() {
  expect 0 "$urp" flag 2/1 offensive --hide
  expect 0 "$urp" flag 2/3 personal-data --hide --note 'non si scrive'
  expect 0 "$urp" redact 2/2 ZQXMASKED
}
moderate
expect 0 "$urp" contact erase c1 --confirm=c1
sql 'UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 4'
expect 0 "$urp" purge --yes
sql 'UPDATE ticket SET closed_at = closed_at + 40 * 86400 WHERE id = 4'
cp -r office living

# print_all: what urp says of everything, into ./printed.
print_all() {
  "$urp" sync > /dev/null 2>&1  # indexes
  : > printed
  local verb form
  while read -r verb; do
    for form in '' --json; do
      # shellcheck disable=SC2086  # the arguments are words
      "$urp" $verb $form < /dev/null >> printed 2>&1 || true
    done
  done <<'VERBS'
inbox --all
show 1 --all --peek
show 2 --all --peek
show 3 --all --peek
show 4 --all --peek
search zqx*
search vista
contact list
contact show c1
contact show c2
export tickets
export messages
export contacts
export events
audit
flag --list
redact 2/2
VERBS
}
# out_of_sight WORD...: in nothing that was printed.
out_of_sight() {
  local word
  for word; do
    if grep -aiq "$word" printed; then fail "printed again: $word"; grep -ai "$word" printed | head -3 >&2; fi
  done
  contains printed 'resta in vista'
}
# gone WORD...: in no file of this folder.
gone() {
  local word
  for word in "${@:2}"; do equal "$(grep -rlaiF -e "$word" "$1" | sort)" '' "files in which $word stands"; done
}

# An older backup knows nothing of it: the living office does, and tells it.
grep -qa ZQXERASED vecchia.db || fail "the backup does not hold the person"
expect 0 "$urp" restore vecchia.db --confirm=restore --json
contains out '"erased":1,"hidden":3,"destroyed":1'
expect 0 "$urp" verify
print_all
out_of_sight ZQXERASED ZQXHIDDEN ZQXMASKED ZQXNOTE ZQXDESTROYED
gone office ZQXERASED ZQXDESTROYED
equal "$(sql "SELECT group_concat(text, '|') FROM message WHERE ticket = 2")" 'il numero: [omissis], grazie' 'texts of the case'
equal "$(sql "SELECT clerk || ' ' || note FROM flag WHERE message = (SELECT id FROM message WHERE ticket = 2 AND seq = 3)")" 'maria non si scrive' 'the flag'
expect 0 "$urp" replay --all
print_all
out_of_sight ZQXERASED ZQXHIDDEN ZQXMASKED ZQXNOTE ZQXDESTROYED
# Not lost: each comes back as it was.
expect 0 "$urp" flag 2/1 --undo
equal "$(sql "SELECT text FROM message WHERE ticket = 2 AND seq = 1")" ZQXHIDDEN 'what was hidden'
expect 0 "$urp" redact 2/2 --undo
equal "$(sql "SELECT text FROM message WHERE ticket = 2 AND seq = 2")" 'il numero: ZQXMASKED, grazie' 'what was masked'
# A second time there is nothing to add, and nobody hides what was shown on purpose.
expect 0 "$urp" restore vecchia.db --confirm=restore --json
contains out '"erased":1,"hidden":1,"destroyed":1'

# The journal of the office into a new database.
rm -rf office; mkdir -m 700 office
"$urp" status > /dev/null
expect 2 "$urp" replay --from office/urp.db
contains err 'itself'
expect 3 "$urp" replay --from nowhere.db
expect 78 "$urp" replay --from urp.toml
expect 2 "$urp" replay --from ''
expect 2 "$urp" replay --from living/urp.db --all
expect 2 "$urp" replay --erasures living/urp.db-erasures
expect 3 "$urp" replay --from living/urp.db --erasures nowhere
expect 0 "$urp" replay --from living/urp.db --dry-run
equal "$(sql 'SELECT (SELECT count(*) FROM message) + (SELECT count(*) FROM journal)')" 0 'rows of a rehearsal'
expect 0 "$urp" replay --from living/urp.db --json
contains out '"messages":4,'
contains out '"unhandled":0,"erased":0,"hidden":2'
expect 0 "$urp" verify
print_all
out_of_sight ZQXERASED ZQXHIDDEN ZQXMASKED ZQXNOTE ZQXDESTROYED
gone office ZQXERASED ZQXDESTROYED
equal "$(sql 'SELECT count(*) FROM message')" 4 'messages'
equal "$(sql 'SELECT state FROM media')" stored 'the attachment, in the new database'
[ "$(find office/media -type f | wc -l)" -eq 1 ] || fail 'its bytes are not there'
expect 0 "$urp" flag 1/1 --undo
equal "$(sql "SELECT text FROM message WHERE ticket = 1 AND seq = 1")" ZQXHIDDEN 'what was hidden, in the new database'
expect 0 "$urp" flag 1/1 offensive --hide
expect 0 "$urp" replay --from living/urp.db --json  # once more: nothing is there twice
contains out '"parts":0,'
equal "$(sql 'SELECT count(*) FROM message')" 4 'messages, a second time'

# The journal of the backup from before, with the register that was kept: the person does not come back, and what another
# citizen said in the same time does.
rm -rf office; mkdir -m 700 office
"$urp" status > /dev/null
expect 0 "$urp" replay --from vecchia.db --erasures living/urp.db-erasures --json
contains out '"messages":4,'
gone office ZQXERASED 393330000102 ZQXDESTROYED
print_all
out_of_sight ZQXERASED ZQXHIDDEN ZQXMASKED ZQXDESTROYED
contains office/urp.db-erasures 'c0 '
expect 0 "$urp" verify
# The journal of another office is no business of this one.
mkdir -m 700 altrove; sed 's#office/urp.db#altrove/urp.db#' urp.toml > altrove.toml
"$urp" --config altrove.toml status > /dev/null
expect 7 "$urp" replay --from altrove/urp.db
contains err "another office's"
