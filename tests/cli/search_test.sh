# The language of searches as a clerk types it: filters alone, OR, minus, saved searches, what was understood, and the
# same words in front of inbox and export.
. "$(dirname "$0")/lib.sh"
office
export URP_CLERK=maria  # as wide as the columns below take it, whoever runs this
urp() { "$urp" "$@"; }  # shown as typed
cat >> "$URP_CONFIG" <<'END'
[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
[[service]]
slug = "ambiente"
name = "Ambiente"
[search]
strade = "buca OR voragine -state:closed"
END
urp new 3330000102 --kind report --by phone "C'è una buca in via Roma" >/dev/null
urp new 3330000103 --kind request --by phone "Una voragine in piazza" >/dev/null
urp new 3330000104 --kind complaint --by phone "Cassonetti pieni in via Roma" >/dev/null
urp tag 3 verde >/dev/null
urp route 1 lavori-pubblici --no-mail >/dev/null
urp close 2 --outcome answered >/dev/null 2>&1 || urp close 2 >/dev/null

found() { urp search --ids "$@" | sort -n | tr '\n' ' '; }
listed() { urp inbox --ids "$@" | sort -n | tr '\n' ' '; }
same() { [ "$2" = "$3" ] || fail "$1: \"$2\" instead of \"$3\""; }

same "filter alone" "$(found state:routed)" "1 "
same "in Italian" "$(found stato:inoltrata tipo:segnalazione)" "1 "
same "tag" "$(found tag:verde)" "3 "
same "OR" "$(found buca OR voragine)" "1 2 "
same "minus needs no --" "$(found roma -buca)" "3 "
same "minus of a filter" "$(found -state:closed)" "1 3 "
same "saved" "$(found @strade)" "1 "
same "whole name of the service" "$(found 'servizio:"Lavori pubblici"')" "1 "
same "inbox, words" "$(listed roma)" "3 "
same "inbox, states of the query" "$(listed state:routed)" "1 "
same "inbox, saved" "$(listed --all -q @strade)" "1 "
same "inbox --all" "$(listed --all buca OR voragine)" "1 2 "
same "export" "$(urp export tickets -q 'tag:verde' | cut -d, -f1 | tail -n +2 | tr '\n' ' ')" "3 "
[ "$(urp export messages -q voragine | grep -c voragine)" = 1 ] || fail "export messages -q"
same "relevance" "$(found --sort relevance roma)" "1 3 "
same "one object a line" "$(urp search --jsonl roma | wc -l)" 2

expect 2 urp search state:opne
grep -q 'forse si voleva: state:open' err || fail "no nearest value: $(cat err)"
expect 2 urp search servzio:ambiente
grep -q 'forse si voleva: servizio:' err || fail "no nearest filter: $(cat err)"
expect 2 urp search @strad
grep -q '@strade' err || fail "no nearest saved search"
expect 3 urp search service:ambienti
expect 2 urp search buca OR
expect 2 urp inbox -q ''
expect 2 urp inbox 415
grep -q 'urp show 415' err || fail "inbox 415: $(cat err)"
expect 2 urp search --sort bello buca
expect 0 urp search -- -roma buca
expect 0 urp search from:c1 --explain

same "explained for machines" "$(urp search --explain 'buca OR voragine -tag:verde' | head -2)" \
  "$(printf 'word\t\tbuca OR voragine\ntag\tnot\tverde')"
urp search --explain --json @strade | python3 -c '
import json, sys
query = json.load(sys.stdin)
assert query["version"] == 1 and query["order"] == "newest", query
assert [term["value"] for term in query["query"][0]["any"]] == ["buca", "voragine"], query
assert query["query"][1]["excluded"] and query["query"][1]["any"][0]["field"] == "state", query'
URP_FORCE_TTY=80 urp --lang it search --explain 'buca stato:nuova -etichetta:verde' > "$scratch/it"
grep -q 'pratica nello stato nuova' "$scratch/it" || fail "not explained in Italian: $(cat "$scratch/it")"

# A default of one's own, for people and where no filter is given.
mkdir -p "$XDG_CONFIG_HOME/urp"
printf '[ui]\ninbox = "cassonetti"\n' > "$XDG_CONFIG_HOME/urp/urp.toml"
seen() { URP_FORCE_TTY=80 URP_PAGER=cat URP_LANG=en "$urp" inbox "$@" > screen; }
urp new 3330000105 --kind request --by phone "Lampione spento" >/dev/null
seen; contains screen 'Only cassonetti'; contains screen 'Cassonetti'; lacks screen 'Lampione'
seen --turn office; lacks screen 'Only'; contains screen 'Lampione'
seen lampione; lacks screen 'Only'; contains screen 'Lampione'
same "scripts see everything" "$(listed)" "3 4 "

# A name that is wrong in the configuration is a mistake of it.
sed -i 's/strade = .*/strade = "stato:rossa"/' "$URP_CONFIG"
expect 78 urp search buca
