# A marker of its own stands in every text of every table that hangs on a hidden message or on a redacted one. Tables and
# columns are read from the schema, so that a new one is looked at from its first day. Everything that urp prints is searched.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/marker_lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
start_sink
office '[archive]
office_code = "c_b354"
'"$mailed"
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria Serra' 'Buongiorno'
citizen_writes 393330000102 'Maria Serra' 'seconda'
citizen_writes 393330000103 'Paolo Usai' 'Altro'
stop_listen

# Of what hangs on a message: message itself, and every table with a column that refers to it.
sql "SELECT m.name || ' ' || CASE m.name WHEN 'message' THEN 'id' ELSE f.\"from\" END
     FROM sqlite_schema m LEFT JOIN pragma_foreign_key_list(m.name) f ON f.\"table\" = 'message'
     WHERE m.type = 'table' AND (m.name = 'message' OR f.\"table\" = 'message') GROUP BY m.name" > tables
[ "$(wc -l < tables)" -ge 15 ] || fail "only $(wc -l < tables) tables hang on messages: the schema was not read"

all_columns_are_declared
columns said near > marked
# plant MESSAGE WORD: a row for it where there is none, and WORD.table.column in every text that is no metadata.
plant() {
  local table key columns column type required values names
  while read -r table key; do
    case "$table" in sealed | redacted | redaction | search_text | warning | outbox | attempt | notice_recipient | subscription) continue ;; esac
    if [ "$table" != message ] && [ "$(sql "SELECT count(*) FROM $table WHERE $key = $1")" = 0 ]; then
      names=$key values=$1
      while IFS='|' read -r column type required; do
        [ "$column" != "$key" ] && [ "$column" != id ] && [ "$required" = 1 ] || continue
        names="$names, $column"
        case "$table.$column:$type" in
          media.state:*) values="$values, 'stored'" ;;
          amendment.kind:*) values="$values, 'edit'" ;;
          suspicion.rule:*) values="$values, 'words'" ;;
          suspicion.ticket:*) values="$values, 1" ;;
          mail.kind:*) values="$values, 'answer'" ;;
          mail.state:*) values="$values, 'filed'" ;;
          survey.ticket:*) values="$values, $1" ;;  # a case is asked about once
          *:TEXT) values="$values, 'x$1'" ;;
          *) values="$values, 1" ;;
        esac
      done < <(sql "SELECT name, type, \"notnull\" OR pk > 0 FROM pragma_table_info('$table') WHERE dflt_value IS NULL")
      sql "INSERT INTO $table ($names) VALUES ($values)" || fail "no row could be put into $table: plant it by hand"
    fi
    while read -r column; do
      grep -qx "$table.$column" marked || continue
      sql "UPDATE $table SET $column = '$2.$table.$column' WHERE $key = $1" || fail "$table.$column takes no marker"
      echo "$table.$column" >> planted
    done < <(sql "SELECT name FROM pragma_table_info('$table') WHERE type IN ('TEXT', 'ANY')")
  done < tables
}
plant 1 ZQXHIDDEN
plant 2 ZQXMASKED
sort -u planted -o planted
for column in message.text media.file_name media.transcript location.name location.address card_line.value amendment.text \
    mail.from_name mail.subject mail.preview; do
  grep -qx "$column" planted || fail "$column has no marker"
done
sql "UPDATE media SET mime_type = 'application/pdf', sha256 = '$(printf 'a%.0s' $(seq 64))', size = 3, state = 'lost'"

"$urp" flag 1/1 offensive > /dev/null
print_everything
contains printed "('To', 'Per posta <servizio@example.org>')"
for word in ZQXHIDDEN ZQXMASKED; do
  [ "$(grep -ac "$word" printed)" -gt 20 ] || fail "$word is not seen before: the test sees nothing"
done
expect 0 "$urp" flag 1/1 offensive --hide
expect 0 "$urp" redact 1/2 ZQXMASKED
# They have left their tables, too; what stands near them is only not printed.
columns said > leaving
while read -r column; do
  grep -qx "$column" leaving || continue
  table=${column%%.*} name=${column#*.}
  equal "$(sql "SELECT count(*) FROM $table WHERE $name LIKE 'ZQX%.$column'")" 0 "rows in which $column says what is out of sight"
done < planted
print_everything
contains printed "('To', 'Per posta <servizio@example.org>')"
[ -s dossier/transcript.json ] && [ -s report/report.json ] || fail 'no folders were written'
for word in ZQXHIDDEN ZQXMASKED; do
  if grep -aoE "$word[a-z_.]*" printed | sort | uniq -c > seen && [ -s seen ]; then fail "printed: $(cat seen)"; fi
done
# They come back, each in its place.
expect 0 "$urp" flag 1/1 --undo
expect 0 "$urp" redact 1/2 --undo
while read -r column; do
  table=${column%%.*} name=${column#*.}
  [ "$(sql "SELECT count(*) FROM $table WHERE $name LIKE 'ZQX%.$column'")" -ge 1 ] || fail "$column did not come back"
done < planted
all_verbs_are_tried
