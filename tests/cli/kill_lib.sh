# kill_lib.sh: a command is killed at each of its durable writes; sourced after lib.sh. The office of the test lies in ./prima.

preload="$build/tests/libkill_at.so ${LD_PRELOAD:-}"  # what is there says which day it is
# The sanitizer wants to be the first library.
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $preload"; fi

# killed_at_each NAME COMMAND...: `check_NAME LIVED` looks at what is left, after each; then whoever comes next clears up, and
# the register beside the database says all that the database does.
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
      register_is_whole || fail "$name at point $point${after:+, after the call}: the register beside the database"
    done
  done 2> killed
  grep -v ' Killed ' killed >&2
  echo "$name: $((point - 1)) crash points, before and after the call"
  [ "$point" -gt 2 ] || fail "$name: too few crash points"
}

# What was taken back is no longer said; nothing half stands beside it.
register_is_whole() {
  sql "SELECT what || ' ' || lower(hex(key)) || ' ' || at || ' ' || event || ' ' || how FROM withheld
       UNION ALL SELECT 'c' || contact || ' ' || lower(hex(key)) || ' ' || at FROM erasure" | sort > wanted
  touch -a office/urp.db-erasures 2> /dev/null
  sort office/urp.db-erasures | comm -23 wanted - > missing
  [ ! -s missing ] && [ -z "$(find office -name 'urp.db-erasures.*')" ]
}
