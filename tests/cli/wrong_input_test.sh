# Every verb on every kind of wrong input: the exit status and the message of the contract, on stderr alone, as text and
# as a document; and nothing half done.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[[service]]
slug = "ambiente"
name = "Ambiente"
mail = "ambiente@example.org"
[canned]
orari = "Gli uffici sono aperti dalle 9 alle 12."'
insert_tickets 12
# From other terminal sessions: this one has done nothing that it could undo.
expect 0 setsid -w "$urp" close 2
expect 0 setsid -w "$urp" assign 3 gianni
expect 0 setsid -w "$urp" protocol 5 7/2026
sql "UPDATE contact SET blocked = 1 WHERE id = 4"
sql "UPDATE service_window SET last_inbound_at = 1 WHERE contact = 6"
# What must not change; drafts of refused answers are kept on purpose, and reading leaves a trace of its own.
state() { sqlite3 office/urp.db .dump | grep -v "^INSERT INTO \(draft\|reading\|cursor\) " | sha256sum; }
before=$(state)

# An empty list, read or given, is nothing to do and no error.
nothing() {
  expect 0 "$urp" "$@" < /dev/null
  [ -s out ] && fail "something on stdout: urp $*"
  [ "$(state)" = "$before" ] || { fail "changed something: urp $*"; before=$(state); }
}

# wrong STATUS CODE 'WORDS IN THE MESSAGE' COMMAND...: as text and with --json; standard input is empty.
tried=
wrong() {
  local status=$1 code=$2 words=$3; shift 3
  tried="$tried $1"
  expect "$status" "$urp" "$@" < /dev/null
  contains err "$words"
  [ -s out ] && fail "something on stdout: urp $*"
  expect "$status" "$urp" "$@" --json < /dev/null
  contains err "\"error\":{\"code\":\"$code\",\"exit\":$status,"
  [ -s out ] && fail "something on stdout: urp $* --json"
  [ "$(grep -c '' err)" -eq 1 ] || fail "not one document on stderr: urp $* --json"
  [ "$(state)" = "$before" ] || { fail "changed something: urp $*"; before=$(state); }
}

# The ticket is none, is unknown, is said on an empty standard input.
for verb in take release close reopen urgent publish; do
  wrong 2 usage '"boh" is no ticket' $verb boh
  wrong 2 usage '"9-3" is no range of tickets' $verb 9-3
  wrong 3 not_found 'URP-99: there is no such ticket' $verb 99
  nothing $verb -
  wrong 3 not_found '@: no ticket was taken or shown' $verb @
  wrong 2 usage 'tickets would' $verb 7 8 9
done
while read -r verb value; do
  wrong 2 usage '"boh" is no ticket' $verb boh $value
  wrong 3 not_found 'URP-99: there is no such ticket' $verb 99 $value
  nothing $verb - $value
  wrong 2 usage 'missing after the ticket' $verb 1
  wrong 2 usage 'tickets would' $verb 7,8,9 $value
done <<'TABLE'
assign gianni
later 3d
kind report
identify declared
tag verde
subject buca
TABLE
for verb in show media; do
  wrong 2 usage 'boh' $verb boh
  wrong 3 not_found '@: no ticket was taken or shown' $verb @
done
wrong 2 usage 'boh' reply boh testo
wrong 3 not_found '@: no ticket was taken or shown' reply @ testo
wrong 3 not_found '99' show 99
wrong 3 not_found '99' media 99
wrong 3 not_found 'URP-99: there is no such ticket' reply 99 testo

