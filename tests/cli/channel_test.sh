# What WhatsApp says of the channel, and what it is told of people: events, limits, opt-outs, echoes, prices, blocks,
# alarms; and what `doctor` makes of it.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office '[[service]]
slug = "emergenze"
name = "Emergenze"
[[rule]]
service = "emergenze"
words = ["gas"]
urgent = true'
start_listen --quiet
sed -i "s|^\[listen\]|[listen]\npublic_url = \"$url\"|" urp.toml
sim webhooks "{\"url\":\"$url\"}"
told() {  # told FIELD VALUE: and waits until urp has kept it
  local before; before=$(sql 'SELECT count(*) FROM journal')
  sim raw "{\"field\":\"$1\",\"value\":$2}"
  wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM journal') -gt $before ]"
}
number='"metadata":{"phone_number_id":"106540352242922"}'
citizen_writes 393330000102 'Maria Serra' 'Una buca in via Roma'

# Quality, limits, security, account: shown by status and doctor until they are taken back.
told phone_number_quality_update '{"display_phone_number":"390700001234","event":"FLAGGED","current_limit":"TIER_2K"}'
told security '{"display_phone_number":"390700001234","event":"PIN_CHANGED"}'
told business_capability_update '{"max_daily_conversations_per_business":2000}'
equal "$(sql 'SELECT daily_limit FROM channel')" 2000
expect 0 "$urp" status
contains out $'health\tchannel_event\tWhatsApp says: FLAGGED 390700001234 TIER_2K (phone_number_quality_update)'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never
contains out 'PIN_CHANGED'
told phone_number_quality_update '{"display_phone_number":"390700001234","event":"UNFLAGGED","current_limit":"TIER_10K"}'
expect 0 "$urp" status
lacks out FLAGGED
contains out PIN_CHANGED
equal "$(sql 'SELECT daily_limit FROM channel')" 10000
# What urp does not know is kept and harms nobody.
told lunar_phase_update '{"phase":"full"}'
told account_update '{"event":[1,2],"ban_info":7}'

# A restriction stops sending before the first refusal; a number that is well again starts it.
told account_update '{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1790000000}]}'
expect 0 "$urp" reply 1 'Arriviamo.'
equal "$(sql "SELECT status FROM message WHERE seq = 2")" queued
sim number '{"health_status":{"can_send_message":"BLOCKED"}}'
sql "UPDATE channel SET next_probe = 0"
expect 4 "$urp" sync
sim number '{"health_status":{"can_send_message":"AVAILABLE"}}'
sql "UPDATE channel SET next_probe = 0"
expect 0 "$urp" sync
equal "$(arrived 'Arriviamo.')" 1

# Each cause is told once in a day, on standard error, where cron mails it.
sql "DELETE FROM alarm"
expect 0 "$urp" sync
contains err 'PIN_CHANGED'
expect 0 "$urp" sync
equal "$(cat err)" "" "the second round"
sql "UPDATE alarm SET told_at = told_at - 90000"
expect 0 "$urp" sync --json
contains out '"alarms":["WhatsApp says: '

# The switch in WhatsApp against unasked messages.
told user_preferences "{$number,\"user_preferences\":[{\"wa_id\":\"393330000102\",\"category\":\"marketing_messages\",\"value\":\"stop\",\"timestamp\":1790000000}]}"
equal "$(sql 'SELECT source FROM opt_out')" user_preferences
told user_preferences "{$number,\"user_preferences\":[{\"wa_id\":\"393330000102\",\"category\":\"marketing_messages\",\"value\":\"resume\",\"timestamp\":1790000001}]}"
equal "$(sql 'SELECT count(*) FROM opt_out')" 0

# What the office sends from a telephone stands in the case, and is an answer.
told smb_message_echoes "{$number,\"message_echoes\":[{\"from\":\"390700001234\",\"to\":\"393330000102\",\"id\":\"wamid.eco1\",\"timestamp\":\"$(date +%s)\",\"type\":\"text\",\"text\":{\"body\":\"Rispondo dal telefono\"}}]}"
expect 0 "$urp" show 1 --peek
contains out 'Rispondo dal telefono'
equal "$(sql 'SELECT state FROM ticket WHERE id = 1')" waiting
told messages "{$number,\"statuses\":[{\"id\":\"wamid.eco1\",\"status\":\"read\",\"timestamp\":\"$(date +%s)\",\"recipient_id\":\"393330000102\"}]}"
equal "$(sql "SELECT status FROM message WHERE wamid = 'wamid.eco1'")" read

