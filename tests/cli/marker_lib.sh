# marker_lib.sh: markers in the columns of the schema, and everything that urp can print; sourced after lib.sh.

# columns KIND...: TABLE.COLUMN of each that columns.txt says is of this kind, one a line.
columns() {
  local kind; for kind; do sed -n "s/^\([a-z_]*\.[a-z0-9_]*\) $kind\( .*\)\?\$/\1/p" "$source_dir/tests/cli/columns.txt"; done
}

# all_columns_are_declared: each column of the real schema that can hold words, and no other.
all_columns_are_declared() {
  sql "SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
       WHERE m.type = 'table' AND c.type IN ('TEXT', 'BLOB', 'ANY', '') AND m.name NOT LIKE 'search_index%'
         AND m.name NOT LIKE 'sqlite_%' ORDER BY 1" | sort > in_schema
  columns said near person id 'office ..*' | sort > declared
  [ "$(wc -l < in_schema)" -ge 150 ] || fail "only $(wc -l < in_schema) columns: the schema was not read"
  diff in_schema declared >&2 || fail 'tests/cli/columns.txt does not say of each column of the schema whose words it holds'
}

try() { "$@" < /dev/null >> printed 2>&1 || true; }

# print_everything: what each verb says of case 1, of person c1 and of everybody, as people, programs and machines read it, and
# what it writes into folders, into ./printed. Whoever adds a verb adds it here.
tried=
print_everything() {
  : > printed
  local verb arguments form folder
  while read -r verb arguments; do
    tried="$tried $verb"
    for form in '' --json --jsonl; do
      # shellcheck disable=SC2086  # the arguments are words
      try "$urp" $verb $arguments $form
    done
    # shellcheck disable=SC2086
    try env URP_FORCE_TTY=80 "$urp" --lang it $verb $arguments
    # shellcheck disable=SC2086
    try env URP_FORCE_TTY=200 "$urp" --lang en $verb $arguments --color always
  done < "$source_dir/tests/cli/print_everything.txt"
  rm -rf dossier report data stats.html
  try "$urp" export dossier 1 -o dossier
  try "$urp" flag 1/1 offensive --report report
  try "$urp" publish 1
  try "$urp" export opendata -o data
  try "$urp" stats --html stats.html
  for folder in dossier report data stats.html; do [ ! -e "$folder" ] || find "$folder" -type f -exec cat {} + >> printed; done
  # The editor's page is a view too.
  printf '#!/bin/sh\ncat "$1" >> page\n' > cat-editor
  chmod +x cat-editor
  : > page
  script -qefc "env URP_EDITOR=$PWD/cat-editor $urp reply 1" /dev/null < /dev/null > screen 2>&1
  cat page screen >> printed
  print_letters
  # The service's own log.
  if start_service; then stop_listen; fi
  cat listen.log >> printed
  # The tutorial wants a terminal, and shows an office of its own.
  try timeout 30 script -qefc "env URP_LANG=en $urp tutorial" /dev/null
  tried="$tried tutorial completion"
  for values in $completions; do try "$urp" completion bash --values "$values"; done
}
# print_letters: what the services are mailed of case 1, every part of it. For offices that have a sink.
print_letters() {
  [ -d mail ] || return
  rm -f mail/*.eml
  try "$urp" route 1 --recall
  try "$urp" route 1 mailed --yes --note 'per posta'
  sql 'UPDATE letter SET not_before = 0' 2> /dev/null
  try "$urp" sync
  ls mail/*.eml > /dev/null 2>&1 || return
  python3 - mail/*.eml >> printed <<'END'
import email, email.policy, sys
for file in sys.argv[1:]:
    letter = email.message_from_bytes(open(file, "rb").read(), policy=email.policy.default)
    print(letter.items())
    for part in letter.walk():
        if not part.is_multipart():
            print(part.get_filename(), part.get_payload(decode=True).decode("utf-8", "replace"))
END
}
# start_sink: sets smtp; services are mailed into ./mail. Before `office`, whose service `mailed` is.
start_sink() {
  mkdir -p mail
  python3 "$source_dir/tests/sim/smtp_sink.py" mail > mail.log 2>&1 &
  children+=("$!")
  wait_for 20 grep -q '^smtp on ' mail.log || { cat mail.log >&2; exit 1; }
  smtp=$(sed -n 's/^smtp on //p' mail.log)
  mailed="[[service]]
slug = \"mailed\"
name = \"Per posta\"
mail = \"servizio@example.org\"
[mail]
url = \"smtp://$smtp\"
from = \"urp@example.org\""
}
completions="tickets messages contact tag clerk service held closed aside drafts notice topic canned template"

# all_verbs_are_tried: but those that only make, receive, keep or bring back; what they say is no business of a case.
all_verbs_are_tried() {
  local verb
  for verb in $("$urp" --help | sed -n '/^Every day/,/^urp VERB/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
    case " $tried init listen backup restore migrate config help " in *" $verb "*) ;; *) fail "urp $verb is not tried" ;; esac
  done
}
