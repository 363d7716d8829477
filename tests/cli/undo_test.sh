# urp undo: what this terminal session did last is taken back, one command after the other, or refused with the reason.
. "$(dirname "$0")/lib.sh"

office '[[service]]
slug = "lavori"
name = "Lavori pubblici"'
insert_tickets 6
export URP_CLERK=maria URP_LANG=en

expect 3 "$urp" undo
contains err "this terminal session has done nothing that could be taken back"

# One command after the other, the last one first.
expect 0 "$urp" take 1
expect 0 "$urp" tag 1 verde buca
expect 0 "$urp" note 1 'Sentito il capocantiere'
expect 0 "$urp" close 1 --outcome rejected
expect 0 "$urp" undo --dry-run
contains out "close"
equal "$(sql 'SELECT state FROM ticket WHERE id = 1')" closed
expect 0 "$urp" undo --json
contains out '"done":["URP-1"],"failed":[],"undone":[{"event":'
contains out '"verb":"close","ticket":1,"message":null'
equal "$(sql 'SELECT state, outcome IS NULL, waiting_since IS NOT NULL FROM ticket WHERE id = 1')" 'open|1|1'
expect 0 "$urp" undo
contains out '1/2'
equal "$(sql "SELECT count(*) FROM amendment WHERE kind = 'revoke'")" 1 'struck notes'
URP_FORCE_TTY=80 expect 0 "$urp" show 1
contains out 'struck out'
contains out 'Sentito il capocantiere'
expect 0 "$urp" undo
equal "$(sql 'SELECT count(*) FROM ticket_tag')" 0 tags
expect 0 "$urp" undo
equal "$(sql 'SELECT state, clerk IS NULL FROM ticket WHERE id = 1')" 'new|1'
expect 3 "$urp" undo

# log: what was done here, and how many undos it takes.
expect 0 "$urp" log --mine
equal "$(wc -c < out)" 0 "nothing is left to take back"
expect 0 "$urp" take 1
expect 0 "$urp" tag 1 verde
expect 0 "$urp" close 1 --outcome resolved
expect 0 "$urp" log --mine
equal "$(cut -f 1,3,4 out)" $'1\tURP-1\tclose\n2\tURP-1\ttag\n3\tURP-1\ttake'
expect 0 env URP_FORCE_TTY=80 "$urp" log -n 1
contains out '  1  '
contains out 'closes the ticket: resolved'
contains out ' URP-1     '
equal "$(wc -l < out)" 3 "one deed, a line, what the numbers mean"
expect 0 "$urp" log --json
contains out '"names":["URP-1"],"at":"'
contains out '"undo":3,"error":null}]}'
equal "$(sql 'SELECT state FROM ticket WHERE id = 1')" closed "nothing is changed"
URP_CLERK=gianni expect 0 "$urp" reopen 1
expect 0 "$urp" log
equal "$(cut -f 1,4,6 out)" $'\tclose\tconflict\n\ttag\t\n\ttake\t' "a colleague is in the way"
expect 0 env URP_FORCE_TTY=80 "$urp" log --lang it
contains out 'gianni'
[ "$(wc -L < out)" -le 80 ] || fail "wider than 80: $(cat out)"
expect 0 setsid -w "$urp" log
equal "$(wc -c < out)" 0 "another session"
rm -rf "$XDG_RUNTIME_DIR/urp"

# What somebody changed since, what the citizen wrote since, and what is not taken back this way.
expect 0 "$urp" take 2
URP_CLERK=gianni expect 0 "$urp" take 2 --steal 'è in ferie'
expect 7 "$urp" undo
contains err 'URP-2: gianni has changed it since'
expect 7 "$urp" undo  # and stays the last
expect 0 "$urp" contact block c3
expect 7 "$urp" undo
contains err 'urp contact unblock'

# Many at once; some of them only.
expect 0 "$urp" urgent 3 4 5 --yes
expect 2 "$urp" undo
contains err 'nothing was changed'
expect 0 "$urp" urgent 4 --undo
expect 0 "$urp" undo
equal "$(sql 'SELECT count(*) FROM ticket WHERE urgent = 1')" 3 'urgent again'
URP_CLERK=gianni expect 0 "$urp" urgent 4 --undo
expect 8 "$urp" undo --yes
equal "$(sql 'SELECT count(*) FROM ticket WHERE urgent = 1')" 0 'urgent at the end'
contains err 'URP-4'

# Routing goes back as long as nothing has left; Italian says it in Italian.
expect 0 "$urp" route 5 lavori
URP_FORCE_TTY=80 expect 0 "$urp" undo --lang it
contains out 'URP-5: annullato'
equal "$(sql 'SELECT state, service IS NULL FROM ticket WHERE id = 5')" 'new|1'

# Another database is another matter; another session has its own.
mkdir -m 700 other
expect 0 "$urp" take 6
expect 3 "$urp" undo --database "$scratch/other/urp.db"
expect 3 setsid -w "$urp" undo
expect 0 "$urp" undo
