# Moderation: warnings, suspicion, what stands against a person, the report for the police, what is sealed to a key.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[roles]
supervisor = ["nobody-of-this-test"]
[moderation]
appeal = "Per contestare: urp@example.org"
words = ["guadagno facile"]
links = true
[moderation.warn]
offensive = "La preghiamo di usare un linguaggio rispettoso."'
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Siete degli incapaci'
citizen_writes 393330000103 'Paolo Usai' 'Guadagno facile su https://example.org'
stop_listen

# A rule marks; nothing is removed; a clerk settles it.
expect 0 "$urp" inbox --flagged
contains out 'Guadagno facile'
expect 0 "$urp" flag --list
equal "$(cut -f1,2,7 out)" "$(printf '2/1\tsuspect\twords guadagno facile')" "the list"
expect 0 env URP_FORCE_TTY=80 "$urp" --lang it show 2 --peek
contains out 'Sospetto'
expect 0 "$urp" flag 2/1 --undo
expect 0 "$urp" flag --list
[ ! -s out ] || fail 'still suspected'

# A warning: the office's words, once; it leaves as an answer does.
expect 78 "$urp" flag 1/1 spam --warn
contains err '[moderation.warn] spam'
expect 2 "$urp" flag 1/1 offensive --warn --block
expect 0 "$urp" flag 1/1 offensive --warn --json
contains out '"warning":"1/2"'
expect 0 "$urp" sync
arrived_text=$(sent_texts)
case "$arrived_text" in 'La preghiamo di usare un linguaggio rispettoso.'*'Per contestare'*) ;; *) fail "sent: $arrived_text" ;; esac
expect 0 "$urp" flag 1/1 offensive --warn
contains err 'was warned on this ground before, with 1/2'
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'out'")" 1 'warnings'
equal "$(sql "SELECT state FROM ticket WHERE id = 1")" new 'the turn'
expect 0 env URP_FORCE_TTY=80 "$urp" --lang it contact show c1
contains out 'linguaggio offensivo, 1 volta'

