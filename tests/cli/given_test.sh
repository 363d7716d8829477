# Given means meant: what scripts and slips of the finger give where something else was wanted: a dash that is no file,
# a file that is no text, blanks that nobody sees, lists written on Windows, days as the screens print them.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[[service]]
slug = "ambiente"
name = "Ambiente"
[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
start_listen --quiet
insert_tickets 4
refused() {  # refused WORDS COMMAND...
  local words=$1; shift
  expect 2 "$urp" "$@" < /dev/null
  contains err "$words"
}

# `-` is standard output or input where the page says so, and the name of nothing anywhere.
for command in 'flag 1/1 spam --report' 'media 1 --save' 'export tickets --state-file' 'export tickets --pseudonymise --same-as' \
    'reply 1 Ecco --attach' 'notice new a --topic meteo --text Ecco --attach' 'status --config' 'status --database' 'init --config'; do
  # shellcheck disable=SC2086
  refused '- stands for none' $command -
done
[ ! -e ./- ] || fail "there is something called -"
for command in 'route 1 ambiente --no-mail --note' 'flag 1/1 spam --note' 'assign 1 anna --note' 'new c1 --name Rita Testo --subject' \
    'contact name c1' 'subject 1' 'contact subscribe c1 meteo --evidence'; do
  # shellcheck disable=SC2086
  refused '- is no text' $command -
done
printf 'Dal file.\n' > testo.txt
"$urp" reply 1 --text-file - < testo.txt > out 2> err || fail "reply --text-file -: $(cat err)"
equal "$(sql "SELECT count(*) FROM message WHERE text = 'Dal file.'")" 1 "the text of standard input"
expect 2 "$urp" reply 1 --text-file - < /dev/null

# The name of a file is not the text.
for command in 'note 1' 'new c1' 'contact note c1' 'notice new b --topic meteo --text'; do
  # shellcheck disable=SC2086
  refused '"testo.txt" is a file' $command testo.txt
done
expect 0 "$urp" note 1 - < testo.txt

# What nobody would see is empty; a word that was given empty is told, the ticket's too.
refused 'was given empty' reply 2 $'\u00a0'
refused 'was given empty' inbox --tag $'\u00a0\u200b'
refused 'was given empty' subject '' Oggetto
refused 'cannot be a tag' tag 1 $'zona\u00a0nord'
expect 0 "$urp" subject 1 Oggetto
expect 0 "$urp" subject 1 ''
equal "$(sql 'SELECT subject IS NULL FROM ticket WHERE id = 1')" 1 "the subject that was taken away"
# One door: also for the names of people, and for what is looked for.
refused 'is not UTF-8' search $'perch\351'
refused 'is not UTF-8' inbox -q $'perch\351'
refused 'is not UTF-8' contact name c1 $'perch\351'
printf 'a\0b' > nul.txt
expect 2 "$urp" reply 2 --text-file nul.txt
contains err 'iconv -f UTF-16'

# A pipe cannot keep a cursor, and is not waited for.
mkfifo pipe
refused 'not a file that can keep a cursor' export tickets --state-file pipe
# Numbers from a list that was written on Windows.
printf '\xef\xbb\xbf1\r\n2\r\n' | "$urp" tag - verde > out 2> err || fail "a list with a byte order mark: $(cat err)"
equal "$(grep -c . out)" 2 "tickets of the list"

# A service that does not exist is a slip, and not an empty list; it may be called by its name.
expect 3 "$urp" inbox --service ambient
contains err 'did you mean: ambiente'
expect 3 "$urp" export tickets --service boh
expect 0 "$urp" inbox --service AMBIENTE

# Long lists as lines, whole or known to be cut.
for list in 'inbox' 'search buca' 'outbox' 'contact list' 'audit' 'export tickets'; do
  # shellcheck disable=SC2086
  expect 0 "$urp" $list --jsonl --end
  equal "$(tail -n 1 out | jq -c '[.end.rows, .end.complete]')" "[$(($(grep -c '' out) - 1)),true]" "the end of $list"
  # shellcheck disable=SC2086
  refused '--end belongs to --jsonl' $list --end
done
expect 0 "$urp" contact list --jsonl --end -n 2
equal "$(tail -n 1 out)" '{"end":{"rows":2,"complete":false,"cursor":"'"$(sed -n 2p out | jq -r .contact.id)"'"}}'
expect 0 "$urp" inbox --jsonl --end -n 1
equal "$(tail -n 1 out | jq .end.complete)" false
expect 0 "$urp" notice new c --topic meteo --text Ecco
expect 0 "$urp" notice results c --jsonl --end
equal "$(tail -n 1 out | jq .end.rows)" 0

# Days and lengths as the screens print them, in both languages.
while IFS='|' read -r said meant; do
  expect 0 "$urp" later 3 "$said" --now "$now"
  equal "$(sql "SELECT datetime(postponed_until, 'unixepoch') FROM ticket WHERE id = 3")" "$meant" "later $said"
done <<'TIMES'
gio 15:30|2026-11-26 14:30:00
Thursday 15:30|2026-11-26 14:30:00
giovedì|2026-11-26 08:00:00
26/11|2026-11-26 08:00:00
22 dic 09:00|2026-12-22 08:00:00
domani alle 9|2026-11-24 08:00:00
1h25|2026-11-23 09:29:00
TIMES
expect 0 "$urp" inbox --since gio --now "$now"
stop_listen
