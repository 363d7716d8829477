# A marker stands in every column of the schema that holds something of one person, and the person is erased: no file of the
# office holds one of them any more, and nothing that urp prints says one. The package of what is held says each of them before.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/marker_lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
start_sink
office '[[service]]
slug = "ambiente"
name = "Ambiente"
[[topic]]
slug = "meteo"
name = "Meteo"
on = ["METEO ON"]
off = ["METEO OFF"]
[archive]
office_code = "c_b354"
[canned]
pronta = "Una risposta pronta."
'"$mailed"
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria ZQXERASED' 'ZQXERASED abita qui'
citizen_writes 393330000102 'Maria ZQXERASED' 'ZQXERASED ancora'
citizen_writes 393330000103 'Paolo Usai' 'resta in vista'
stop_listen
expect 0 "$urp" reply 1 'ZQXERASED risposta' --quote 1/2
expect 0 "$urp" sync
expect 0 "$urp" note 1 'ZQXERASED nota'
expect 0 "$urp" subject 1 'ZQXERASED oggetto'  # the audit chain says it, too
expect 0 "$urp" tag 1 zqxerased
expect 0 "$urp" route 1 ambiente --note 'ZQXERASED per il servizio' --no-mail --yes
expect 7 "$urp" reply 1 'ZQXERASED bozza' --if-revision 77
expect 0 "$urp" contact note c1 'ZQXERASED annotata'
expect 0 "$urp" contact subscribe c1 meteo --evidence 'ZQXERASED modulo'
expect 0 "$urp" flag 1/2 personal-data --hide --note 'ZQXERASED motivo'
expect 0 "$urp" redact 1/1 ZQXERASED
expect 0 "$urp" notice new n0 --topic meteo --text Ciao
all_columns_are_declared

# A row of the person's in each table that has one; what its table must have besides, by hand.
required='amendment.kind=edit letter.kind=dossier letter.state=sent letter_attempt.outcome=accepted mail.kind=answer
  mail.state=filed media.state=stored notice_recipient.status=sent identity.kind=parent_user_id block_wish.state=done
  attempt.outcome=accepted delivery.status=sent term_suspension.ground=information suspicion.rule=words
  read_receipt.wanted=0 journal_part.outcome=kept '
