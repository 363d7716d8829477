# What is hidden appears in nothing that urp can print: a marker stands in every field of one citizen's messages, and is
# looked for in the output of every verb.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/marker_lib.sh"
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

# The control: before it is hidden, and after it was taken back, the marker is there.
print_everything
[ "$(grep -c ZQXMARKER printed)" -gt 20 ] || fail "the marker is not seen before it is hidden: the test sees nothing"
contains page ZQXMARKER
contains printed 'Bozza rimasta'
contains printed 'step 1 of 8'
sql .dump > before.sql
expect 0 "$urp" flag 1/2 offensive --hide --note 'insulti'
rm -rf saved; print_everything
if grep -ai zqxmarker printed; then fail "hidden text is printed"; fi
[ -s page ] || fail "the editor saw no page"
[ ! -e saved ] || [ -z "$(ls saved)" ] || fail "a hidden attachment was copied out"
sqlite3 office/urp.db "SELECT text FROM message UNION ALL SELECT preview FROM ticket UNION ALL SELECT body FROM search_text
  UNION ALL SELECT text FROM amendment UNION ALL SELECT file_name FROM media UNION ALL SELECT name FROM location" > cells
if grep -ai zqxmarker cells; then fail "hidden text is still in its table"; fi
expect 0 "$urp" flag 1/2 --undo
rm -rf saved; print_everything
[ "$(grep -c ZQXMARKER printed)" -gt 20 ] || fail "the marker is not seen after it was taken back"

all_verbs_are_tried