# Delivered messages by category, each once, whichever status tells it.
sim settle '{"seconds":10}'
month=${now%-23T*}  # of a clock that stands still: a month may end while the test runs
this_month() { sql "UPDATE priced SET month = '$month'"; expect 0 "$urp" status --json --now "$now"; }
this_month
contains out "\"month\":{\"month\":\"$month\",\"delivered\":[{\"category\":\"service\",\"messages\":1}],\"service\":1,\"free\":1000,\"free_until\":null,\"automatic\":0}"
for status in sent delivered read; do
  told messages "{$number,\"statuses\":[{\"id\":\"wamid.altro\",\"status\":\"$status\",\"timestamp\":\"$(date +%s)\",\"recipient_id\":\"393330000102\",\"pricing\":{\"billable\":true,\"pricing_model\":\"PMP\",\"category\":\"utility\",\"type\":\"regular\"}}]}"
done
this_month
contains out '{"category":"utility","messages":1}],"service":1,'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never --now "$now"
contains out 'of 1,000 free messages, 1 utility'

# Blocked: here at once, at WhatsApp too since the person wrote today; answers that wait are taken back.
citizen_writes 393330000103 'Paolo Usai' 'Insulti'
expect 0 "$urp" reply 2 'Una risposta.' --hold 1h
expect 0 "$urp" contact block 393330000103 --for 30d --dry-run
equal "$(sql 'SELECT count(*) FROM contact WHERE blocked = 1')" 0
expect 0 "$urp" contact block 393330000103 --for 30d
equal "$(cat out)" $'c2\ttrue\twaits\t1'
expect 0 "$urp" sync
expect 0 "$urp" contact show c2 --json
contains out '"block":{"blocked":true,'
contains out '"at_whatsapp":"told"'
sim inbound '{"from":"393330000103","text":"Mi sentite?"}'
contains sim.answer '"blocked":true'
expect 9 "$urp" reply 2 'Ancora.'
# One who has not written lately: WhatsApp is told with the next message, which opens no case.
sql "UPDATE service_window SET last_inbound_at = last_inbound_at - 100000 WHERE contact = 1"
expect 0 "$urp" contact block c1
expect 0 "$urp" sync
expect 0 "$urp" contact show c1 --json
contains out '"at_whatsapp":"waits"'
citizen_writes 393330000102 'Maria Serra' 'Sono ancora qui'
equal "$(sql 'SELECT count(*) FROM ticket')" 2 "a muted message opens no case"
expect 0 "$urp" contact show c1 --json
contains out '"muted":1,'
# What a rule calls urgent is heard all the same.
citizen_writes 393330000102 'Maria Serra' 'Odore di gas in via Mameli'
equal "$(sql "SELECT count(*) FROM message WHERE text LIKE 'Odore%' AND ticket IS NOT NULL")" 1
expect 0 "$urp" sync
expect 0 "$urp" contact show c1 --json
contains out '"at_whatsapp":"told"'
# In part, and for good: the reason is shown, the mute stays.
expect 0 "$urp" contact unblock c1
expect 0 "$urp" sync
citizen_writes 393330000102 'Maria Serra' 'Grazie'
sim faults '{"next":[{"kind":"status","on":"blocks","http":400,"code":139101,"details":"the list is full"}]}'
expect 0 "$urp" contact block c1
expect 0 "$urp" sync
expect 0 "$urp" contact show c1 --json
contains out '"at_whatsapp":"refused","why":"the list is full"'
expect 0 "$urp" contact unblock c1
# For a time.
expect 0 "$urp" contact unblock c2
expect 0 "$urp" contact block c2 --for 1h
sql "UPDATE contact SET blocked_until = 1 WHERE id = 2"
expect 0 "$urp" sync
equal "$(sql 'SELECT blocked FROM contact WHERE id = 2')" 0
expect 0 "$urp" flag 2/1 offensive --hide --block --for 30d
equal "$(sql 'SELECT blocked FROM contact WHERE id = 2')" 1
expect 2 "$urp" flag 2/1 offensive --for 30d
expect 0 "$urp" contact unblock c2
expect 3 "$urp" contact block c99
expect 2 "$urp" contact block c1 --for domani

# The doctor: everything asked, each line with its cure; the road from outside through the public address.
expect 1 "$urp" doctor
contains out $'ok\tscopes'
contains out $'ok\twebhook'
contains out $'ok\tclock'
contains out $'!!\tchannel_event'
sed -i 's|^public_url.*|public_url = "http://127.0.0.1:9/webhook"|' urp.toml
expect 1 "$urp" doctor
contains out $'!!\twebhook'
stop_listen
# Where nobody answers one question is enough: each would wait for it as long, and the clerk with it.
sed -i 's|^base_url.*|base_url = "http://127.0.0.1:9"|' urp.toml
expect 1 "$urp" doctor
equal "$(grep -c 'WhatsApp cannot be reached: 127.0.0.1' out)" 1 "how often nobody answers"
contains out $'!!\twebhook'
