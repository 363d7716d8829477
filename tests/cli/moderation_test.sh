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

# The report: what the clerk sees, whole, with hashes that hold.
printf 'immagine' > picture.bin
expect 0 "$urp" flag 1/1 threat --hide --report report
(cd report && sha256sum --quiet --check SHA256SUMS) || fail 'the hashes of the report'
equal "$(stat -c %a report)" 700 mode
equal "$(stat -c %a report/report.json)" 600 mode
contains report/report.json '"provider_id":"wamid.'
contains report/report.json '"value":"393330000102"'
contains report/events.jsonl '"verb":"hide"'
if grep -rqi incapaci report; then fail 'hidden words in a report without consent'; fi
# Not over what is there, not with what is hidden unless of a supervisor; nothing is flagged for its sake either.
flags=$(sql 'SELECT count(*) FROM event')
expect 7 "$urp" flag 1/1 threat --report report
expect 9 "$urp" flag 1/1 threat --report other --unseal
[ ! -e other ] || fail 'a refused report left something'
expect 9 "$urp" show 1 --unseal
expect 2 "$urp" flag 1/1 threat --report ''
expect 2 "$urp" flag 1/1 2/1 threat --report both
ln -s /tmp link
expect 9 "$urp" flag 1/1 threat --report link
expect 1 "$urp" flag 1/1 threat --report nowhere/report
equal "$(sql 'SELECT count(*) FROM event')" "$flags" 'events of reports that were refused'
[ -z "$(ls -d -- report.?????? other.?????? link.?????? 2>/dev/null)" ] || fail "a passing folder was left behind"
sed -i "s/nobody-of-this-test/$me/" urp.toml
expect 0 "$urp" flag 1/1 threat --report full --unseal
contains full/hidden.json 'Siete degli incapaci'
expect 0 "$urp" show 1 --unseal --json
contains out 'Siete degli incapaci'
contains out '"hidden":true'
expect 0 "$urp" show 1
lacks out incapaci
equal "$(sql "SELECT count(*) FROM event WHERE verb = 'unseal'")" 1 'reading is on record'
expect 0 "$urp" flag 1/1 --undo
contains <("$urp" show 1) 'Siete degli incapaci'

# Sealed to a key: nothing of it is left in the open, and only the private key brings it back.
openssl genpkey -algorithm X25519 -outform DER -out seal.der 2> /dev/null
tail -c 32 seal.der | od -An -tx1 | tr -d ' \n' > seal.private
openssl pkey -inform DER -in seal.der -pubout -outform DER | tail -c 32 | od -An -tx1 | tr -d ' \n' > seal.public
head -c 64 /dev/zero | tr '\0' a > other.private
chmod 600 seal.private seal.public other.private
sed -i "s/^appeal/seal_key = \"seal.public\"\nappeal/" urp.toml
expect 0 "$urp" flag 1/1 offensive --hide
equal "$(sql "SELECT count(*) FROM sealed WHERE value LIKE '%incapaci%'")" 0 'in the open'
expect 9 "$urp" undo
contains err '--seal-key'
equal "$(sql "SELECT count(*) > 0 FROM sealed")" 1 'what is closed to a key'
in_journal() { sql "SELECT count(*) FROM journal WHERE instr(body, CAST('incapaci' AS BLOB)) > 0"; }
equal "$(in_journal)" 0 'in the open, in the journal'
expect 0 "$urp" replay --all
equal "$(sql "SELECT count(*) FROM message WHERE text LIKE '%incapaci%'")" 0 'projected again'
expect 9 "$urp" show 1 --unseal
contains err '--seal-key'
expect 4 "$urp" show 1 --unseal --seal-key other.private
expect 0 "$urp" show 1 --unseal --seal-key seal.private --json
contains out 'Siete degli incapaci'
equal "$(sql "SELECT count(*) FROM sealed WHERE value LIKE '%incapaci%'")" 0 'after reading'
expect 0 "$urp" flag 1/1 offensive --report sealed --unseal --seal-key seal.private
contains sealed/hidden.json 'Siete degli incapaci'
expect 9 "$urp" flag 1/1 --undo
expect 0 "$urp" flag 1/1 --undo --seal-key seal.private
equal "$(in_journal)" 1 'back in the journal'
expect 0 "$urp" replay --all --json
contains out '"unhandled":0'
contains <("$urp" show 1) 'Siete degli incapaci'