# link_of TABLE: the column that leads to the person, and where.
link_of() {
  local column
  case "$1" in contact | ticket) echo 'id 1'; return ;; message) echo 'id 1'; return ;; esac
  for column in contact ticket message target dispatch letter; do
    [ "$(sql "SELECT count(*) FROM pragma_table_info('$1') WHERE name = '$column'")" = 0 ] || { echo "$column 1"; return; }
  done
}
plant() {  # plant TABLE
  local table=$1 key value column type names values given
  read -r key value < <(link_of "$table")
  [ -n "$key" ] || { fail "nothing in $table leads to a person: plant it by hand"; return; }
  # One of its own wherever it can have one: what is there already is as the program made it.
  names=$key values=$value
  if [ "$key" != id ]; then
    while IFS='|' read -r column type; do
      [ "$column" != "$key" ] && [ "$column" != id ] || continue
      given=$(grep -oE "(^| )$table\.$column=[a-z_]+" <<< "$required" | sed 's/.*=//')
      names="$names, $column"
      case "${given:+given}$type" in
        given*) values="$values, '$given'" ;;
        TEXT | ANY) values="$values, 'zqx-$table-$column'" ;;
        BLOB) values="$values, CAST('zqx-$table-$column' AS BLOB)" ;;
        *) values="$values, 1" ;;
      esac
    done < <(sql "SELECT name, type FROM pragma_table_info('$table') WHERE dflt_value IS NULL AND (\"notnull\" OR pk > 0)")
    sql "INSERT OR IGNORE INTO $table ($names) VALUES ($values)" || fail "no row could be put into $table: plant it by hand"
  fi
  [ "$(sql "SELECT count(*) FROM $table WHERE $key = $value")" -gt 0 ] || fail "$table has no row of the person"
  while read -r column; do
    type=$(sql "SELECT type FROM pragma_table_info('$table') WHERE name = '$column'")
    given="'ZQXERASED.$table.$column'"; [ "$type" != BLOB ] || given="CAST($given AS BLOB)"
    # In one of them, where two may not say the same.
    # The number under which the journal knows the person stays the one that it is.
    sql "UPDATE OR IGNORE $table SET $column = $given WHERE $key = $value$([ "$table" != identity ] || echo " AND kind = 'parent_user_id'")" || fail "$table.$column takes no marker"
    [ "$(sql "SELECT count(*) FROM $table WHERE $column = $given")" -gt 0 ] || fail "$table.$column has no marker"
  done < <(sed -n "s/^$table\.//p" to_plant)
}
# As the program writes them: the chain of events, the journal, the index; what is hidden or masked lies in its own tables.
columns said near person id | grep -vE '^(message\.wamid$|event_detail|journal|journal_part|search_text|redacted|sealed|delivery|notice_recipient)' > to_plant
cut -d. -f1 to_plant | sort -u > tables
[ "$(wc -l < tables)" -ge 25 ] || fail "only $(wc -l < tables) tables hold something of a person"
wamid=$(sql 'SELECT wamid FROM message WHERE id = 1')
bytes=$(printf 'ZQXERASED bytes' | sha256sum | cut -c1-64)
plant_all() {
  local table
  # A letter, as a mail server would have got it.
  sql "INSERT OR IGNORE INTO letter (id, dispatch, kind, state, at, queued_at, not_before) VALUES (1, 1, 'dossier', 'sent', 1, 1, 1)"
  while read -r table; do plant "$table"; done < tables
  # What hangs on two things at once.
  sql "INSERT OR IGNORE INTO delivery (number, wamid, status, recipient, at, received_at, error_text)
         VALUES (1, '$wamid', 'failed', 'ZQXERASED.delivery.recipient', 1, 1, 'ZQXERASED.delivery.error_text');
       INSERT OR IGNORE INTO notice_recipient (notice, contact, status, address, at)
         VALUES (1, 1, 'sent', 'ZQXERASED.notice_recipient.address', 1);
       INSERT OR IGNORE INTO mail (digest, at, received_at, kind, state, dispatch, subject, from_name, from_mail, preview)
         VALUES ('receipt', 1, 1, 'receipt', 'filed', 1, 'ZQXERASED ricevuta', 'ZQXERASED mittente', 'ZQXERASED@example.org',
                 'ZQXERASED anteprima');
       UPDATE media SET mime_type = 'application/pdf', sha256 = '$bytes', size = 15, state = 'stored'"
  mkdir -p "office/media/${bytes:0:2}"; printf 'ZQXERASED bytes' > "office/media/${bytes:0:2}/$bytes"
}
plant_all
expect 0 "$urp" sync

# The control: the package of what is held says all of it, bytes in hexadecimal; and it is seen.
expect 0 "$urp" contact access c1 -o held
while read -r column; do
  mark=ZQXERASED.$column
  grep -qF -e "$mark" -e "$(printf '%s' "$mark" | od -An -v -tx1 | tr -d ' \n')" held/data.json || fail "the package of what is held lacks $column"
done < to_plant
for word in ZQXERASED.delivery.recipient ZQXERASED.notice_recipient.address 'ZQXERASED ricevuta'; do contains held/data.json "$word"; done

print_everything
[ "$(grep -aic ZQXERASED printed)" -gt 100 ] || fail 'the marker is not seen before: the test sees nothing'
contains printed "('To', 'Per posta <servizio@example.org>')"
plant_all  # some of it was settled meanwhile

rm -rf held dossier report data stats.html page screen saved
expect 0 "$urp" sync
sql "UPDATE ticket SET state = 'closed', waiting_since = NULL, closed_at = unixepoch() WHERE contact = 1 AND state <> 'closed'"
sql "UPDATE message SET status = 'cancelled' WHERE contact = 1 AND status IN ('queued', 'parked', 'sending')"
expect 0 "$urp" contact erase c1 --confirm=c1
expect 0 "$urp" sync
sqlite3 office/urp.db .dump | grep -ai zqxerased | cut -c1-300 > left
[ ! -s left ] || fail "rows that still say it: $(cat left)"
for word in ZQXERASED 393330000102 "$wamid"; do
  equal "$(grep -rlaiF -e "$word" office | sort)" '' "files in which $word stands"
done
print_everything
sed 's/[Zz][Qq][Xx]\*//g' printed | grep -aio '.\{0,60\}zqxerased.\{0,30\}' | sort -u > seen
[ ! -s seen ] || fail "printed: $(head -20 seen)"
contains printed 'resta in vista'
all_verbs_are_tried
