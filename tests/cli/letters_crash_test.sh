# Killed at each durable write and each word to the mail server, before and after: no letter twice, none lost; and a mail
# that comes in is there once, and whole, when it is delivered again.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
preload="$build/tests/libkill_at.so ${LD_PRELOAD:-}"  # what is there says which day it is
if grep -q 'URP_SANITIZE:BOOL=ON' "$build/CMakeCache.txt"; then preload="$(c++ -print-file-name=libasan.so) $preload"; fi

start_sink mail
mail_office "smtp://$smtp"
insert_tickets 150  # a copied database would doubt its letters: each try has a case of its own

case=0
# killed_at_each NAME LEAST COMMAND...: `prepare_NAME` before it, `check_NAME` looks at what comes of it; at least so many.
killed_at_each() {
  local name=$1 least=$2 point=0 after lived=0; shift 2
  while [ "$lived" -eq 0 ]; do
    point=$((point + 1))
    [ "$point" -lt 60 ] || { fail "$name: the crash points never ran out"; return; }
    for after in '' 1; do
      case=$((case + 1))
      rm -f mail/*.eml
      "prepare_$name"
      { KILL_AT=$point KILL_AFTER=$after LD_PRELOAD=$preload timeout 60 "$urp" "$@" < "$input" > out 2> err && lived=1; } 2> crash.log
      "check_$name" "point $point${after:+, after the call}"
    done
  done
  echo "$name: $((point - 1)) crash points, before and after the call"
  [ "$point" -gt "$least" ] || fail "$name: too few crash points: $point"
}
letter_state() { sql "SELECT state FROM dispatch WHERE ticket = $case"; }
letters_taken() { ls mail | grep -c 'eml$'; }
# The server hears one caller at a time: who is greeted knows that it is done with whoever was killed.
server_is_done() {
  local greeting
  exec 9<> "/dev/tcp/${smtp%:*}/${smtp#*:}"; read -r greeting <&9; printf 'QUIT\r\n' >&9; exec 9>&-
  [[ "$greeting" == 220* ]] || fail "the mail server says: $greeting"
}

# A letter that waits.
prepare_letter() {
  echo 'greeting!' > mail/mode
  expect 0 "$urp" route "$case" ambiente
  equal "$(letter_state)" queued "before"
  echo ok > mail/mode
  sql 'UPDATE letter SET not_before = 0'
}
check_letter() {
  local left; server_is_done; left=$(letters_taken)
  sql 'UPDATE letter SET not_before = 0'
  "$urp" sync > /dev/null 2>&1
  "$urp" sync > /dev/null 2>&1
  case $(letter_state):$(letters_taken) in
    sent:1) ;;
    uncertain:"$left") ;;  # nobody knows, and nobody sends it again
    *) fail "a letter killed at $1: $(letter_state), with $(letters_taken) at the server" ;;
  esac
  echo "$(letter_state) $left" >> states
}
input=/dev/null
killed_at_each letter 10 sync
# It had not left; it is in doubt, and had not left; it is in doubt, and had; it had, and that was known.
for state in 'sent 0' 'uncertain 0' 'uncertain 1' 'sent 1'; do
  grep -qx "$state" states || fail "no letter was killed so that it is: $state"
done

# Its answer.
prepare_answer() {
  expect 0 "$urp" route "$case" ambiente
  equal "$(letter_state)" sent "before the answer"
  python3 - "$(sql "SELECT token FROM dispatch WHERE ticket = $case")" > answer.eml <<'END'
import email.message, email.policy, sys
answer = email.message.EmailMessage(policy=email.policy.SMTP)
answer["From"] = "ambiente@example.org"
answer["To"] = "urp+d%s@example.org" % sys.argv[1]
answer["Message-ID"] = "<%s@example.org>" % sys.argv[1]
answer.set_content("Domani.")
answer.add_attachment(sys.argv[1].encode(), maintype="application", subtype="pdf", filename="relazione.pdf")
sys.stdout.buffer.write(answer.as_bytes())
END
}
check_answer() {
  expect 0 "$urp" mail-in < answer.eml
  equal "$(sql "SELECT (SELECT state FROM dispatch WHERE ticket = t.id), state,
      (SELECT count(*) FROM mail WHERE ticket = t.id), (SELECT count(*) FROM message WHERE ticket = t.id AND direction = 'note'),
      (SELECT count(*) FROM media d JOIN message m ON m.id = d.message WHERE m.ticket = t.id AND d.state = 'stored'),
      (SELECT count(*) FROM event WHERE ticket = t.id AND verb = 'service_answer')
    FROM ticket t WHERE id = $case")" 'answered|open|1|2|1|1' "an answer killed at $1"
}
input=answer.eml
killed_at_each answer 3 mail-in
expect 0 "$urp" verify