# Messages, contacts, two tickets.
wrong 2 usage 'TEXT was given empty' note 1 ''
wrong 2 usage 'standard input is empty' note 1 -
wrong 3 not_found 'URP-99: there is no such ticket' note 99 testo
wrong 2 usage 'this takes one ticket' note 1-2 testo
wrong 3 not_found 'contact boh: not found' new boh testo
wrong 3 not_found 'contact c99: not found' new c99 testo
wrong 2 usage 'standard input is empty' new c1 -
wrong 2 usage '"boh" is not a value of it' new c1 testo --kind boh
wrong 2 usage '"boh" is not a value of it' new c1 testo --by boh
wrong 2 usage 'is still to come' new c1 testo --at 2099-01-01
wrong 2 usage 'GROUND is missing after the messages' flag 1/1
wrong 2 usage '"boh" is not a value of it' flag 1/1 boh
wrong 2 usage 'boh' flag boh spam
wrong 3 not_found '1/9: there is no such message' flag 1/9 spam --hide
wrong 7 conflict '1/1 has no flag' flag 1/1 --undo
wrong 2 usage 'messages would change' flag 1/1 2/1 3/1 spam
wrong 2 usage '"boh" is not a value of it' flag --list boh
wrong 3 not_found 'there is no service "boh"' route 1 boh
wrong 2 usage 'SERVICE is missing after the tickets' route 1
wrong 2 usage 'SERVICE is missing after the tickets' route 1/1
wrong 3 not_found 'URP-99: there is no such ticket' route 99 ambiente
wrong 3 not_found 'there is no service "boh"' route 1 ambiente --copy boh
wrong 2 usage '"boh" is one word too many' route 1 ambiente boh
wrong 2 usage 'tickets would be routed' route 7-9 ambiente
wrong 7 conflict 'URP-2 is closed' route 2 ambiente
wrong 7 conflict 'URP-3 is held by gianni' route 3 ambiente
wrong 9 refused 'the person is blocked' route 4 ambiente --tell
wrong 7 conflict 'URP-1 is not with a service' route 1 --recall
wrong 2 usage 'do not go together' route 1 --recall --suggest
wrong 3 not_found 'URP-99: there is no such ticket' route 99 --suggest
wrong 2 usage 'boh' split boh
wrong 3 not_found '1/9: there is no such message' split 1/9
wrong 7 conflict '1/1 is the first message' split 1/1
wrong 9 refused 'are of different citizens' merge 1 5
wrong 2 usage 'URP-1 was named twice' merge 1 1
wrong 3 not_found 'URP-99: there is no such ticket' merge 1 99
wrong 2 usage 'URP-1 was named twice' link 1 1
wrong 3 not_found 'URP-99: there is no such ticket' link 99 1
wrong 3 not_found 'contact boh: not found' contact show boh
wrong 3 not_found 'contact c99: not found' contact note c99 testo
wrong 2 usage 'a name is one line' contact name c1 "$(printf 'due\nrighe')"
wrong 2 usage 'WHAT is missing' contact

# Its state, or somebody else, does not allow it.
wrong 7 conflict 'URP-2 is closed' take 2
wrong 7 conflict 'URP-2 is closed' release 2
wrong 7 conflict 'URP-2 is closed' assign 2 gianni
wrong 7 conflict 'URP-2 is closed already' close 2
wrong 7 conflict 'URP-2 is closed' reply 2 testo
wrong 7 conflict 'there is nothing to put off' later 2 3d
wrong 7 conflict 'URP-1 is not closed' reopen 1
for verb in take release close; do wrong 7 conflict 'URP-3 is held by gianni' $verb 3; done
wrong 7 conflict 'URP-3 is held by gianni' later 3 3d
wrong 7 conflict 'URP-3 is held by gianni' reply 3 testo
wrong 7 conflict 'has changed since you read it' reply 1 testo --if-revision 77
wrong 7 conflict 'has changed since you read it' close 1 --if-revision 77
wrong 9 refused 'the person is blocked' reply 4 testo
wrong 6 window_closed 'the window closed' reply 6 testo
# Several at once: the gravest counts, and all are named.
wrong 3 not_found 'URP-3 is held by gianni; URP-99: there is no such ticket' close 3 99

# Given empty is not left out, of whatever verb; numbers and texts have an end.
while read -r option command; do
  wrong 2 usage "$option was given empty" $command "$option" ''
  wrong 2 usage "$option was given empty" $command "$option="
