# backup, restore, erase and purge are killed at each durable write: the office is whole, as it was or as it should be,
# and what a destruction left behind is cleared by whoever comes next.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
office '[[retention]]
class = "ordinaria"
kinds = ["request"]
keep = "30d"'
preload="$build/tests/libkill_at.so ${LD_PRELOAD:-}"  # what is there says which day it is
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $preload"; fi
people 2
sql "UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 1"
"$urp" backup vecchia.db > /dev/null || fail "the backup could not be made"
"$urp" note 2 'dopo la copia' > /dev/null || fail "no note"
sql 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null
cp -r office prima
words() { sql "SELECT count(*) FROM message WHERE text LIKE '%$marker%'"; }
notes() { sql "SELECT count(*) FROM message WHERE text = 'dopo la copia'"; }

# killed_at_each NAME COMMAND...: `check_NAME` looks at what is left, after each.
killed_at_each() {
  local name=$1 point=0 after lived=0; shift
  while [ "$lived" -eq 0 ]; do
    point=$((point + 1))
    [ "$point" -lt 200 ] || { fail "$name: the crash points never ran out"; return; }
    for after in '' 1; do
      rm -rf office copia.db copia.db-media copia.db.*; cp -r prima office
      KILL_AT=$point KILL_AFTER=$after LD_PRELOAD=$preload "$urp" "$@" > out 2> err && lived=1
      "check_$name" "$lived" || fail "$name at point $point${after:+, after the call}"
      "$urp" sync > /dev/null 2>&1
      "$urp" verify > verdict 2>&1 || { fail "$name at point $point${after:+, after the call}: $(cat verdict)"; }
    done
  done
  echo "$name: $((point - 1)) crash points, before and after the call"
  [ "$point" -gt 2 ] || fail "$name: too few crash points"
}

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
