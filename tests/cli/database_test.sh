# Whose database it is: another program's, one that is missing, a copy, a rehearsal's, a real office's under a configuration
# of the caller's own. Looked at before anything is written or sent.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office

# Machines make no database: a disk that is not mounted must not become an empty office.
for verb in 'listen --no-work' sync 'notice run'; do
  expect 78 "$urp" $verb
  contains err 'there is no database'
  [ -z "$(ls office)" ] || fail "urp $verb left something in the empty folder: $(ls office)"
done
insert_tickets 2

# Another program's file stays as it is, byte by byte.
for kind in "CREATE TABLE ticket (x)" "CREATE TABLE places (x); PRAGMA user_version = 10" "CREATE TABLE places (x); PRAGMA user_version = 999"; do
  for verb in status 'note 1 nota' migrate 'migrate --dry-run' sync doctor 'export tickets'; do
    rm -f foreign.db*; sqlite3 foreign.db "$kind"; cp foreign.db before.db
    expect 78 "$urp" $verb --database "$scratch/foreign.db"
    cmp -s foreign.db before.db || fail "$kind: urp $verb changed it"
    equal "$(echo foreign.db*)" foreign.db "what stands beside it"
  done
done

# One that is empty or gone although its locks are there is no new office.
mkdir other; cp office/urp.db other/urp.db
expect 0 "$urp" status --database "$scratch/other/urp.db"
: > other/urp.db
expect 78 "$urp" status --database "$scratch/other/urp.db"
contains err 'is empty'
rm other/urp.db
expect 78 "$urp" status --database "$scratch/other/urp.db"
contains err 'is missing'
[ ! -e other/urp.db ] || fail "a database that was removed came back empty"
rm -r other

# Removed or replaced under `listen`: 503, so that WhatsApp keeps what it has, and a line that says why.
post_body() { curl -s -o answer -w '%{http_code}' -H "X-Hub-Signature-256: sha256=$2" --data-binary @"$1" "$url"; }
printf '{"object":"whatsapp_business_account","entry":[]}' > body
signature=$(openssl dgst -sha256 -hmac test-app-secret body | sed 's/.*= //')
start_listen
equal "$(post_body body "$signature")" 200 "before"
mkdir aside; mv office/urp.db* aside/
printf '{"object":"whatsapp_business_account","entry": []}' > body2
signature2=$(openssl dgst -sha256 -hmac test-app-secret body2 | sed 's/.*= //')
equal "$(post_body body2 "$signature2")" 503 "with the database removed"
wait_for 10 grep -q 'removed or replaced' listen.log  # written beside the answers
wait_for 10 grep -q ALARM listen.log
stop_listen
mv aside/urp.db* office/; rmdir aside
start_listen
equal "$(post_body body2 "$signature2")" 200 "with the database back"
stop_listen

# The same with the log, or its index, alone: what went into it nobody would read.
for ending in wal shm; do
  start_listen
  printf '{"object":"whatsapp_business_account","entry":[],"%s":1}' "$ending" > body3
  signature3=$(openssl dgst -sha256 -hmac test-app-secret body3 | sed 's/.*= //')
  mv "office/urp.db-$ending" aside
  equal "$(post_body body3 "$signature3")" 503 "without -$ending"
  wait_for 10 grep -q 'removed or replaced' listen.log
  mv aside "office/urp.db-$ending"
  equal "$(post_body body3 "$signature3")" 200 "with -$ending back"
  stop_listen
done
expect 0 "$urp" verify

# And with a database that is cut, or written over, in its place: SQLite would go on from its memory and its log.
sqlite3 office/urp.db 'PRAGMA wal_checkpoint(TRUNCATE)' > /dev/null; cp -a office whole
head -c 300000 /dev/zero > zeros
for how in 'truncate -s 0 office/urp.db' 'truncate -s 40000 office/urp.db' 'dd if=zeros of=office/urp.db conv=notrunc'; do
  start_listen
  printf '{"object":"whatsapp_business_account","entry":[],"how":"%s"}' "$how" > body4
  signature4=$(openssl dgst -sha256 -hmac test-app-secret body4 | sed 's/.*= //')
  $how 2> /dev/null
  equal "$(post_body body4 "$signature4")" 503 "after $how"
  wait_for 10 grep -q 'removed or replaced' listen.log
  kill -KILL "$listen_pid"; wait "$listen_pid" 2> /dev/null
  rm -f office/urp.db-wal office/urp.db-shm; cp whole/urp.db office/urp.db  # the same file: no copy of the office
done
rm -r whole zeros
# An administrator's VACUUM makes it shorter, too, and is none of this.
sqlite3 office/urp.db 'CREATE TABLE room AS SELECT randomblob(400000) AS bytes; DROP TABLE room; PRAGMA wal_checkpoint(TRUNCATE)' > room
start_listen
before=$(stat -c %s office/urp.db)
sqlite3 office/urp.db 'VACUUM; PRAGMA wal_checkpoint(TRUNCATE)' > room
[ "$(stat -c %s office/urp.db)" -lt "$before" ] || fail "VACUUM did not make the file shorter: nothing was shown"
equal "$(post_body body4 "$signature4")" 200 "after VACUUM"
stop_listen
expect 0 "$urp" verify

# Another configuration does nothing here.
sed 's/106540352242922/106540352242999/' urp.toml > number.toml
sed 's|^base_url.*|base_url = "https://graph.facebook.com"|' urp.toml > real.toml
before=$(sql 'SELECT count(*) FROM message')
for toml in number.toml real.toml; do
  for verb in sync 'notice run' 'listen --no-work' 'reply 2 testo' 'note 2 nota' replay inbox; do
    expect 9 "$urp" $verb --config $toml
    contains err 'urp migrate --adopt'
  done
