# urp new --template: a case with which the office writes first, whole or not at all.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
sim templates '[{"name":"documento","language":"it","status":"APPROVED","body":"Gentile {{1}}, manca un documento."},{"name":"sospeso","language":"it","status":"PAUSED","body":"Sospeso."}]'
expect 0 "$urp" template sync
citizen_writes 393330000102 "Maria Serra" "Buongiorno"
printf '%%PDF-1.4\n' > atto.pdf
rows() { sql 'SELECT (SELECT count(*) FROM ticket), (SELECT count(*) FROM contact), (SELECT count(*) FROM message), (SELECT count(*) FROM outbox)'; }

# Whatever keeps the template from leaving, nothing is entered, and no contact is made.
before=$(rows)
refused() { local code=$1 words=$2; shift 2; expect "$code" "$urp" new "$@"; contains err "$words"; equal "$(rows)" "$before" "after: $*"; }
refused 3 'there is no template "boh"' '333 000 0177' 'Manca la firma' --template boh
refused 2 'documento' '333 000 0177' 'Manca la firma' --template documento
refused 2 'NAME=VALUE is wanted' '333 000 0177' 'Manca la firma' --template documento --param Anna
refused 9 'sospeso' '333 000 0177' 'Manca la firma' --template sospeso
refused 2 'takes no file' '333 000 0177' 'Manca la firma' --template documento --param 1=Anna --attach atto.pdf
refused 2 '--param and --attach belong to --template' '333 000 0177' 'Manca la firma' --param 1=Anna
refused 2 '--param and --attach belong to --template' '333 000 0177' 'Manca la firma' --attach atto.pdf
refused 2 'TEXT was given empty' '333 000 0177' ' ' --template documento --param 1=Anna
expect 0 "$urp" contact block c1
before=$(rows)
refused 9 'the person is blocked' c1 'Manca la firma' --template documento --param 1=Maria
equal "$(find office/media -type f 2> /dev/null | wc -l)" 0 "files that belong to nothing, after refusals"
equal "$(arrived 'Gentile Maria, manca un documento.')" 0 "to somebody blocked"

# A rehearsal says what would be entered and sent, and does neither.
expect 0 "$urp" new '333 000 0177' 'Manca la firma' --template documento --param 1=Anna --dry-run
equal "$(cut -f1,2 out)" "$(printf '2/1\tin')" "a rehearsal"
expect 0 env URP_FORCE_TTY=80 "$urp" new '333 000 0177' 'Manca la firma' --template documento --param 1=Anna --dry-run
contains out 'Gentile Anna, manca un documento.'
expect 0 "$urp" new '333 000 0177' 'Manca la firma' --dry-run --json
contains out '"text":"Manca la firma"'
equal "$(rows)" "$before" "after a rehearsal"

# The case, and the letter under it; the turn is the citizen's.
expect 0 "$urp" new '333 000 0177' 'Manca la firma' --name 'Anna Melis' --by desk --template documento --param 1=Anna --clerk maria
equal "$(cut -f1 out | tr '\n' ' ')" '2/1 2/2 ' "what is printed"
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db \"SELECT status FROM message WHERE ticket = 2 AND seq = 2\")\" = read ]"
sim ledger
equal "$(grep -o '"type":"template"' sim.answer | wc -l)" 1 "sent"
equal "$(sql "SELECT state, clerk, unread FROM ticket WHERE id = 2")" 'waiting|maria|0' "the case"
equal "$(sql "SELECT group_concat(verb, ' ') FROM (SELECT verb FROM event WHERE ticket = 2 AND verb IN ('new', 'reply') ORDER BY id)")" 'new reply' "recorded"
# For a program one document.
expect 0 "$urp" new '333 000 0178' 'Manca la data' --template documento:it --param 1=Lino --json
equal "$(jq -c '[.message.ticket, .message.number, .message.direction, .ticket.state]' out)" '[3,1,"in","waiting"]'
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db \"SELECT status FROM message WHERE ticket = 3 AND seq = 2\")\" = read ]"
expect 0 "$urp" verify
