# The public record: the register, dossiers, open data, pseudonyms.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[archive]
office_code = "c_b354"
area = "AOO1"
publisher = "Comune di Cagliari"
url = "https://dati.example.org/urp/"
[[service]]
slug = "ambiente"
name = "Ambiente"'
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000102 'Maria <Serra> & figli' 'Una buca <b>in</b> via Roma, chiamate 333 000 0102'
citizen_writes 393330000103 'Paolo Usai' 'Un lampione spento'
stop_listen
printf 'foto' > bytes
sha=$(sha256sum bytes | cut -d' ' -f1)
mkdir -p -m 700 "office/media/${sha:0:2}"
install -m 600 bytes "office/media/${sha:0:2}/$sha"
sql "INSERT INTO media (message, mime_type, file_name, state, sha256, size) VALUES (1, 'image/jpeg', '../../evil.jpg', 'stored', '$sha', 4);
     INSERT INTO location (message, latitude, longitude, name) VALUES (1, 39.215432, 9.110765, 'Casa di Maria');"
expect 0 "$urp" subject 1 'Buca in via Roma, richiamare 333 000 0102'

# The register: once, and for good.
expect 0 "$urp" protocol 1 1234/2026 --dry-run
equal "$(sql 'SELECT count(*) FROM protocol_entry')" 0 'a rehearsal'
expect 0 "$urp" protocol 1 1234/2026
equal "$(cut -f1-3 out)" "$(printf '1\tAOO1\t0001234/2026')" 'the entry'
expect 0 "$urp" protocol 1 0001234/2026 --json
contains out '"added":false'
expect 7 "$urp" protocol 2 1234/2026
for wrong in 1234 12a/2026 0/2026 1234/26 /2026 ''; do expect 2 "$urp" protocol 1 "$wrong"; done
expect 2 "$urp" protocol 1 -- --json
contains err 'after -- there are words alone'
# The hash is of a transcript, which is no attachment that could be missing.
expect 0 "$urp" verify
expect 0 "$urp" backup copy.db
expect 3 "$urp" protocol 99 5/2026
expect 2 "$urp" protocol 1 5/2026 --date 2999-01-01
expect 2 "$urp" protocol 1 5/9999
contains err 'later than the date of the entry'
expect 2 "$urp" protocol 1 5/2026 --register $'a\e[31m'
if sql "UPDATE protocol_entry SET number = '0009999'" 2> /dev/null; then fail 'an entry was changed'; fi
if sql 'DELETE FROM protocol_entry' 2> /dev/null; then fail 'an entry was removed'; fi
equal "$(sql 'SELECT number FROM protocol_entry')" 0001234 'what stays'

# A dossier: whole, its hashes hold, its XML is what the norms say, and the transcript is the one that was registered.
expect 0 "$urp" export dossier 1 -o dossier
(cd dossier && sha256sum --quiet --check SHA256SUMS) || fail 'the hashes of the dossier'
xmllint --noout --schema "$source_dir/tests/data/schemas/dossier_metadata.xsd" dossier/metadata.xml 2> err || { fail metadata.xml; cat err >&2; }
xmllint --noout --schema "$source_dir/tests/data/schemas/dossier_index.xsd" dossier/index.xml 2> err || { fail index.xml; cat err >&2; }
equal "$(xmllint --xpath 'string(//IdDoc[Identificativo="transcript.json"]//Impronta)' dossier/metadata.xml | base64 -d | od -An -tx1 | tr -d ' \n')" \
  "$(sha256sum < dossier/transcript.json | cut -d' ' -f1)" 'the hash in metadata.xml'
equal "$(sha256sum < dossier/transcript.json | cut -d' ' -f1)" "$(sql 'SELECT sha256 FROM protocol_entry')" 'the registered hash'
equal "$(cat dossier/media/1-1.jpg)" foto 'the attachment'
xmllint --html --noout dossier/transcript.html 2> err
lacks dossier/transcript.html '<b>in</b>'
contains dossier/transcript.html '0001234/2026'
equal "$(find . -name 'evil*')" '' 'a name of the citizen as a path'
equal "$(stat -c %a dossier dossier/media dossier/index.xml | tr '\n' ' ')" '700 700 600 ' modes
expect 7 "$urp" export dossier 1 -o dossier
expect 3 "$urp" export dossier 99 -o none
[ ! -e none ] || fail 'a dossier of nothing'
expect 2 "$urp" export dossier 1
expect 2 "$urp" export dossier -o none
expect 2 "$urp" export tickets 1
if [ "$(id -u)" -ne 0 ]; then
  mkdir -m 500 closed
  expect 4 "$urp" export dossier 1 -o closed/dossier
