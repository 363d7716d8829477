# Hiding, masking, showing again and a replay of another database's journal are killed at each durable write: the office is
# whole, as it was or as it should be, no word is in sight meanwhile, and the register beside the database lacks nothing as
# soon as somebody comes next.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/kill_lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000103 'Paolo Usai' 'ZQXHIDDEN'
citizen_writes 393330000103 'Paolo Usai' 'il numero: ZQXMASKED, grazie'
citizen_writes 393330000102 'Maria Serra' 'ZQXERASED'
sim inbound '{"from":"393330000104","name":"Anna Melis","image":{"size":4800,"caption":"resta in vista"}}'
wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM media') -eq 1 ]"
stop_listen
expect 0 "$urp" sync
expect 0 "$urp" close 2
expect 0 "$urp" backup vecchia.db
sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
hidden() { sql 'SELECT count(*) FROM message WHERE hidden = 1'; }
masked() { sql 'SELECT count(*) FROM redaction'; }
readable() { sql "SELECT count(*) FROM message WHERE text LIKE '%ZQX${1:-}%'"; }

cp -r office prima
check_hide() { [ "$1" -eq 0 ] || [ "$(hidden)" -eq 1 ] || return 1; [ $(($(hidden) + $(readable HIDDEN))) -eq 1 ]; }
killed_at_each hide flag 1/1 offensive --hide
check_mask() { [ "$1" -eq 0 ] || [ "$(masked)" -eq 1 ] || return 1; [ $(($(masked) + $(readable MASKED))) -eq 1 ]; }
killed_at_each mask redact 1/2 ZQXMASKED

rm -rf office; cp -r prima office
expect 0 "$urp" flag 1/1 offensive --hide
expect 0 "$urp" redact 1/2 ZQXMASKED
expect 0 "$urp" contact erase c2 --confirm=c2
cp office/urp.db-erasures register
sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
rm -rf prima; cp -r office prima
check_show() { [ "$1" -eq 0 ] || [ "$(hidden)" -eq 0 ] || return 1; [ $(($(hidden) + $(readable HIDDEN))) -eq 1 ]; }
killed_at_each show flag 1/1 --undo
check_unmask() { [ "$1" -eq 0 ] || [ "$(masked)" -eq 0 ] || return 1; [ $(($(masked) + $(readable MASKED))) -eq 1 ]; }
killed_at_each unmask redact 1/2 --undo

# The living database is lost: a new one beside the register.
rm -rf office; mkdir -m 700 office; cp register office/urp.db-erasures
expect 0 "$urp" status
sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
rm -rf prima; cp -r office prima
check_replay() {
  local messages; messages=$(sql 'SELECT count(*) FROM message')
  [ "$1" -eq 0 ] || [ "$messages" -eq 3 ] || return 1
  # All of a delivery or nothing of it, and at no moment what is out of sight.
  [ "$messages" -eq 0 ] || [ "$messages" -eq 3 ] || return 1
  [ "$messages" -eq 0 ] || { [ "$(hidden)" -eq 1 ] && [ "$(masked)" -eq 1 ]; } || return 1
  [ "$(readable)" -eq 0 ] && [ -z "$(grep -rlaF -e ZQXERASED -e 393330000102 office)" ] || return 1
  # Once more, to the end: nothing is there twice.
  expect 0 "$urp" replay --from vecchia.db
  equal "$(sql "SELECT count(*), count(DISTINCT wamid) FROM message")" '3|3' messages
  equal "$(sql 'SELECT count(*) FROM journal')" "$(sql 'SELECT count(*) FROM journal' vecchia.db)" bodies
  equal "$(sql 'SELECT state FROM media')" stored 'the attachment'
}
killed_at_each replay replay --from vecchia.db
check_restore() {
  [ "$(readable)" -eq 0 ] && [ -z "$(grep -rlaF -e ZQXERASED -e 393330000102 office/urp.db)" ] || return 1
  [ "$1" -eq 0 ] || equal "$(sql 'SELECT count(*) FROM message')" 4 messages
}
killed_at_each restore restore vecchia.db --confirm=restore