done <<'TABLE'
--tag inbox --ids
--since export tickets
--csv notice new a --topic meteo --text Ciao
--at notice schedule a --yes
--key reply 1 Uno
--attach reply 1 Uno
--if-revision reply 1 Uno
--hold reply 1 Uno
--for contact block c1
--save media 1
--outcome close 1
--config status
--clerk note 1 nota
--now inbox
--drop drafts
--register protocol 1 1/2026
--date protocol 1 1/2026
TABLE
wrong 2 usage 'TOPIC was given empty' contact unsubscribe c1 ''
wrong 2 usage '"" is no command of urp' ''
wrong 3 not_found '9223372036854775807: not found' show 9223372036854775807
wrong 3 not_found '9223372036854775807: there is no such' take 9223372036854775806-9223372036854775807
wrong 3 not_found '1/9223372036854775807' cancel 1/9223372036854775807
wrong 2 usage '--limit: at most 1000000' inbox --limit 2147483647
wrong 2 usage '--limit: at most 1000000' inbox -n 99999999999999999999
contains err 'n 0 is all of them'
wrong 2 usage '--limit: -1 is less than 0' inbox -n -1
for word in 3.5 abc - -- +1 '1 ' 0x10; do wrong 2 usage "\"$word\" is not a whole number" inbox "-n$word"; done
wrong 2 usage '--use: at most 1000000' similar 1 --use 9223372036854775807
lacks err 'n 0 is all'
wrong 2 usage '--if-revision: at most 9223372036854775807' reply 1 Uno --if-revision 9223372036854775808
wrong 2 usage '--if-revision: -1 is less than 0' reply 1 Uno --if-revision=-1
wrong 2 usage '--hold: 1000y is too long' reply 1 Uno --hold 1000y
wrong 2 usage 'at most 1000 bytes' search "$(head -c 100000 /dev/zero | tr '\0' x)"
wrong 2 usage 'longer than 100000 bytes' note 1 "$(head -c 110000 /dev/zero | tr '\0' x)"
# Nothing is kept that is not UTF-8: an empty list would say that there is nothing.
for command in 'inbox --tag' 'inbox --clerk' 'inbox --service' 'inbox --query' 'next --tag' 'search' 'contact list' 'audit --clerk' 'export tickets --tag'; do
  wrong 2 usage 'line 1 is not UTF-8' $command $'caff\xe8'
done
head -c 2000000 /dev/zero | tr '\0' x > long.txt
expect 2 sh -c "'$urp' note 1 - < long.txt"
contains err 'standard input holds more than'
expect 2 "$urp" reply 1 --text-file long.txt
contains err 'longer than 100000 bytes'

# A word that could be a ticket or a file is not the text; behind -- it is.
echo x > avviso.pdf
wrong 2 usage '"2" could be a ticket' reply 1 2
wrong 2 usage '"avviso.pdf" is a file' reply 1 avviso.pdf
wrong 2 usage '"avviso.pdf" is a file' reply 1 --attach avviso.pdf avviso.pdf
expect 3 "$urp" reply 99 -- 2
contains err 'URP-99: there is no such ticket'

# Texts that are not UTF-8 are refused with the line and the cure, never replaced.
printf 'Prima riga\nPerch\xe9 no\n' > latin1.txt
expect 2 "$urp" reply 1 --text-file latin1.txt
contains err 'latin1.txt: line 2 is not UTF-8'
contains err 'iconv'
expect 2 sh -c "'$urp' note 1 - < latin1.txt"
contains err 'standard input: line 2 is not UTF-8'
wrong 2 usage 'line 1 is not UTF-8' note 1 "$(printf 'Perch\xe9')"
printf 'a\0b\n' > nul.txt
expect 2 sh -c "'$urp' note 1 - < nul.txt"
contains err 'line 1 holds a NUL'
[ "$(state)" = "$before" ] || fail "a text that was refused changed something"

