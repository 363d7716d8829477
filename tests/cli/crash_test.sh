# listen is killed at each durable write and at each answer while bodies come in. What was answered 200 must be in the
# database once; what was not is delivered again, as WhatsApp does, and is then there once too.
. "$(dirname "$0")/lib.sh"
office
kill_at=$build/tests/libkill_at.so
bodies=12
preload=$kill_at
# The sanitizer wants to be the first library.
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $kill_at"; fi

"$post" --generate $bodies --seed 7 --print > bodies.jsonl
last=${URP_CRASH_POINTS:-48}
point=0
survived=0
while [ "$survived" -lt 2 ] && [ "$point" -lt "$last" ]; do
  point=$((point + 1))
  for after in '' 1; do
    rm -rf office answered; mkdir office; : > answered
    if LD_PRELOAD=$preload KILL_AT=$point KILL_AFTER=$after start_listen 2>/dev/null; then
      timeout 30 "$post" --url "$url" --secret test-app-secret --lines --log answered bodies.jsonl > answers 2>&1
    fi
    if kill -0 "$listen_pid" 2>/dev/null; then
      stop_listen
      survived=$((survived + 1))
    else
      wait "$listen_pid" 2>/dev/null
    fi
    start_listen || fail "does not start again after a crash at point $point"
    equal "$(sql 'PRAGMA integrity_check')" ok "integrity after a crash at point $point"
    # Everything that was answered is there, now, before anything comes again.
    kept=$(sql 'SELECT count(*) FROM message')
    [ "$kept" -ge "$(wc -l < answered)" ] || fail "point $point: answered $(wc -l < answered), kept $kept"
    expect 0 "$post" --url "$url" --secret test-app-secret --lines bodies.jsonl
    stop_listen
    equal "$(sql 'SELECT count(*), count(DISTINCT wamid), count(DISTINCT journal) FROM message')" \
      "$bodies|$bodies|$bodies" "messages after a crash at point $point${after:+, after the call}"
    equal "$(sql "SELECT count(*) FROM event WHERE verb = 'receive'")" "$bodies" "audit entries"
  done
done
[ "$survived" -ge 1 ] || fail "the crash points never ran out: not every commit was tried"
