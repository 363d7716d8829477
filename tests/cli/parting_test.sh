# Who is erased while they are blocked at WhatsApp: the block ends there too, and the provider's contact book forgets them;
# the number waits for that alone, closed, and no longer than needed.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Buongiorno'
citizen_writes 393330000103 'Paolo Usai' 'Altro'
stop_listen
user_id=$(sql "SELECT value FROM identity WHERE contact = 1 AND kind = 'user_id'")
expect 0 "$urp" close 1
expect 0 "$urp" contact block c1
expect 0 "$urp" sync
sim inbound '{"from":"393330000102","text":"Mi sentite?"}'
contains sim.answer '"blocked":true'

# WhatsApp cannot be reached while the person is erased: nothing of the person stands in the file all the same.
sim faults '{"next":[{"kind":"html500","on":"blocks","times":9},{"kind":"html500","on":"contact_book","times":9}]}'
expect 0 "$urp" contact erase c1 --dry-run --json
contains out '"what":"partings","count":2'
equal "$(sql 'SELECT count(*) FROM parting')" 0 'errands of a rehearsal'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never contact erase c1 --confirm=c1
contains out '2 errands'
for word in 393330000102 "$user_id" Serra; do
  equal "$(grep -rlaF -e "$word" office)" '' "files in which $word stands"
done
expect 0 "$urp" sync
equal "$(sql 'SELECT count(*) FROM parting')" 2 'errands that wait'
expect 0 "$urp" verify

# As soon as it can be reached.
sim faults '{"clear":true}'
sql 'UPDATE parting SET not_before = 0'
expect 0 "$urp" sync
equal "$(sql 'SELECT count(*) FROM parting')" 0 'errands that are done'
sim inbound '{"from":"393330000102","text":"Mi sentite adesso?"}'
lacks sim.answer '"blocked":true'
sim ledger
contains sim.answer "{\"removed\":\"$user_id\"}"
expect 0 "$urp" audit --contact c1
contains out $'\tunblock\t'
equal "$(sql "SELECT count(*) FROM event WHERE verb = 'contact_erase'")" 2 'the erasure, and what WhatsApp said to it'

# What WhatsApp refuses for good is not asked for ever: the number goes, and the chain says what came of it.
expect 0 "$urp" close 2
expect 0 "$urp" contact erase c2 --confirm=c2
sim faults '{"next":[{"kind":"status","on":"contact_book","http":400,"code":100,"details":"no such person"}]}'
expect 0 "$urp" sync
equal "$(sql 'SELECT count(*) FROM parting')" 0 'errands that were refused'
expect 0 "$urp" audit --contact c2 --json
contains out '"refused 100"'
