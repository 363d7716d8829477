# Files, descriptors and the environment: what is written where, what is never written through, what others see of us.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office
insert_tickets 3

# -o: `-` is standard output, devices, pipes and sockets are written through, links stay and their target is replaced.
"$urp" export tickets > wanted.csv 2> /dev/null
for what in 'export tickets' 'export messages'; do
  expect 0 "$urp" $what -o -
  [ -e ./- ] && fail "urp $what -o - made a file called -"
  grep -q '^number,\|^ticket,' out || fail "urp $what -o -: nothing on standard output"
done
expect 2 "$urp" export tickets --json -o -
expect 0 "$urp" export tickets -o /dev/null
[ -c /dev/null ] || fail "/dev/null is no device any more"
ln -s /proc/self/fd/1 stdout.link
expect 0 "$urp" export tickets -o stdout.link
same out < wanted.csv
[ -L stdout.link ] || fail "the link to standard output was replaced"
mkfifo pipe
timeout 20 cat pipe > from_pipe & reader=$!
expect 0 "$urp" export tickets -o pipe
wait "$reader"
same from_pipe < wanted.csv
[ -p pipe ] || fail "the pipe was replaced"
# A pipe is no attachment, and nobody waits for what comes out of it.
expect 2 timeout 20 "$urp" reply 1 Ecco --attach pipe
contains err 'pipe: cannot be read as a file'
mkdir archive; ln -s archive/today.csv latest.csv
expect 0 "$urp" export tickets -o latest.csv
[ -L latest.csv ] || fail "the link was replaced"
same archive/today.csv < wanted.csv
expect 2 "$urp" export tickets -o archive
# Words of the system: with their accents, and without the names of C++ functions.
expect 78 "$urp" status --config office --lang it
contains err 'È una directory'
expect 78 "$urp" status --config office
lacks err basic_filebuf

# Closed standard streams: what is said to them lands in no file.
for closed in '<&-' '2>&-' '<&- 2>&-' '<&- >&- 2>&-'; do
  eval "\"\$urp\" note 1 nota $closed" > /dev/null 2>&1
  eval "\"\$urp\" inbox --sort boh $closed" > /dev/null 2>&1
  rm -f got.csv
  eval "\"\$urp\" export tickets -o got.csv $closed" > /dev/null 2>&1
  same got.csv < <("$urp" export tickets 2>/dev/null)
done
for lock in office/urp.db-{users,gate,turn}; do [ ! -s "$lock" ] || fail "something went into $lock"; done
equal "$(sql 'PRAGMA integrity_check')" ok 'the database'
# Without what may be preloaded: faketime opens a file of its own in the place of what is closed.
(unset LD_PRELOAD; "$urp" inbox >&- 2> err) && fail "exit 0 although nothing could be written"

# No core file, and no secret in the environment of what is started from here.
cat > editor <<'SH'
#!/bin/sh
env > "$SEEN"; ulimit -c >> "$SEEN"
exit 3
SH
chmod +x editor
export SEEN=$scratch/seen
URP_EDITOR=$scratch/editor URP_TOKEN=test-token URP_APP_SECRET=test-app-secret URP_VERIFY_TOKEN=test-verify \
  script -qec "'$urp' reply 1" /dev/null > screen 2>&1 < /dev/null
[ -s seen ] || { fail "the editor was not started"; cat screen >&2; }
lacks seen test-token; lacks seen test-app-secret; lacks seen test-verify
equal "$(tail -n 1 seen)" 0 "size of core files"

# The keys of TLS are written nowhere, whatever the environment asks for.
sed 's|^base_url.*|base_url = "https://127.0.0.1:9"|' urp.toml > tls.toml
expect 0 env SSLKEYLOGFILE="$scratch/keys" "$urp" sync --config tls.toml
[ ! -e keys ] || fail "SSLKEYLOGFILE was obeyed"

# Secrets: a pipe is not waited for.
rm token; mkfifo token
timeout 20 "$urp" sync > out 2> err; equal $? 78 "a pipe as token"
rm token; mkdir token
expect 78 "$urp" sync
rmdir token; printf 'test-token\n' > token; chmod 660 token
expect 4 "$urp" sync
chmod 600 token

# What is no file in the place of the sender's lock is named, and neither waited for nor read.
for what in 'mkfifo' 'ln -s /dev/zero'; do
  rm -f office/urp.db-sender; $what office/urp.db-sender
  timeout 20 "$urp" doctor > out 2> err; equal $? 1 "doctor, after $what"
  grep -q $'^!!\tsender\t.*urp.db-sender' out || fail "doctor says nothing of the lock, after $what"
  timeout 20 "$urp" status > out 2> err || fail "status, after $what"
done
rm -f office/urp.db-sender

# One attachment that is not as it came keeps nobody from the rest.
digest=$(printf 'una foto' | sha256sum | cut -d ' ' -f 1)
mkdir -p "office/media/${digest:0:2}"; ln -s "$scratch/token" "office/media/${digest:0:2}/$digest"
sql "INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, at, received_at)
       VALUES (3, 2, 3, 1, 'wamid.foto', 'in', 'image', unixepoch(), unixepoch());
     INSERT INTO media (message, provider_id, state, sha256, size, mime_type)
       VALUES (last_insert_rowid(), '1', 'stored', '$digest', 8, 'image/jpeg');
     UPDATE ticket SET messages = 2 WHERE id = 3"
expect 8 "$urp" backup whole.db
contains err "$digest is not in the media folder any more as it came"
[ ! -e "whole.db-media/${digest:0:2}/$digest" ] || fail "the link's target is in the backup"
expect 8 "$urp" contact access c3 -o package
lacks <(cat package/* 2> /dev/null) test-token
expect 4 "$urp" media 3 --save saved
expect 1 "$urp" verify
contains out media_altered
sql "DELETE FROM media; DELETE FROM message WHERE seq = 2 AND ticket = 3"; rm -r "office/media/${digest:0:2}"

# A configuration has an end.
expect 78 "$urp" status --config /dev/zero
contains err 'which no configuration is'

# Names that are nobody's.
expect 9 env URP_CLERK=urp "$urp" note 1 nota
expect 9 "$urp" --clerk whatsapp note 1 nota
expect 2 "$urp" --clerk $'maria\nurp' note 1 nota
expect 2 "$urp" --clerk "$(printf '\033[31mmaria')" note 1 nota
"$urp" --clerk "$(printf "%0100000d" 0)" note 1 nota > out 2> err; equal $? 2 "a name of 100 kB"

# A folder of the session that is somebody else's is not used: su and sudo keep the variable.
if [ "$(id -u)" -eq 0 ]; then
  open_to_others; chmod -R a+rwX office; chown -R nobody:nogroup run home office; chmod 700 run
  URP_FORCE_TTY=80 "$urp" show 1 > out 2> err
  [ -z "$(find run home -user root)" ] || fail "root left something in the user's folders: $(find run home -user root)"
  as() { setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$scratch/home" "$@"; }
  expect 0 as env URP_FORCE_TTY=80 "$urp" show 2
  expect 0 as "$urp" show @
  contains out '2/1'
else
  echo "not root: the folder of another user is not tried" >&2
fi
