# Nothing a citizen did is invisible: whatever WhatsApp sends is answered 200, and what people wrote in it is shown.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
data=$source_dir/tests/data/webhook
start_sim --display-number 390700001234
office
start_listen --quiet
# told FILE...: bodies as WhatsApp would post them, with the times of their messages moved to this hour.
told() {
  local name
  for name in "$@"; do
    NOW=$(date +%s) perl -pe 's/"timestamp": "17900(\d{5})"/"\"timestamp\": \"" . ($ENV{NOW} - 600 + $1 % 500) . "\""/ge' \
      "$data/$name.json" > told.json
    "$post" --url "$url" told.json > post.out 2>&1 || fail "$name: not answered 200: $(cat post.out)"
  done
}
sees() { URP_FORCE_TTY=200 "$urp" --color never "${@:2}" > screen 2>&1; contains screen "$1"; }

# A filled-in form; why something cannot be shown; a group.
told form_of_flow not_available group_message
sees 'Indirizzo: Via Sassari 12' show 1 --peek
sees 'motivi: lampione, buca' show 1 --peek
sees 'not available any more' show 1 --peek
sees 'does not pass on' show 1 --peek
sees 'could not fetch the attachment' show 1 --peek
lacks screen 'expired at WhatsApp'
sees 'in a group chat' show 1 --peek
sees 'on a message that urp does not know' show 1 --peek

# A kind that urp does not know yet shows its words; a card of vCard lines its name and number.
told poll contacts_vcard_alone
poll=$(sql "SELECT ticket FROM message WHERE wamid = 'wamid.HBgMPROVA0161AA=='")
sees 'Quando passate in via Lai?' show "$poll" --peek
sees 'Martedì' show "$poll" --peek
sees 'WhatsApp calls it a poll' show "$poll" --peek
sees 'Idraulico Loi' show "$poll" --peek
sees '+39 333 000 0900' show "$poll" --peek
# What somebody changes of a message that urp never had stands at the person, who may be new.
told changes_of_unknown
olga=$(sql "SELECT 'c' || id FROM contact WHERE profile_name = 'Olga Frau'")
sees 'Non più lunedì, ma venerdì' contact show "$olga"
sees 'a message that urp does not know' contact show "$olga"
sees '🐢' contact show "$olga"
sees 'withdrawn by the citizen' contact show "$olga"
equal "$(sql 'SELECT count(*) FROM ticket')" 2

# Words that WhatsApp gives to another responder: with the contact, counted, and not answered.
told standby_nested standby_flat another_field
equal "$(sql 'SELECT messages FROM responder')" 3
equal "$(sql 'SELECT count(*) FROM ticket')" 2
sees 'Parole date a un altro' contact show c1
sees 'Parole sotto un nome nuovo' contact show c1
sees 'gives it to another responder: standby' contact show c1
expect 0 "$urp" contact show c1 --json
contains out '"text":"Risposta di un altro"'
expect 0 "$urp" status
contains out $'health\tanother_responder'
sees 'held by another responder' status
expect 1 "$urp" doctor
contains out $'!!\tresponder'
told handover_passed
expect 0 "$urp" status
lacks out another_responder
told handover_taken
expect 0 "$urp" status
contains out another_responder

# What another number of the account gets is not "not understood".
sed 's/106540352242922/106540352242923/; s/"id": "wamid[^"]*"/"id": "wamid.another"/' "$data/text.json" > another.json
"$post" --url "$url" another.json > post.out || fail "another number: $(cat post.out)"
expect 0 "$urp" status
contains out $'health\tanother_number\t1 part is for another number of the account'
expect 1 "$urp" doctor
contains out '1 part of a webhook is for another number of the account'

# What restricts calls, or another number of the account, does not stop messages.
told restriction_of_calls restriction_of_messages
expect 0 "$urp" status --json
contains out '"sending":"ok"'
# Every body of this collection is answered 200, and none is held up.
for body in "$data"/*.json; do
  "$post" --url "$url" "$body" > post.out 2>&1 || fail "$body: not answered 200: $(cat post.out)"
done
# Blanks that nobody sees are named, and not an empty line.
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000990 'Piera Solinas' ' \u2800\u3164 '
blank=$(sql 'SELECT max(id) FROM ticket')
sees '[empty message]' show "$blank" --peek
sees '[empty message]' inbox
stop_listen
