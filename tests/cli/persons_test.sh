# One person, one record: what joins by itself, what a clerk merges and takes back, and who gets what.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
number='"metadata":{"phone_number_id":"106540352242922"}'

# says WAMID TEXT [PHONE] [USER_ID]: a citizen's message as WhatsApp brings it; an empty identity is not named.
says() {
  local who=
  [ -z "${3:-}" ] || who="\"from\":\"$3\","
  [ -z "${4:-}" ] || who="$who\"from_user_id\":\"$4\","
  printf '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{%s,"messages":[{%s"id":"%s","timestamp":"%s","type":"text","text":{"body":"%s"}}]}}]}]}' \
    "$number" "$who" "$1" "$(date +%s)" "$2" > body.json
  "$post" --url "$url" body.json > post.out 2>&1 || fail "not answered 200: $(cat post.out)"
}
seen() { URP_FORCE_TTY=100 "$urp" --color never "$@" > screen.txt 2>&1; }

start_sim --pair-rate off
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
start_listen --quiet
sim webhooks "{\"url\":\"$url\"}"

# Entered at the desk by phone, and apart by user id; then one message names both.
expect 0 "$urp" new '333 000 0600' --by phone --name Lino 'Lampione spento'
says wamid.1 'METEO ON' '' IT.600
equal "$(sql 'SELECT count(*) FROM contact')" 2
says wamid.2 'Novità del lampione?' 393330000600 IT.600
expect 0 "$urp" contact show c2 --json
contains out '"id":"c1"'
contains out '"merged":["c2"]'
contains out '+393330000600'
seen contact show '+39 333 000 0600'
contains screen.txt 'Allerta meteo'
contains screen.txt 'c2'

# Where an id contradicts and both have cases, status proposes it and a clerk decides.
says wamid.3 'Buca' 393330000700 IT.700
says wamid.4 'Albero' 393330000701
says wamid.5 'E allora?' 393330000701 IT.700
expect 0 "$urp" status --json
contains out '"code":"same_person"'
contains out 'urp contact merge c4 c3'
expect 2 "$urp" contact merge c4 c3 < /dev/null
contains err '--yes'
expect 2 "$urp" contact merge c4
expect 0 "$urp" contact merge c4 c3 --dry-run
equal "$(sql 'SELECT count(*) FROM contact WHERE merged_into IS NULL')" 3 "records after a rehearsal"
typing "$urp contact merge c4 c3"
shows 'Are they one person?'
press 'y\n'
typed 0
equal "$(sql 'SELECT count(DISTINCT contact) FROM ticket')" 2 "people with cases"
expect 0 "$urp" status --json
lacks out same_person
seen show 3 --peek --all
contains screen.txt 'two records of the citizen became one'
expect 0 "$urp" contact merge --undo c4 --json
contains out '"from":"c4","into":"c3","tickets":1'
equal "$(sql "SELECT contact FROM ticket WHERE preview = 'Albero'")" 4
expect 7 "$urp" contact merge --undo c4
says wamid.6 'E allora?' 393330000701 IT.700
expect 0 "$urp" contact merge c3 c4 --apart
expect 0 "$urp" status --json
lacks out same_person

# Who hides the phone is blocked at WhatsApp by user id.
says wamid.7 'Siete inutili' '' IT.800
who=$(sql "SELECT 'c' || contact FROM identity WHERE value = 'IT.800'")
expect 0 "$urp" contact block "$who"
expect 0 "$urp" sync
expect 0 "$urp" contact show "$who" --json
contains out '"at_whatsapp":"told"'

# Without any number or id there is nothing to send to: said at once, and never tried.
ticket=$(sql "SELECT ticket FROM message WHERE wamid = 'wamid.3'")
sql "UPDATE identity SET valid_to = valid_from WHERE contact = 3"
expect 9 "$urp" reply "$ticket" 'Arriviamo.'
contains err 'no number or id'

# A stop at WhatsApp is said wherever subscriptions are shown.
says wamid.8 'METEO ON' 393330000900
who=$(sql "SELECT 'c' || contact FROM identity WHERE value = '393330000900'")
printf '{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"user_preferences","value":{%s,"user_preferences":[{"wa_id":"393330000900","category":"marketing_messages","value":"stop","timestamp":%s}]}}]}]}' \
  "$number" "$(date +%s)" > body.json
"$post" --url "$url" body.json > post.out 2>&1 || fail "$(cat post.out)"
for screen in 'contact show' 'contact subscriptions'; do
  seen $screen "$who"
  contains screen.txt 'stopped marketing in WhatsApp'
done
expect 0 "$urp" contact subscriptions "$who" --json
lacks out '"opted_out_at":null'
URP_FORCE_TTY=100 expect 0 "$urp" contact subscribe "$who" meteo --evidence modulo
contains out 'stopped marketing in WhatsApp'
stop_listen