# A value that is none.
wrong 2 usage '"boh" is not a value of it' inbox --state boh
wrong 2 usage '"boh" is not a value of it' next --kind boh
wrong 2 usage '"boh" is not a value of it' kind 1 boh
wrong 2 usage '"boh" is not a value of it' identify 1 boh
wrong 2 usage '"boh" is not a value of it' close 1 --outcome boh
wrong 2 usage 'boh' later 1 boh
wrong 2 usage 'is not in the future' later 1 2020-01-01
wrong 2 usage 'cannot be a tag' tag 1 'due parole'
wrong 2 usage 'a subject is one line' subject 1 "$(printf 'due\nrighe')"
wrong 2 usage 'no ticket was named' tag
wrong 2 usage 'boh' status boh
wrong 2 usage 'boh' search since:boh
wrong 2 usage '"boh" is not a value of it' export boh
wrong 2 usage 'boh' cancel boh
wrong 2 usage 'boh' undo boh
wrong 3 not_found 'this terminal session has done nothing that could be taken back' undo
wrong 2 usage '"boh" is one word too many' log boh
wrong 2 usage 'boh' log -n boh
wrong 2 usage '"boh" is one word too many' drafts boh
wrong 2 usage '"boh" is no ticket' drafts --drop boh
wrong 3 not_found 'URP-99: there is no draft of yours' drafts --drop 99
wrong 3 not_found '@: no ticket was taken or shown' drafts --drop @
wrong 2 usage 'T is missing' protocol
wrong 2 usage '"boh" is no ticket' protocol boh
wrong 3 not_found 'URP-99: there is no such ticket' protocol 99
wrong 3 not_found 'URP-99: there is no such ticket' protocol 99 1/2026
wrong 3 not_found '@: no ticket was taken or shown' protocol @ 1/2026
wrong 2 usage 'this takes one ticket' protocol 1-2 1/2026
wrong 2 usage 'NUMBER/YEAR was given empty' protocol 1 ''
for number in boh 1234/26 0/2026 2026; do wrong 2 usage "$number is no number of a register" protocol 1 $number; done
wrong 2 usage '"boh" is not a time' protocol 1 1/2026 --date boh
wrong 2 usage 'is still to come' protocol 1 1/2026 --date 2099-01-01
wrong 7 conflict '7/2026' protocol 1 7/2026
wrong 7 conflict '7/2026' protocol 5 7/2026 --date 2026-01-07
wrong 2 usage 'T is missing' publish
wrong 2 usage '"boh" is no ticket' publish 1 boh
wrong 3 not_found 'URP-99: there is no such ticket' publish 99 --withdraw
wrong 2 usage 'needs a person at a terminal' tutorial
wrong 2 usage '"boh" is one word too many' tutorial boh
wrong 3 not_found '1/9' cancel 1/9
wrong 2 usage 'boh' outbox resend boh
wrong 3 not_found '1/9' outbox give-up 1/9
wrong 2 usage 'T... TEXT was given empty' reply 1 ''
wrong 2 usage 'standard input is empty' reply 1 -
wrong 2 usage 'standard input is empty' contact note c1 -
nothing reply - testo
wrong 3 not_found 'there is no canned answer "boh"' reply 1 --canned boh
wrong 2 usage 'does not go together' reply 1 testo --canned orari
wrong 3 not_found 'nessuno.pdf' reply 1 --attach nessuno.pdf
wrong 3 not_found 'there is no template "boh"' reply 1 --template boh
wrong 2 usage 'NAME=VALUE is wanted' reply 1 --template boh --param nome
wrong 2 usage '--template or --knock' reply 1 testo --param nome=x
wrong 2 usage 'is no emoji' reply 1 --react ciao
wrong 2 usage 'latitude and longitude' reply 1 --location Roma
wrong 3 not_found 'testo.txt' reply 1 --text-file testo.txt
wrong 2 usage 'WHAT is missing' template
wrong 2 usage 'WHAT is missing' topic
wrong 2 usage 'third-parties, information' clock 1 --suspend boh
wrong 3 not_found 'there is no canned answer "boh"' canned show boh
wrong 3 not_found 'there is no topic "boh"' topic show boh
wrong 3 not_found 'there is no topic "boh"' contact subscribe c1 boh --evidence x
wrong 3 not_found 'there is no topic "boh"' contact unsubscribe c1 boh
wrong 3 not_found 'contact c99: not found' contact subscriptions c99
wrong 2 usage 'WHAT is missing' notice
wrong 2 usage '--topic is missing' notice new boh --text Ciao
wrong 3 not_found 'there is no topic "boh"' notice new boh --topic boh --text Ciao
for verb in show schedule approve pause resume cancel retry results; do
  wrong 3 not_found 'there is no notice "boh"' notice $verb boh
