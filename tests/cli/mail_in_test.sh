# What services answer, as the mail server gives it to us; and what belongs nowhere.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
# On a disk of its own, which can be filled at the end: root alone can have one.
mkdir -m 700 office
if mount -t tmpfs -o size=100m,mode=0700 tmpfs office 2> /dev/null; then
  own_disk=yes
  trap 'umount -l office; finish' EXIT
fi
start_sink mail
mail_office "smtp://$smtp"

# Without a database nothing is kept, and none is made.
expect 75 "$urp" mail-in < "$source_dir/tests/data/mail/stranger.eml"
contains err 'deliver it again'
[ ! -e office/urp.db ] || fail "mail-in made a database"

start_service --quiet
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Il cassonetto è pieno'
expect 0 "$urp" route 1 ambiente
wait_for 20 sh -c '[ -s mail/1.eml ]'
wait_for 20 sh -c "[ \"\$(sqlite3 office/urp.db 'SELECT state FROM dispatch')\" = sent ]"

# The service answers with a file, from its own mail program, to the address it finds.
python3 - > answer.eml <<'END'
import email, email.policy, sys
letter = email.message_from_binary_file(open("mail/1.eml", "rb"), policy=email.policy.strict)
reply = email.message.EmailMessage(policy=email.policy.SMTP)
reply["From"] = "Paolo Usai <paolo.usai@example.org>"
reply["To"] = letter["Reply-To"]
reply["Subject"] = "Re: " + letter["Subject"]
reply["Message-ID"] = "<antwort-1@example.org>"
reply["In-Reply-To"] = letter["Message-ID"]
reply.set_content("Svuotiamo domani mattina.\n\nIl 23/11/26 09:04, URP ha scritto:\n> Vi inoltriamo\n> la pratica\n")
reply.add_attachment(b"%PDF-1.4 relazione", maintype="application", subtype="pdf", filename="relazione è qui.pdf")
sys.stdout.buffer.write(reply.as_bytes())
END
expect 0 "$urp" mail-in < answer.eml
same out < /dev/null
same err < /dev/null
expect 0 "$urp" mail-in < answer.eml
equal "$(sql 'SELECT state || turn FROM (SELECT state, (waiting_since IS NOT NULL) AS turn FROM ticket)')" open1 "the office's turn"
expect 0 "$urp" show 1 --json
contains out '"state":"answered"'
contains out '"direction":"note","type":"text"'
contains out '"text":"Svuotiamo domani mattina."'
contains out '"file_name":"relazione è qui.pdf"'
equal "$(sql 'SELECT count(*) FROM message')" 3 "one question, one note, one file"
URP_FORCE_TTY=120 "$urp" show 1 --peek > out
contains out 'answer of ambiente, Paolo Usai <paolo.usai@example.org>: Svuotiamo domani mattina.'
contains out '[3 quoted lines]'
expect 0 "$urp" media 1 --save files
equal "$(cat files/1-3.pdf)" '%PDF-1.4 relazione' "the file"
expect 0 "$urp" search svuotiamo --ids
equal "$(cat out)" 1 "found by its words"

# The clerk answers the citizen, in the service's words or in their own; no note of the office ever leaves.
expect 0 "$urp" note 1 'sentito Usai'
expect 3 "$urp" reply 1 --text-of 1/4
contains err '1/4 is no answer of the office or of a service'
expect 0 "$urp" reply 1 --text-of 1/2 --dry-run --json
contains out '"text":"Svuotiamo domani mattina."'
expect 0 "$urp" reply 1 'Domani mattina lo svuotano.'
wait_for 10 sh -c "[ \"\$(sqlite3 office/urp.db \"SELECT count(*) FROM message WHERE direction = 'out' AND status IN ('sent', 'delivered', 'read')\")\" = 1 ]"
equal "$(sent_texts | grep -c Svuotiamo)" 0 "notes sent"

# Strangers, and what a clerk makes of them.
expect 0 "$urp" mail-in < "$source_dir/tests/data/mail/stranger.eml"
expect 0 "$urp" mail-in < "$source_dir/tests/data/mail/forged_token.eml"
expect 0 "$urp" status --json
contains out '"code":"mail_aside"'
expect 0 "$urp" mail-in --list
equal "$(wc -l < out)" 2 "kept aside"
contains out 'Offerta	Comprate!'
number=$(tail -n 1 out | cut -f1)
expect 0 "$urp" mail-in --attach-to 1 "$number"
expect 3 "$urp" mail-in --attach-to 1 "$number"
expect 3 "$urp" mail-in --attach-to 99 < answer.eml
expect 0 "$urp" mail-in --attach-to 1 < "$source_dir/tests/data/mail/thunderbird.eml"
expect 2 "$urp" mail-in --attach-to '' < answer.eml
expect 2 "$urp" mail-in < /dev/null
expect 2 "$urp" mail-in --list --attach-to 1

