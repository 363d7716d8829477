# What is hidden appears in nothing that urp can print: a marker stands in every field of one citizen's messages, and is
# looked for in the output of every verb.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "ambiente"
words = ["zqxmarker"]
[[topic]]
slug = "meteo"
name = "Meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Buongiorno'
citizen_writes 393330000102 'Maria Serra' 'ZQXMARKER'
citizen_writes 393330000103 'Paolo Usai' 'Altro'
# The other fields, as WhatsApp would fill them.
sql "
  INSERT INTO media (message, mime_type, file_name, transcript, state, sha256, size)
    VALUES (2, 'application/pdf', 'ZQXMARKER.pdf', 'ZQXMARKER', 'stored', '$(printf 'a%.0s' $(seq 64))', 3);
  INSERT INTO location (message, latitude, longitude, name, address) VALUES (2, 39.2, 9.1, 'ZQXMARKER', 'via ZQXMARKER');
  INSERT INTO card_line (message, line, card, kind, label, value) VALUES (2, 1, 1, 'name', 'ZQXMARKER', 'ZQXMARKER');
  INSERT INTO message_fact (message, name, value) VALUES (2, 'title', 'ZQXMARKER');
  INSERT INTO amendment (number, wamid, target_wamid, target, kind, text, at, received_at)
    VALUES (1, 'e1', 'x', 2, 'edit', 'ZQXMARKER edited', 1, 1), (1, 'r1', 'x', 2, 'reaction', 'ZQXMARKER', 2, 2);"
# A service's answer quotes what it was sent.
expect 0 "$urp" note 1 'Il servizio ha risposto.'
sql "INSERT INTO message_fact (message, name, value) VALUES ((SELECT max(id) FROM message), 'mail_quoted', '> ZQXMARKER')"
expect 0 "$urp" reply 1 'Risposta' --quote 1/2
expect 7 "$urp" reply 1 'Bozza rimasta' --if-revision 77  # refused, and kept as a draft
stop_listen

# Every verb that may print something of a message, as people, programs and machines read it.
try() { "$@" < /dev/null >> printed 2>&1 || true; }
tried=
run_all() {
  : > printed
  while read -r verb arguments; do
    tried="$tried $verb"
    for form in '' --json --jsonl; do
      # shellcheck disable=SC2086  # the arguments are words
      try "$urp" $verb $arguments $form
    done
    try env URP_FORCE_TTY=80 "$urp" --lang it $verb $arguments
    try env URP_FORCE_TTY=200 "$urp" --lang en $verb $arguments --color always
  done <<'VERBS'
status
inbox
inbox --all --sort recent
inbox --flagged
show 1 --all --peek
show 1
next
search zqx*
search buongiorno
export tickets
export messages
export messages --format jsonl
export messages --format json
media 1
media 1/2
media 1 --save saved
outbox
outbox --failed
contact list
contact list zqx
contact show c1
contact block c1 --dry-run
contact unblock c1 --dry-run
contact subscribe c1 meteo --evidence modulo
contact subscriptions c1
contact unsubscribe c1 --dry-run
topic list
topic show meteo
topic keywords
notice new n1 --topic meteo --text Ciao --replace
notice list
notice show n1
notice rehearse n1 --to c1
notice schedule n1 --dry-run
notice results n1
export notices
template list
flag --list
flag 1/2 offensive --hide --dry-run
redact 1/2 --dry-run
redact 1/2 --all --dry-run
protocol 1
triage --plain
similar 1
drafts
stats
stats --csv
stats --by kind,service,outcome
publish 1 --dry-run
route 1 --suggest
route 1 ambiente --dry-run
note 1 nota
note boh
take 1 --steal prova
release 99
assign 99 maria
close 99
reopen 99
later 99 3d
urgent 1
kind 1 report
subject 99 niente
clock 1
canned list
tag --list
identify 99 declared
split 1/2 --dry-run
merge 1 2 --dry-run
link 1 2
new c99 testo
reply 1 Buongiorno --quote 1/2 --dry-run
cancel 1/2
undo
log
VERBS
  # The editor's page is a view too.
  cat > cat-editor <<'SH'
#!/bin/sh
cat "$1" >> page
SH
  chmod +x cat-editor
  : > page
  script -qefc "env URP_EDITOR=$PWD/cat-editor $urp reply 1" /dev/null < /dev/null > screen 2>&1
  cat page screen >> printed
  # The tutorial wants a terminal, and shows an office of its own.
  try timeout 30 script -qefc "env URP_LANG=en $urp tutorial" /dev/null
  tried="$tried tutorial"
  try "$urp" doctor --json
  try "$urp" replay --all --dry-run --json
  try "$urp" completion bash --values tickets
  try "$urp" completion bash --values tag
}

# The control: before it is hidden, and after it was taken back, the marker is there.
run_all
[ "$(grep -c ZQXMARKER printed)" -gt 20 ] || fail "the marker is not seen before it is hidden: the test sees nothing"
contains page ZQXMARKER
contains printed 'Bozza rimasta'
contains printed 'step 1 of 8'
sql .dump > before.sql
expect 0 "$urp" flag 1/2 offensive --hide --note 'insulti'
rm -rf saved; run_all
if grep -ai zqxmarker printed; then fail "hidden text is printed"; fi
[ -s page ] || fail "the editor saw no page"
[ ! -e saved ] || [ -z "$(ls saved)" ] || fail "a hidden attachment was copied out"
sqlite3 office/urp.db "SELECT text FROM message UNION ALL SELECT preview FROM ticket UNION ALL SELECT body FROM search_text
  UNION ALL SELECT text FROM amendment UNION ALL SELECT file_name FROM media UNION ALL SELECT name FROM location" > cells
if grep -ai zqxmarker cells; then fail "hidden text is still in its table"; fi
expect 0 "$urp" flag 1/2 --undo
rm -rf saved; run_all
[ "$(grep -c ZQXMARKER printed)" -gt 20 ] || fail "the marker is not seen after it was taken back"

# Every verb of a clerk has been tried.
for verb in $("$urp" --help | sed -n '/^Every day/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
  case " $tried " in *" $verb "*) ;; *) fail "urp $verb is not tried" ;; esac
done
