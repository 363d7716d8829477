# What goes wrong says what, where and what to do, with the exit status of the contract; machines read it in English.
. "$(dirname "$0")/lib.sh"
office

# Configuration: file, line, what, what is allowed; 78.
expect 0 "$urp" config check
sed 's/^port = 0/prot = 0/' urp.toml > wrong.toml
expect 78 "$urp" inbox --config wrong.toml
contains err 'wrong.toml:13: '
contains err 'port'
expect 78 "$urp" listen --config wrong.toml
expect 78 "$urp" inbox --config wrong.toml --json
contains err '{"version":1,"error":{"code":"configuration","exit":78,'
[ -s out ] && fail "an error must not be on stdout: $(cat out)"
expect 78 "$urp" inbox --config nowhere.toml
contains err nowhere.toml

# Secrets: readable by others is refused, and says how to mend it.
make_database
chmod 644 app-secret
expect 4 "$urp" listen
contains err 'app-secret'
contains err 'chmod 600'
chmod 640 app-secret
start_listen
stop_listen
chmod 600 app-secret
: > verify
expect 78 "$urp" listen
printf 'test-verify\n' > verify
# What was pasted with a blank, a byte order mark, a line too many: every webhook would be refused for it.
for pasted in ' ' 'test-app-secret ' $'\xef\xbb\xbftest-app-secret' $'test\tsecret' $'old\nnew '; do
  printf '%s' "$pasted" > app-secret
  expect 78 "$urp" listen
  contains err 'whatsapp.app_secret_file: '
  expect 1 "$urp" doctor
  grep -q $'^!!\tapp_secret_file' out || fail "doctor has nothing to say of ${pasted@Q}"
done
printf 'test-app-secret\n' > app-secret
printf 'one\ntwo\n' > token
expect 78 "$urp" template sync
contains err 'whatsapp.token_file: '
printf 'test-token\n' > token
expect 4 env URP_TOKEN=$'a\nb' "$urp" template sync
contains err URP_TOKEN
expect 78 env URP_APP_SECRET=' ' "$urp" listen
contains err URP_APP_SECRET
truncate -s 4G token
expect 78 "$urp" template sync
contains err 'whatsapp.token_file: '
rm token; printf 'test-token\n' > token; chmod 600 token
# doctor: who may write beside a secret or the configuration changes them all; who may write the heads hides what was changed.
finds() { "$urp" doctor --offline > out 2> err; grep -q "^!!	$1	.*$2" out; }
mode=$(stat -c %a .)
chmod 777 .; finds modes "$PWD: " || fail "a folder open to all: $(cat out)"
chmod 1777 .; ! finds modes "$PWD: " || fail "a sticky folder: $(cat out)"
chmod "$mode" .
chmod 644 token; finds token_file token || fail "a token that others read is only unknown: $(cat out)"; chmod 600 token
touch heads; chmod 662 heads; { cat urp.toml; printf '[audit]\nhead = "heads"\n'; } > heads.toml
URP_CONFIG=$scratch/heads.toml finds modes heads || fail "heads that others write: $(cat out)"
chmod 640 heads; ! URP_CONFIG=$scratch/heads.toml finds modes heads || fail "heads for the group: $(cat out)"
# Nor does one stand in an address, which everybody reads.
for line in '[audit]\ntsa = "https://urp:segreto@tsa.example.org/"' '[media]\nlink = "https://urp:segreto@example.org/{sha256}"' \
    '[listen]\npublic_url = "https://urp:segreto@example.org/webhook"'; do
  { grep -v -e '^\[listen\]' -e '^port' urp.toml; printf "$line\n"; } > wrong.toml
  expect 78 "$urp" inbox --config wrong.toml
  lacks err segreto
done

# Usage: 2, and nothing was done.
expect 2 "$urp" inbx
contains err 'inbox'
expect 2 "$urp" inbox --state asleep
expect 2 "$urp" inbox --since yesterdayish
expect 2 "$urp" export
expect 2 "$urp" export dreams
expect 2 "$urp" show
expect 2 "$urp" inbox --until '2026-03-29 02:30'
contains err '02:30'
# Things that do not exist: 3.
expect 3 "$urp" show 99
contains err '99'
expect 3 "$urp" inbox --contact c99
expect 3 "$urp" show 99 --json
contains err '"code":"not_found"'
# An empty list is no error.
expect 0 "$urp" inbox
expect 0 "$urp" inbox --ids
[ -s out ] && fail "an empty list prints nothing on --ids"
expect 0 "$urp" search buca

