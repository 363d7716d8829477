# backup, restore, erase and purge are killed at each durable write: the office is whole, as it was or as it should be,
# and what a destruction left behind is cleared by whoever comes next.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
. "$source_dir/tests/cli/kill_lib.sh"
office '[[retention]]
class = "ordinaria"
kinds = ["request"]
keep = "30d"'
people 2
sql "UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 1"
"$urp" backup vecchia.db > /dev/null || fail "the backup could not be made"
"$urp" note 2 'dopo la copia' > /dev/null || fail "no note"
sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
cp -r office prima
words() { sql "SELECT count(*) FROM message WHERE text LIKE '%$marker%'"; }
notes() { sql "SELECT count(*) FROM message WHERE text = 'dopo la copia'"; }

check_backup() {
  [ "$1" -eq 0 ] || [ -f copia.db ] || return 1
  [ ! -f copia.db ] || "$urp" verify copia.db > /dev/null
}
check_restore() {
  local left; left=$(notes)
  [ "$1" -eq 0 ] || [ "$left" -eq 0 ] || return 1
  [ "$left" -eq 0 ] || [ "$left" -eq 1 ]
}
check_erase() {
  local left; left=$(words)
  [ "$1" -eq 0 ] || [ "$left" -eq 0 ] || return 1
  # All of it or nothing of it; what is still in log, index and folder goes with the next pass.
  equal "$(sql "SELECT (SELECT count(*) FROM contact WHERE name LIKE '%$marker%') = (SELECT count(*) FROM message WHERE text LIKE '%$marker%')")" 1 "one half was erased"
  [ "$left" -ne 0 ] || { "$urp" sync > /dev/null 2>&1; [ -z "$(left "$marker")" ]; }
}
check_purge() { [ "$1" -eq 0 ] || [ "$(words)" -eq 0 ] || return 1; equal "$(sql 'SELECT count(*) FROM destroyed')" "$((1 - $(words)))" "register and words"; }

killed_at_each backup backup copia.db
killed_at_each restore restore vecchia.db --confirm=restore
killed_at_each erase contact erase c1 --confirm=c1
killed_at_each purge purge --yes
