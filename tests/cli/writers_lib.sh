# writers_lib.sh: every command that writes where somebody says; sourced after memory_lib.sh.

# KIND|command, with %t for the target. KIND: file (replaced whole, written through where it is no file), folder (new, or
# empty), shelf (a folder that files are put into), new (a file that must not be there yet).
writers='file|backup %t
file|backup %t --no-media
file|export tickets -o %t
file|export messages -o %t
file|export messages --pseudonymise -o %t
file|export contacts --format json -o %t
file|export media --format jsonl -o %t
file|export notices -o %t
file|export events -o %t
file|export services -o %t
file|notice results avviso --format csv -o %t
file|stats --html %t
folder|contact access c3 -o %t
folder|flag 3/1 illegal --report %t
folder|export dossier 3 -o %t
folder|export opendata -o %t
shelf|media 3 --save %t
new|init --config %t --database fresh/urp.db'
# Options that name a file or a folder and only read it; those of the configuration and the database themselves.
readers='--text-file --attach --seal-key --csv --same-as --head --tsa-ca --erasures --from --config --database'

# writing_office: an office in which each of them has something to write.
writing_office() {
  people "${1:-6}"
  sql "UPDATE message SET text = text || hex(zeroblob(400)), at = at - 100;
       UPDATE ticket SET subject = 'Buca in via Roma ' || hex(zeroblob(40));
       INSERT INTO subscription (contact, topic, identity, at, evidence) SELECT id, 'meteo', 'phone', 1, 'test' FROM contact"
  attach 3 "$(head -c 90000 /dev/zero | tr '\0' x)" "$2"
  expect 0 "$urp" publish 1-4 --yes
  expect 0 "$urp" notice new avviso --topic meteo --text 'Domani scuole chiuse.'
  expect 0 "$urp" notice schedule avviso --at 2031-01-01
}
writing_settings='[archive]
publisher = "Comune di Cagliari"
[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'

# each_writer KIND COMMAND...: calls COMMAND with each of that kind.
each_writer() {
  local kind line; kind=$1; shift
  while IFS='|' read -r which line <&8; do [ "$which" = "$kind" ] && "$@" "$line"; done 8<<< "$writers"
}