# --now is for rehearsals: refused when base_url is the real one.
sed 's|^base_url.*|base_url = "https://graph.facebook.com"|' urp.toml > real.toml
expect 9 "$urp" inbox --config real.toml --now "$now"
expect 9 "$urp" inbox --config real.toml
contains err 'urp migrate --adopt'

# Two languages for people, one for machines.
expect 3 "$urp" show 99 --lang it
contains err 'urp: pratica 99: non esiste'
cp err italian
expect 3 "$urp" show 99 --lang en
cmp -s err italian && fail "Italian and English are the same: $(cat err)"
"$urp" status --json --lang it > it.json; "$urp" status --json --lang en > en.json
sed -i 's/"now":"[^"]*"//' it.json en.json
cmp -s it.json en.json || fail "machine output is translated"

# init refuses to overwrite, and what it writes is right.
expect 7 "$urp" init --config urp.toml
expect 0 "$urp" init --config fresh/urp.toml --database fresh/urp.db
expect 0 "$urp" config check --config fresh/urp.toml
[ -f fresh/urp.db ] || fail "init made no database"
wanted=600; [ "$(id -u)" -ne 0 ] || wanted=660  # root makes an office for several, in a folder of 2770
equal "$(stat -c %a fresh/urp.db)" $wanted "mode of the database"

# An export appears whole or not at all, for its owner alone, and never over a full disk.
expect 0 "$urp" export tickets -o tickets.csv
equal "$(stat -c %a tickets.csv)" 600 "mode of an export"
expect 1 "$urp" export tickets -o /proc/none/tickets.csv
"$urp" export tickets > /dev/full 2> err; equal "$?" 1 "exit status over a full disk"
# SIGPIPE ends quietly.
{ "$urp" export messages --format jsonl; echo "$?" > piped; } 2> err | true
[ -s err ] && fail "a closed pipe is no complaint: $(cat err)"

# A newer database: 20. An older one: 21, and `urp migrate` knows the way, a copy first.
expect 0 "$urp" inbox
schema=$(sql 'PRAGMA user_version')
sql 'PRAGMA user_version = 999'
expect 20 "$urp" status
sql "PRAGMA user_version = $schema"
expect 0 "$urp" migrate
expect 0 "$urp" migrate --json
contains out "\"to\":$schema"

# What is wrong stands on one line, the hint on another, whatever the words hold that they quote.
for words in $'sh\now' $'show 1 --lang x\ny' $'later 1 dom\nani' $'export --format c\nsv'; do
  # shellcheck disable=SC2086
  IFS=' ' read -r -d '' -a given <<< "$words" || true
  given[-1]=${given[-1]%$'\n'}
  expect 2 "$urp" "${given[@]}"
  equal "$(grep -cvE '^(urp|hint|rimedio): ' err)" 0 "lines of no error for: ${words@Q}"
done

# An Italian clerk reads no English, neither the parser's of TOML nor curl's.
hang_up='import socket, sys
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1], flush=True)
while True: s.accept()[0].close()'
coproc python3 -c "$hang_up"; children+=("$COPROC_PID"); read -r port <&"${COPROC[0]}"
sed "s|^base_url.*|base_url = \"http://127.0.0.1:$port\"|" urp.toml > hangs_up.toml
speaks_italian() {  # speaks_italian STATUS COMMAND...
  expect "$1" "${@:2}" --lang it
  ! grep -qiE '\b(the|error|while|parsing|expected|cannot|could|not|answer|connection|server|reply|was)\b' err || fail "English: $(cat err)"
}
speaks_italian 75 "$urp" template sync --config hangs_up.toml
grep -qE 'ha chiuso senza rispondere|la connessione si è interrotta' err || fail "no reason: $(cat err)"
speaks_italian 75 "$urp" template sync
while read -r wrong; do
  printf '[office]\nname = "URP"\n%b\n' "$wrong" > wrong.toml
  speaks_italian 78 "$urp" inbox --config wrong.toml
  grep -qE "^urp: $scratch/wrong.toml:[23]: non è TOML, colonna [0-9]+: " err || fail "no place: $(cat err)"
done <<'WRONG'
language = = "it"
language = it
language = "it
language = "i\\q"
language "it"
name = "URP"
clerks = ["a" "b"]
open = { date = 1
[hours
[[service
\xff\xfe
= 3
WRONG
