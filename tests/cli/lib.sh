# lib.sh: sourced by every command-line test: a scratch home with an office in it, and how to be strict about output.
set -u
build=$(cd "${URP_BUILD:?the build folder}" && pwd)
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
urp=$build/bin/urp
post=$build/tests/urp-post
now=2026-11-23T09:04:00+01:00   # a Monday: the office is open
me=$(getent passwd "$(id -u)" | cut -d: -f1); me=${me:-uid$(id -u)}  # who runs the test, as urp calls them: nothing hangs on it

# What is preloaded, and the configuration of other programs, take no blank in a path.
case ${TMPDIR:-} in *[[:space:]]*) unset TMPDIR ;; esac
scratch=$(mktemp -d)
export HOME=$scratch/home XDG_RUNTIME_DIR=$scratch/run XDG_CONFIG_HOME=$scratch/home/.config
export LC_ALL=C.UTF-8 TERM=dumb
unset LANG LANGUAGE TZ COLUMNS LINES EDITOR VISUAL PAGER NO_COLOR CLICOLOR_FORCE DISPLAY WAYLAND_DISPLAY SSH_CONNECTION NOTIFY_SOCKET
unset URP_LANG URP_CONFIG URP_DATABASE URP_CLERK URP_TOKEN URP_APP_SECRET URP_VERIFY_TOKEN URP_EDITOR URP_PAGER URP_FORCE_TTY
umask 022
mkdir -p "$HOME" "$XDG_RUNTIME_DIR"
cd "$scratch" || exit 1
children=()
failures=0

finish() {
  local status=$?
  for child in "${children[@]}"; do kill -9 "$child" 2>/dev/null || true; done
  if [ "$status" -ne 0 ] || [ "$failures" -ne 0 ]; then
    echo "kept for a look: $scratch" >&2
    exit 1
  fi
  [ -n "${keep_scratch:-}" ] || rm -rf "$scratch"
}
trap finish EXIT

fail() { echo "FAIL: $*" >&2; failures=$((failures + 1)); }

# office [EXTRA TOML]: writes $scratch/urp.toml, points URP_CONFIG at it.
office() {
  [ -d office ] || mkdir -m 700 office  # of one user alone; `doctor` looks at it
  printf 'test-token\n' > token; printf 'test-app-secret\n' > app-secret; printf 'test-verify\n' > verify
  chmod 600 token app-secret verify
  cat > urp.toml <<TOML
[office]
name = "URP Comune di Cagliari"
[whatsapp]
phone_number_id = "106540352242922"
business_account_id = "102290129340398"
token_file = "token"
app_secret_file = "app-secret"
verify_token_file = "verify"
base_url = "${base_url:-http://127.0.0.1:9}"
[database]
path = "office/urp.db"
[listen]
port = 0
[hours]
monday = ["09:00-12:00", "15:30-17:30"]
tuesday = ["09:00-12:00"]
wednesday = ["09:00-12:00"]
thursday = ["09:00-12:00", "15:30-17:30"]
friday = ["09:00-12:00"]
holidays = "italy"
patron = "10-30"
${1:-}
TOML
  export URP_CONFIG=$scratch/urp.toml
}

# wait_for SECONDS COMMAND...: until it succeeds; asks again every 20 ms.
wait_for() {
  local deadline=$((SECONDS + $1 + 1)); shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || { fail "waited in vain: $*"; return 1; }
    sleep 0.02
  done
}

# start_sim [OPTIONS]: the Cloud API on this machine; before `office`, which writes its address into urp.toml.
start_sim() {
  "$build/tests/urp-sim" --port 0 --status-delay 0 --redelivery-scale 0.01 "$@" > sim.log 2>&1 &
  children+=("$!")
  wait_for 20 grep -q '^simulator on ' sim.log || { cat sim.log >&2; return 1; }
  base_url=$(sed -n 's/^simulator on //p' sim.log)
}
# sim VERB [JSON]: tells or asks the simulator; the answer is in ./sim.answer.
sim() {
  curl -sS --fail-with-body -o sim.answer "$base_url/sim/$1" ${2:+-d "$2"} || fail "sim $1: $(cat sim.answer)"
}
# citizen_writes PHONE NAME TEXT: and waits until urp has kept it.
citizen_writes() {
  local before; before=$(sql 'SELECT count(*) FROM message')
  sim inbound "{\"from\":\"$1\",\"name\":\"$2\",\"text\":\"$3\"}"
  wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM message') -gt $before ]"
}
# sent_texts: what reached the simulator from us, one line each, in order.
sent_texts() { sim ledger; grep -oE '"type":"text","text":"[^"]*"' sim.answer | sed 's/.*"text":"//; s/"$//'; }
# arrived TEXT: how often.
arrived() { sent_texts | grep -cxF -- "$1"; }

