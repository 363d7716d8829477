# A clerk who may not read the token answers all the same: the row is durable, and the service sends it at once.
# Needs two users, so it is played by root alone.
. "$(dirname "$0")/lib.sh"
[ "$(id -u)" -eq 0 ] || { echo "played by root alone"; exit 0; }
open_to_others
start_sim
office
# An office that is shared: the folder hands its group to every new file, the secrets are the service's.
mkdir -p office; chgrp nogroup office; chmod 2770 office
start_service --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 "Maria Serra" "Buongiorno"
as_clerk() {
  setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME=/nonexistent URP_CONFIG="$URP_CONFIG" LC_ALL=C.UTF-8 \
    PATH="$PATH" "$urp" "$@"
}
as_clerk doctor --offline > out 2> err || true
contains out 'token'
setpriv --reuid=nobody --regid=nogroup --clear-groups cat token > out 2>&1 && fail "the clerk can read the token"

started=$(date +%s%N)
expect 0 as_clerk reply 1 'Buongiorno a lei'
answered=$(date +%s%N)
wait_for 5 sh -c "[ \"\$(sqlite3 -cmd '.timeout 5000' office/urp.db \"SELECT count(*) FROM attempt WHERE outcome = 'accepted'\")\" = 1 ]"
sent=$(date +%s%N)
echo "reply: $(((answered - started) / 1000000)) ms, then sent within $(((sent - answered) / 1000000)) ms"
equal "$(arrived 'Buongiorno a lei')" 1 "at WhatsApp"
equal "$(sql "SELECT clerk FROM message WHERE direction = 'out'")" nobody "who answered"
equal "$(sql 'SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL')" 0 "channels stopped by a clerk without the token"

# Without the service the answer waits, and the clerk's command says so; nothing is stopped by it.
stop_listen
expect 0 as_clerk reply 1 'Seconda risposta'
equal "$(sql "SELECT status FROM message WHERE text = 'Seconda risposta'")" queued "without the service"
equal "$(sql 'SELECT count(*) FROM channel WHERE stopped_since IS NOT NULL')" 0 "channels stopped"
expect 0 "$urp" sync
equal "$(arrived 'Seconda risposta')" 1 "after sync"