done
equal "$(sql 'SELECT count(*) FROM message')" "$before" "messages after refused verbs"

# A real office: the clock is the machine's, and who calls does not choose who may do what.
mkdir real; cp office/urp.db real/urp.db
expect 0 "$urp" migrate --adopt --config real.toml --database "$scratch/real/urp.db"
expect 9 "$urp" inbox --config real.toml --database "$scratch/real/urp.db" --now "$now"
expect 9 "$urp" inbox --database "$scratch/real/urp.db" --now "$now"
contains err 'rehearsal'
expect 0 "$urp" note 2 'nota' --config real.toml --database "$scratch/real/urp.db"

# A copy does not know what left since: what waits is uncertain until somebody has looked.
sim faults '{"clear":true}'
expect 0 "$urp" status
mv token token.away; expect 0 "$urp" reply 2 'Aspetta' --hold 0s; mv token.away token
cp -r office copied
equal "$(sql "SELECT status FROM message WHERE text = 'Aspetta'" copied/urp.db | tr -d '\n')" queued "in the copy, before"
expect 0 "$urp" sync --database "$scratch/copied/urp.db"
contains err 'was copied, moved or restored'
equal "$(sql "SELECT status FROM message WHERE text = 'Aspetta'" copied/urp.db)" uncertain "in the copy"
equal "$(arrived Aspetta)" 0 "sent from the copy"
expect 0 "$urp" sync
equal "$(arrived Aspetta)" 1 "sent from the office"
expect 0 "$urp" sync --database "$scratch/copied/urp.db"
[ -s err ] && fail "the second pass over the copy says it again: $(cat err)"

# An older copy that is written over the same file stands where it stood, and does not know what left since.
mv token token.away; expect 0 "$urp" reply 2 'Prima della copia' --hold 0s; mv token.away token
sqlite3 office/urp.db '.backup older.db'
expect 0 "$urp" sync
equal "$(arrived 'Prima della copia')" 1
inode=$(stat -c %i office/urp.db)
cp older.db office/urp.db; rm -f office/urp.db-wal office/urp.db-shm
equal "$(stat -c %i office/urp.db)" "$inode" "the file"
expect 0 "$urp" sync
contains err 'was copied, moved or restored'
equal "$(sql "SELECT status FROM message WHERE text = 'Prima della copia'")" uncertain "in the older copy"
equal "$(arrived 'Prima della copia')" 1 "sent once"
expect 0 "$urp" sync
same err < /dev/null

# Two names of one database are one database.
ln -s office/urp.db by-link.db
expect 0 "$urp" status --database "$scratch/by-link.db"
[ ! -e by-link.db-users ] || fail "the link has locks of its own"

# A link in the place of a lock is not written through.
printf 'test-app-secret\n' > app-secret; chmod 600 app-secret
rm -f office/urp.db-sender; ln -s "$scratch/app-secret" office/urp.db-sender
expect 4 "$urp" sync
contains err 'symbolic link'
same app-secret <<< test-app-secret
rm office/urp.db-sender

# What the administrator does as root leaves nothing that the office's own user cannot open.
if [ "$(id -u)" -eq 0 ]; then
  open_to_others
  as() { setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$scratch/home" "$@"; }
  for mode in 2770 750; do
    rm -rf office; office "[audit]
head = \"office/heads\""; chown -R nobody:nogroup office token app-secret verify home run; chmod $mode office
    expect 0 as "$urp" status
    expect 0 as "$urp" new 3330000102 'Una buca'
    for verb in status sync 'notice run' doctor 'audit head --write' 'completion bash --values tickets'; do "$urp" $verb > out 2> err; done
    for verb in status sync 'notice run' inbox 'audit head --write'; do expect 0 as "$urp" $verb; done
    [ -z "$(find office -user root)" ] || fail "left by root: $(find office -user root)"
  done
  # A clerk's own configuration names no clerks and no roles: it does not count over the real office.
  chown root:root urp.toml; cp real.toml own.toml; chown nobody:nogroup own.toml; chmod 644 own.toml real.toml
  rm -rf office; mkdir -m 777 office; expect 0 "$urp" status --config real.toml --database "$scratch/office/urp.db"
  chmod 666 office/urp.db*
  expect 9 as "$urp" note 1 nota --config own.toml --database "$scratch/office/urp.db"
  expect 9 as "$urp" inbox --database "$scratch/office/urp.db" --config own.toml
  expect 0 as "$urp" inbox --database "$scratch/office/urp.db" --config real.toml
  expect 9 as "$urp" migrate --adopt --database "$scratch/office/urp.db" --config urp.toml
else
  echo "not root: root beside the office's user is not tried" >&2
fi

# Whatever the umask: an office's folder is its group's, and a configuration can be written by its owner alone.
(umask 000; "$urp" init --config new/urp.toml --database data/urp.db > /dev/null 2> err) || fail "init: $(cat err)"
equal "$(stat -c %a new new/urp.toml | tr '\n' ' ')" '755 644 ' "modes of the configuration"
wanted='700 600 '; [ "$(id -u)" -ne 0 ] || wanted='2770 660 '
equal "$(stat -c %a data data/urp.db | tr '\n' ' ')" "$wanted" "modes of the data folder"

# What somebody took away is not told in SQLite's words alone.
rm -rf office; office
expect 0 "$urp" new 3330000102 'Una buca'
sql 'ALTER TABLE message RENAME TO moved'
expect 1 "$urp" note 1 nota --lang it
contains err "il database non è come l'ha fatto urp"
contains err 'urp verify'