# start_sink NAME [OPTIONS]: a mail server: sets smtp, and writes what it takes into ./NAME.
start_sink() {
  local name=$1; shift
  mkdir -p "$name"
  python3 "$source_dir/tests/sim/smtp_sink.py" "$name" "$@" > "$name.log" 2>&1 &
  children+=("$!")
  wait_for 20 grep -q '^smtp on ' "$name.log" || { cat "$name.log" >&2; exit 1; }
  smtp=$(sed -n 's/^smtp on //p' "$name.log")
}
# mail_office URL [MORE OF THE TABLE]: an office with two services, which mails through it.
mail_office() {
  office "[[service]]
slug = 'ambiente'
name = 'Servizio Ambiente è Città'
mail = 'ambiente@example.org'
[[service]]
slug = 'lavori'
name = 'Lavori pubblici'
mail = 'lavori@example.org'
[mail]
url = '$1'
from = 'urp@example.org'
${2:-}"
}

# open_to_others: from now on $urp is one that other users may run, wherever the build lies. For root.
open_to_others() {
  chmod 755 "$scratch"
  setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$urp" && return
  cmake --install "$build" --prefix "$scratch/installed" > install.log || fail "cmake --install: $(tail -n 3 install.log)"
  urp=$scratch/installed/bin/urp
}

# typing COMMAND: runs it at a terminal of its own in the background; what it shows goes to ./screen, `press` types.
typing() {
  rm -f keys; mkfifo keys; : > screen
  script -qefc "$1" /dev/null < keys > screen 2>&1 &
  typist=$!
  children+=("$typist")
  exec 9> keys
}
# shows TEXT: waits until the screen does.
shows() { wait_for 20 grep -qF -- "$1" screen || cat screen >&2; }
press() { printf '%b' "$1" >&9; }
# typed STATUS: the command must end with it.
typed() {
  wait "$typist"; local got=$?
  exec 9>&-
  [ "$got" -eq "$1" ] || { fail "at the terminal: exit $got, not $1"; cat screen >&2; }
}

# listen_is_ready_or_dead: one of the two, so that nobody waits for a dead one.
listen_is_ready_or_dead() { grep -q '^listening on ' listen.log || ! kill -0 "$listen_pid"; }

# make_database: as a clerk's first command does; what runs for machines never makes one.
make_database() { [ -e office/urp.db ] || env -u LD_PRELOAD "$urp" status > /dev/null 2>&1 || true; }

# start_listen [OPTIONS]: sets listen_pid and url. Fails when listen ended instead.
start_listen() { start_service --no-work "$@"; }
# start_service [OPTIONS]: the same, with its worker.
start_service() {
  make_database
  : > listen.log
  "$urp" listen "$@" 2>> listen.log &
  listen_pid=$!
  children+=("$listen_pid")
  wait_for 20 listen_is_ready_or_dead
  grep -q '^listening on ' listen.log || return 1
  url=$(sed -n 's/^listening on //p' listen.log | head -n 1)
}
stop_listen() {
  kill -TERM "$listen_pid"
  wait "$listen_pid"
  local status=$?
  [ "$status" -eq 0 ] || fail "listen ended with $status"
}

# insert_tickets N: so many citizens with a case and a message each, put into the database without a webhook.
insert_tickets() {
  "$urp" status > /dev/null || fail "the database could not be made"
  sql "
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT i FROM n;
    INSERT OR IGNORE INTO number (phone_number_id) VALUES ('106540352242922');
    INSERT INTO contact (profile_name, created_at) SELECT 'Citizen ' || i, unixepoch() FROM n;
    INSERT INTO identity (contact, kind, value, valid_from)
      SELECT id, 'phone', '39333' || printf('%07d', id), created_at FROM contact;
    INSERT INTO service_window (contact, number, last_inbound_at) SELECT id, 1, unixepoch() FROM contact;
    INSERT INTO ticket (contact, number, kind, state, preview, messages, unread, presented_at, waiting_since,
                        last_message_at, last_inbound_at, term_due_at)
      SELECT id, 1, 'request', 'new', 'Una buca in via Roma', 1, 1, unixepoch(), unixepoch(), unixepoch(), unixepoch(),
             unixepoch() + 2592000 FROM contact;
    INSERT INTO message (ticket, seq, contact, number, wamid, direction, type, text, at, received_at)
      SELECT id, 1, contact, 1, 'wamid.' || id, 'in', 'text', 'Una buca in via Roma', unixepoch(), unixepoch() FROM ticket;"
}

# expect STATUS COMMAND...: runs it; stdout to ./out, stderr to ./err.
expect() {
  local wanted=$1; shift
  "$@" > out 2> err
  local got=$?
  [ "$got" -eq "$wanted" ] || { fail "exit $got, not $wanted: $*"; cat out err >&2; }
}
# same FILE: the file is exactly what stands on stdin.
same() { diff -u --label wanted --label got - "$1" >&2 || fail "differs: $1"; }
contains() { grep -qF -- "$2" "$1" || { fail "$1 does not contain: $2"; cat "$1" >&2; }; }
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 contains: $2"; }
sql() { sqlite3 -cmd '.timeout 10000' "${2:-office/urp.db}" "$1"; }
equal() { [ "$1" = "$2" ] || fail "${3:-value}: $1, not $2"; }
