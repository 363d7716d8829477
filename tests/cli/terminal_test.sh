#!/usr/bin/env bash
# What a clerk sees at a terminal: pager, widths, marks of the inbox, questions.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office
insert_tickets 40

# A pager without options of its own shows no escape sequences.
typing "env -u LESS PAGER=less TERM=xterm $urp inbox --all -n 0 --color always"
shows 'Una buca'
press q
typed 0
grep -q 'ESC\[' screen && fail "the pager shows escape sequences: $(cat -v screen | head -n 3)"
# Nor bytes instead of letters, where the terminal's locale is not installed.
typing "stty rows 6 cols 80; env -u LESS -u LESSCHARSET LC_ALL=xx_XX.UTF-8 PAGER=less TERM=xterm $urp status"
shows 'nobody receives'
press q
typed 0
grep -q '<E2>' screen && fail "the pager shows bytes: $(cat -v screen | head -n 3)"
# One that cannot do its work loses nothing.
for pager in /nowhere/pager false 'exit 3'; do
  typing "env PAGER='$pager' TERM=xterm $urp inbox --all -n 0"
  typed 0
  [ "$(grep -c 'Una buca' screen)" -ge 40 ] || fail "the pager \"$pager\" lost something: $(cat screen)"
  contains screen "the pager \"$pager\" did not work"
done

# Errors, hints and questions keep to the terminal and break at blanks.
for language in en it; do
  export URP_LANG=$language
  for arguments in 'reply 1 --location boh' 'inbox --sort boh' 'later 1 boh' 'take boh' 'close 1-9' 'show 999' 'route 1 boh' \
    'notice new x --topic boh --text Ciao' 'search state:boh' 'contact show boh' 'export tickets --format boh'; do
    # shellcheck disable=SC2086
    URP_FORCE_TTY=60 "$urp" $arguments > out 2> err
    [ "$(wc -L < err)" -le 60 ] || fail "wider than 60: urp $arguments: $(cat err)"
  done
  for arguments in status inbox 'inbox --all' 'show 1' 'contact show c1' 'outbox' 'contact list'; do
    # shellcheck disable=SC2086
    URP_FORCE_TTY=80 "$urp" $arguments > out 2> err
    [ "$(wc -L < out)" -le 80 ] || fail "wider than 80: urp $arguments: $(awk 'length > 80' out)"
  done
done
export URP_LANG=en

# What is put off is the office's, but counted apart, on both screens alike.
expect 0 "$urp" later 2 7d
expect 0 env URP_FORCE_TTY=80 "$urp" status
grep -qE '^OUR TURN +39 ' out || fail "our turn: $(grep 'OUR TURN' out)"
grep -qE '^  put off +1 ' out || fail "put off: $(cat out)"
expect 0 env URP_FORCE_TTY=80 "$urp" inbox
contains out '39 are our turn'
expect 0 "$urp" inbox --later --ids
equal "$(cat out)" 2 "--later"

# Marks of the inbox, and the filters that list them.
sql "UPDATE ticket SET unread = 0; UPDATE ticket SET unread = 1 WHERE id IN (3, 4)
"
sql "INSERT INTO draft (clerk, ticket, text, at) VALUES ('maria', 5, 'Gentile', 1), ('anna', 6, 'Gentile', 1);
     INSERT INTO message (ticket, seq, contact, number, direction, type, text, at, received_at, status)
       VALUES (7, 2, 7, 1, 'out', 'text', 'Risposta', unixepoch(), unixepoch(), 'failed'),
              (8, 2, 8, 1, 'out', 'text', 'Risposta', unixepoch(), unixepoch(), 'failed'),
              (8, 3, 8, 1, 'out', 'text', 'Risposta', unixepoch(), unixepoch(), 'sent')"
for filter in 'unread 3 4' 'drafts 5' 'failed 7'; do
  expect 0 "$urp" inbox "--${filter%% *}" --ids --sort number
  equal "$(tr '\n' ' ' < out)" "${filter#* } " "--${filter%% *}"
done
expect 0 env URP_FORCE_TTY=100 "$urp" inbox -n 0
contains out '✗ answer did not arrive'
equal "$(grep -c '✗ Citizen' out)" 1 "rows with a failed answer"
equal "$(grep -c '✎ Citizen' out)" 1 "rows with a draft"

# The case says what is noted about the person, and why it was taken over.
expect 0 "$urp" contact note c9 'Sente poco: meglio scrivere'
expect 0 "$urp" take 9 --clerk gianni
expect 0 "$urp" take 9 --steal 'Gianni è malato'
expect 0 env URP_FORCE_TTY=80 "$urp" show 9
contains out 'Sente poco: meglio scrivere'
grep -qE 'Taken over +from gianni: .Gianni è malato' out || fail "why it was taken over: $(cat out)"

# A citizen's tab, newline or escape sequence breaks neither the columns of a pipe nor an error message.
sql "UPDATE contact SET name = 'Ma' || char(9) || 'ria' || char(10) || 'Serra' || char(27) || '[31m' WHERE id = 13;
     UPDATE ticket SET preview = 'uno' || char(9) || 'due' || char(10) || 'tre' WHERE id = 13"
for arguments in 'inbox --all' 'contact list'; do
  # shellcheck disable=SC2086
  expect 0 "$urp" $arguments
  equal "$(awk -F'\t' '{ print NF }' out | sort -u | wc -l)" 1 "columns of urp $arguments"
  grep -q "$(printf '\033')" out && fail "an escape sequence in urp $arguments"
done
evil=$(printf 'foto\033[2J.jpg')
expect 3 "$urp" reply 13 Ecco --attach "$evil"
grep -q "$(printf '\033')" err && fail "an escape sequence in an error"
contains err 'foto\x1b[2J.jpg'

# Closing what nobody answered asks; an outcome that was named is an answer to that.
typing "$urp close 10"
shows 'nobody has answered'
press 'n\n'
typed 2
equal "$(sql 'SELECT state FROM ticket WHERE id = 10')" new "after a no"
typing "$urp close 10"
shows 'nobody has answered'
press 'y\n'
typed 0
typing "$urp close 11 --outcome duplicate"
typed 0
typing "$urp close 14-16"
shows 'Close 3 tickets?'
press 'y\n'
shows 'Nobody has answered 3 of them'
press 'n\n'
typed 2
equal "$(sql "SELECT count(*) FROM ticket WHERE id BETWEEN 14 AND 16 AND state = 'closed'")" 0 "after a no to many"
equal "$(sql "SELECT count(*) FROM ticket WHERE id IN (10, 11) AND state = 'closed'")" 2 "after a yes"

# An editor that goes to the background is noticed.
printf '#!/bin/sh\n(sleep 1) &\n' > code; chmod +x code
typing "env EDITOR=$PWD/code $urp reply 12"
typed 1
tr -d '\r\n' < screen > flat
contains flat 'code --wait'
[ "$failures" -eq 0 ]