fi
expect 1 "$urp" export dossier 1 -o /proc/dossier
expect 7 "$urp" export dossier 1 -o /dev/full

# Open data: nothing without approval, nobody in it, parsed by other programs.
expect 0 "$urp" export opendata -o empty --json
contains out '"rows":0'
expect 0 "$urp" publish 1
expect 0 "$urp" export opendata -o open
contains open/cases.csv 'Buca in via Roma, richiamare [omissis]'
contains open/cases.csv '39.215'
lacks open/cases.csv '39.2154'
# Their keys are random digits from 0 to f: what could stand in one is no name.
person='3330000102|333 000 0102|Serra|Casa|lampione|buca <|(^|[^0-9a-f])c1,|URP-1'
if grep -rqE "$person" open; then fail "a person in the open data: $(grep -rnE "$person" open)"; fi
equal "$(sqlite3 :memory: "SELECT json_extract(readfile('open/cases.geojson'), '\$.features[0].geometry.coordinates'),
  json_array_length(readfile('open/cases.geojson'), '\$.features')")" '[9.111,39.215]|1' 'the map'
rapper --quiet --count open/catalogue.rdf 2> err || fail "catalogue.rdf: $(cat err)"
rapper --quiet --output ntriples open/catalogue.rdf 2> /dev/null > triples
for property in title description issued modified accrualPeriodicity identifier publisher rightsHolder; do
  grep -q "dataset> <http://purl.org/dc/terms/$property>" triples || fail "the data set has no $property"
done
grep -q 'dcat#theme>' triples || fail 'no theme'
equal "$(grep -c 'dcat#distribution>' triples)" 4 distributions
contains open/months.csv 'true'   # one case alone is not told
id_before=$(sed -n 2p open/cases.csv | cut -d, -f1)
expect 0 "$urp" export opendata -o again
equal "$(sed -n 2p again/cases.csv | cut -d, -f1)" "$id_before" 'the same case has the same id'
expect 0 "$urp" publish 1 --withdraw
expect 0 "$urp" export opendata -o withdrawn --json
contains out '"rows":0'
expect 3 "$urp" publish 99

# Pseudonyms: nobody in the file, the same for the same, another key each time; names are for supervisors.
expect 0 "$urp" export messages --pseudonymise -o first.csv
expect 0 "$urp" export messages --pseudonymise -o second.csv
expect 0 "$urp" export messages --pseudonymise --same-as first.csv.manifest -o third.csv
expect 0 "$urp" export tickets --pseudonymise --same-as first.csv.manifest -o tickets.csv
if cmp -s first.csv second.csv; then fail 'two exports with one key'; fi
cmp -s first.csv third.csv || fail 'the same manifest gives other pseudonyms'
equal "$(stat -c %a first.csv.manifest)" 600 'the manifest'
if grep -qE '0102|Serra|Usai|wamid|evil|393330000103' first.csv tickets.csv; then fail "a person in pseudonyms: $(cat first.csv tickets.csv)"; fi
equal "$(sqlite3 :memory: -cmd '.mode csv' -cmd '.import first.csv m' -cmd '.import tickets.csv t' \
  'SELECT count(*) FROM m JOIN t ON t.number = m.ticket AND t.contact_id = m.contact')" 2 'tickets and messages fit together'
expect 2 "$urp" export messages --same-as first.csv.manifest -o x.csv
expect 2 "$urp" export messages --pseudonymise --same-as urp.toml -o x.csv
sed -i '1i [roles]\nsupervisor = ["somebody-else"]' urp.toml
expect 9 "$urp" export messages -o names.csv
expect 9 "$urp" export dossier 1 -o dossier2
[ ! -e names.csv ] && [ ! -e dossier2 ] || fail 'a refused export left something'
expect 0 "$urp" export messages --pseudonymise -o fourth.csv