# What belongs nowhere: with a reason, counted no more, and still there.
number=$(sql "SELECT id FROM mail WHERE state = 'aside'")
expect 2 "$urp" mail-in --dismiss "$number"
contains err '--reason'
expect 2 "$urp" mail-in --dismiss "$number" --reason ''
expect 2 "$urp" mail-in --dismiss '' --reason spam
expect 2 "$urp" mail-in --dismiss x --reason spam
expect 2 "$urp" mail-in --reason spam
expect 2 "$urp" mail-in --all
expect 2 "$urp" mail-in --list --dismiss "$number" --reason spam
expect 3 "$urp" mail-in --dismiss 999 --reason spam
expect 0 "$urp" mail-in --dismiss "$number" --reason 'pubblicità di mobili'
same out < /dev/null
expect 0 "$urp" status --json
lacks out '"code":"mail_aside"'
expect 0 "$urp" mail-in --list
same out < /dev/null
expect 0 "$urp" mail-in --list --all
equal "$(cut -f1,6 out)" "$number	pubblicità di mobili" "dismissed, and still there"
URP_FORCE_TTY=100 "$urp" mail-in --list --all > out
contains out 'dismissed because'
contains out 'pubblicità di mobili'
contains out 'Offerta: Comprate!'
lacks out '--dismiss'
URP_FORCE_TTY=100 "$urp" --lang it mail-in --list --all > out
contains out 'mittente'
contains out 'scartata perché'
expect 0 "$urp" audit --verb mail_dismiss
equal "$(wc -l < out)" 1 "entries of the chain"
contains out maria

# Every shape is kept: in a ticket or aside, never a crash, never refused.
before=$(sql 'SELECT count(*) FROM mail')
kept=0
for shape in "$source_dir"/tests/data/mail/*.eml; do
  expect 0 "$urp" mail-in < "$shape"
  kept=$((kept + 1))
done
equal "$(sql 'SELECT count(*) FROM mail')" "$((before + kept - 3))" "mails kept, three were known"

# More than is looked at: its words are there, and it says so.
{ sed 's/antwort-1/antwort-2/; s/domani mattina/DOPODOMANI/' answer.eml; head -c 27000000 /dev/zero | tr '\0' 'A'; } > large.eml
expect 0 "$urp" mail-in < large.eml
URP_FORCE_TTY=120 "$urp" show 1 --peek > out
contains out 'DOPODOMANI'
contains out 'ask the service for the rest'

# A database of another version: deliver it again.
sed 's/antwort-1/antwort-3/' answer.eml > third.eml
sql 'PRAGMA user_version' > version
stop_listen
sql 'PRAGMA user_version = 9999'
expect 75 "$urp" mail-in < third.eml
sql "PRAGMA user_version = $(cat version)"
expect 0 "$urp" mail-in < third.eml

# A wrong configuration: the mail server takes 75 alone for "later", and 78 for a letter to send back; a clerk is told.
sed 's/antwort-1/antwort-4/' answer.eml > fourth.eml
sed 's/^\[database\]/[databse]/' urp.toml > wrong.toml
printf '[office\n' > broken.toml
for config in wrong.toml broken.toml nowhere.toml; do
  expect 75 env URP_CONFIG="$scratch/$config" "$urp" mail-in < fourth.eml
  contains err 'deliver it again'
  contains err "$config"
  expect 78 env URP_CONFIG="$scratch/$config" "$urp" mail-in --list
done
equal "$(sql "SELECT count(*) FROM mail WHERE message_id LIKE '%antwort-4%'")" 0 'mails that were not kept'
expect 0 "$urp" mail-in < fourth.eml

# A disk that is full: deliver it again, nothing is lost, and nothing is there by half.
if [ -z "${own_disk:-}" ]; then
  echo "mail_in: the full disk is left out, it needs a file system of its own (root)"
else
  python3 - > fifth.eml <<'END'
import email, email.policy, random, sys
reply = email.message_from_binary_file(open("answer.eml", "rb"), policy=email.policy.SMTP)
random.seed(5)
del reply["Message-ID"]
reply["Message-ID"] = "<antwort-5@example.org>"
reply.add_attachment(random.randbytes(400000), maintype="image", subtype="jpeg", filename="foto.jpg")
sys.stdout.buffer.write(reply.as_bytes())
END
  { printf 'From: z@example.org\nMessage-ID: <z@example.org>\nSubject: A parte\n\n'; seq 60000; } > aside.eml
  things() { sql 'SELECT (SELECT count(*) FROM mail), (SELECT count(*) FROM message), (SELECT count(*) FROM media),
    (SELECT count(*) FROM event), (SELECT max(revision) FROM ticket)'; }
  for mail in fifth.eml aside.eml; do
    before=$(things)
    refused=0
    for room in 0 4096 16384 40960 65536 131072 262144 524288 2097152 8388608; do
      head -c $(($(df --output=avail -B1 office | tail -n 1) - room)) /dev/zero > office/filling
      "$urp" mail-in < "$mail" > out 2> err
      got=$?
      rm office/filling
      [ "$got" -ne 0 ] || break
      equal "$got" 75 "mail-in with $room bytes left"
      contains err 'deliver it again'
      equal "$(things)" "$before" "after mail-in with $room bytes left"
      refused=$((refused + 1))
    done
    equal "$got" 0 "mail-in with $room bytes left"
    [ "$refused" -ge 2 ] || fail "the disk was full $refused times only"
    after=$(things)
    [ "$after" != "$before" ] || fail "the mail is not there: $mail"
    expect 0 "$urp" mail-in < "$mail"
    equal "$(things)" "$after" "the same mail again"
  done
  equal "$(find office/media/tmp -type f | wc -l)" 0 "files that are there by half"
  expect 0 "$urp" verify
  expect 0 "$urp" media 1 --save full
  cmp -s <(python3 -c 'import random, sys; random.seed(5); sys.stdout.buffer.write(random.randbytes(400000))') \
    "$(ls -t full/*.jpg | head -n 1)" || fail "the attachment is not what was sent"
fi
