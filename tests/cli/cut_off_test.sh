# ctrl-C, a timeout and a terminal that goes away, while a command writes: what it wrote is gone again, whatever it is, and
# the exit says so. (What a kill leaves behind lies under a passing name, for its owner alone.)
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[archive]
publisher = "Comune di Cagliari"'
insert_tickets 12000
sql "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, received_at)
       SELECT 1, id + 1, 1, 1, 'wamid.more.' || id, 'in', 'text', hex(zeroblob(200)), at + id, at + id FROM message;
     UPDATE ticket SET messages = 12001 WHERE id = 1"

# cut_off SIGNAL COMMAND...: it writes place/x, and gets the signal as soon as there is anything; perhaps it is done by then.
signals=--default-signal
cut_off() {
  local signal=$1 pid got; shift
  rm -rf place; mkdir place
  env "$signals" "$urp" "$@" > out 2> err & pid=$!
  until [ -n "$(ls -A place)" ] || ! kill -0 "$pid" 2> /dev/null; do :; done
  kill -s "$signal" "$pid" 2> /dev/null
  wait "$pid" 2> /dev/null; got=$?
  if grep -q 'what was being written is gone again' err; then
    cut=$((cut + 1))
    equal "$got" 130 "after $signal: urp $*"
    [ -z "$(ls -A place)" ] || fail "$signal left something: urp $*: $(ls -A place)"
  else
    [ -z "$(ls -A place | grep -vE '^x(-media)?$')" ] || fail "$got, left beside it: urp $*: $(ls -A place)"
  fi
}
cut=0
for signal in INT TERM HUP; do
  cut_off "$signal" backup place/x
  cut_off "$signal" export opendata -o place/x
  cut_off "$signal" export dossier 1 -o place/x
  cut_off "$signal" contact access c1 -o place/x
done
cut_off TERM flag 1/1 illegal --report place/x
[ "$cut" -gt 0 ] || fail "everything was written before the signal came: nothing was tried"

# A signal that was to be ignored is.
signals=--ignore-signal=HUP
cut_off HUP backup place/x
[ -s place/x ] || fail "nohup: the backup was cut off"
expect 0 "$urp" verify

# What a restore that was killed left goes with the next one.
rm -rf place; mkdir place
expect 0 "$urp" backup place/x
touch office/urp.db.restore-0123456789abcdef{,-journal} office/urp.db.restore-mine
expect 0 "$urp" restore place/x --confirm=restore
equal "$(ls office | grep restore)" urp.db.restore-mine "beside the database"
