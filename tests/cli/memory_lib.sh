# memory_lib.sh: an office with people to remember and to forget; sourced after lib.sh.

marker=zanzibar
# attach MESSAGE TEXT NAME: an attachment of this message, as if it had been fetched.
attach() {
  local sha256; sha256=$(printf '%s' "$2" | sha256sum | cut -c1-64)
  mkdir -p "office/media/${sha256:0:2}"; printf '%s' "$2" > "office/media/${sha256:0:2}/$sha256"
  sql "INSERT INTO media (message, mime_type, file_name, state, size, sha256) VALUES ($1, 'text/plain', '$3', 'stored', length('$2'), '$sha256')"
}
# people N: so many citizens with a closed case each; the first says the marker wherever a person can.
people() {
  insert_tickets "$1"
  sql "UPDATE ticket SET state = 'closed', waiting_since = NULL, closed_at = unixepoch(), outcome = 'answered', unread = 0;
    UPDATE contact SET name = 'Maria $marker', profile_name = 'm $marker', note = 'nota $marker' WHERE id = 1;
    INSERT INTO identity (contact, kind, value, valid_from) VALUES (1, 'username', '$marker', 1), (1, 'user_id', 'IT.$marker', 1);
    UPDATE ticket SET subject = 'oggetto $marker', preview = 'inizio $marker' WHERE id = 1;
    INSERT INTO ticket_tag (ticket, tag) VALUES (1, '$marker');
    UPDATE message SET text = 'parola $marker', wamid = 'wamid.$marker' WHERE id = 1;
    INSERT INTO journal (received_at, digest, body) VALUES (1, 77, CAST('{\"messages\":[{\"from\":\"393330000001\",\"id\":\"wamid.$marker\",\"text\":{\"body\":\"parola $marker\"}},{\"from\":\"393330000002\",\"id\":\"wamid.2\",\"text\":{\"body\":\"del vicino\"}}]}' AS BLOB));
    INSERT INTO draft (clerk, ticket, text, at) VALUES ('maria', 1, 'bozza $marker', 1);"
  attach 1 "bytes $marker" "foto $marker.txt"
  attach 2 "bytes of somebody else" altra.txt
  "$urp" sync > /dev/null 2>&1  # indexes
}
# left WORD: files of the office in which it stands, whatever its case.
left() { grep -rlaiF -e "$1" office | sort; }
well() { expect 0 "$urp" verify "$@"; }