done
wrong 3 not_found 'there is no notice "boh"' notice rehearse boh --to +393330000102
wrong 2 usage '"boh" is not a value of it' notice results boh --status boh
wrong 2 usage 'boh' notice schedule boh --at boh
wrong 3 not_found 'there is no template "boh"' template show boh
wrong 3 not_found 'contact c99: not found' contact block c99
wrong 2 usage '--for' contact block c1 --for boh
wrong 3 not_found 'contact boh: not found' contact unblock boh
wrong 2 usage '--hold: "boh" is not a duration' reply 1 testo --hold boh
wrong 3 not_found 'there is no such message' reply 1 testo --quote 1/9
wrong 3 not_found 'c99' inbox --contact c99

wrong 2 usage 'T is missing' similar
wrong 3 not_found 'ticket 99: not found' similar 99
wrong 2 usage 'T/N is missing' redact
wrong 3 not_found 'there is no such message' redact 1/99
wrong 2 usage 'FILE is missing' backup
wrong 2 usage 'FILE is missing' restore
wrong 2 usage 'WHAT is missing' rules
for verb in triage stats audit verify purge; do wrong 2 usage 'there is no option --boh' $verb --boh; done

# Verbs of the machine.
for verb in sync doctor migrate replay listen; do wrong 2 usage '"boh" is one word too many' $verb boh; done
wrong 2 usage 'config: "boh" is not a value of it' config boh
wrong 2 usage 'contact: "shwo" is not a value of it' contact shwo c1
# An Italian clerk is taught Italian words.
for line in 'search x --sort boh:recenti, rilevanza' 'export boh:pratiche, messaggi, avvisi'; do
  # shellcheck disable=SC2086
  expect 2 "$urp" --lang it ${line%%:*}
  contains err "${line#*:}"
done
wrong 2 usage '"boh" is not a value of it' completion boh
expect 2 "$urp" help boh
contains err '"boh" is no command of urp'
tried="$tried help"
wrong 7 conflict 'urp.toml' init --config urp.toml
wrong 78 configuration 'nowhere.toml' status --config nowhere.toml

# Every verb has its place above.
for verb in $("$urp" --help | sed -nE 's/^  ([a-z]+) .*/\1/p'); do
  case " $tried " in *" $verb "*) ;; *) fail "urp $verb is in no line of this table" ;; esac
done

expect 0 "$urp" reply 10 --canned orari --json
contains out '"text":"Gli uffici sono aperti dalle 9 alle 12."'
sql "DELETE FROM outbox; UPDATE message SET status = 'cancelled' WHERE direction = 'out'"

# What changes something: a reader that goes away, a full device for its words: done, and the status says so.
n=6
for change in 'take' 'urgent' 'close' 'reopen'; do
  "$urp" $change 7 > /dev/full 2> err; equal "$?" 0 "urp $change 7 > /dev/full"
  contains err 'the output could not be written'
done
equal "$(sql 'SELECT state, urgent, clerk FROM ticket WHERE id = 7')" 'open|1|maria' "after four changes"
{ "$urp" close 7; echo $? > status; } | true
equal "$(cat status)" 0 "a closed pipe"
equal "$(sql 'SELECT state FROM ticket WHERE id = 7')" closed "after a closed pipe"
{ "$urp" reply 8 'Buongiorno'; echo $? > status; } | true
equal "$(cat status)" 0 "an answer into a closed pipe"
equal "$(sql 'SELECT count(*) FROM outbox')" 1 "the answer"

# A disk that is full: an error, and nothing half done. The journal of SQLite cannot grow.
before=$(state)
for change in 'take 9' 'later 9 3d' 'kind 9 report' 'tag 9 verde' 'subject 9 buca' 'identify 9 declared' 'urgent 9' 'close 9' \
    'assign 9 gianni' 'reply 9 Buongiorno' 'next' 'note 9 nota' 'new c9 testo' 'flag 9/1 spam --hide' 'route 9 ambiente' \
    'link 9 10' 'contact note c9 nota' 'publish 9' 'protocol 9 9/2026' 'undo'; do
  (trap '' XFSZ; ulimit -f 0; exec "$urp" $change --clerk luca > /dev/null 2> /dev/null)
  case $? in 1|4|75) ;; *) fail "urp $change on a full disk ended with $?" ;; esac
  equal "$(state)" "$before" "after urp $change on a full disk"
done
