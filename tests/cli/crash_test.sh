# listen is killed at each durable write and at each answer while bodies come in. What was answered 200 must be in the
# database once; what was not is delivered again, as WhatsApp does, and is then there once too.
. "$(dirname "$0")/lib.sh"
office
bodies=4
preload="$build/tests/libkill_at.so ${LD_PRELOAD:-}"  # what is there says which day it is
# The sanitizer wants to be the first library.
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $preload"; fi

"$post" --generate $bodies --seed 7 --print > bodies.jsonl
# After the bodies the wish to stop: the last commits are those of the end.
crash_run() {  # true when listen lived to its end
  rm -rf office answered; mkdir office; : > answered
  if LD_PRELOAD=$preload KILL_AT=$1 KILL_AFTER=$2 start_listen; then
    timeout 30 "$post" --url "$url" --lines --log answered bodies.jsonl > answers
    kill -TERM "$listen_pid"
  fi
  wait "$listen_pid"
} 2> crash.log

point=0
lived=0
while [ "$lived" -eq 0 ]; do
  point=$((point + 1))
  [ "$point" -lt 100 ] || { fail "the crash points never ran out: not every commit was tried"; break; }
  for after in '' 1; do
    crash_run "$point" "$after" && lived=1
    start_listen || fail "does not start again after a crash at point $point: $(cat listen.log)"
    # Everything that was answered is there, now, before anything comes again.
    kept=$(sql 'SELECT count(*) FROM message')
    [ "$kept" -ge "$(wc -l < answered)" ] || fail "point $point: answered $(wc -l < answered), kept $kept"
    "$post" --url "$url" --lines bodies.jsonl > answers || fail "point $point: not all were answered 200 the second time"
    stop_listen
    equal "$(sql 'SELECT count(*), count(DISTINCT wamid), count(DISTINCT journal) FROM message')" \
      "$bodies|$bodies|$bodies" "messages after a crash at point $point${after:+, after the call}"
    equal "$(sql "SELECT count(*) FROM event WHERE verb = 'receive'")" "$bodies" "audit entries"
    equal "$(sql 'PRAGMA integrity_check')" ok "integrity after a crash at point $point"
  done
done
echo "crash points tried: $((point - 1)), before and after the call"
[ "$point" -gt "$bodies" ] || fail "too few crash points: the commits were not met"
