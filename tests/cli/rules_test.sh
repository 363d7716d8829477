# Rules with patterns, what they look at, how they did on past cases, and words for new ones.
. "$(dirname "$0")/lib.sh"
office
cat >> "$URP_CONFIG" <<'END'
[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
[[service]]
slug = "ambiente"
name = "Ambiente"
[[rule]]
service = "lavori-pubblici"
words = ["buca"]
patterns = ["perdita (di|del) (gas|acqua)"]
[[rule]]
service = "ambiente"
words = ["cassonetto"]
urgent = true
END
urp() { "$urp" "$@"; }
entered=0
case_of() {  # case_of SERVICE TEXT
  entered=$((entered + 1))
  urp new "333000$(printf '%04d' "$entered")" --kind report --by phone "$2" > /dev/null || fail "new"
  [ "$1" = - ] || urp route "$entered" "$1" --no-mail > /dev/null || fail "route"
}
case_of lavori-pubblici "C'è una perdita d'acqua, anzi una perdita di acqua in via Roma"
case_of ambiente "Una buca piena di rifiuti"
case_of ambiente "Il cassonetto è rotto"
case_of - "Che buca!"

expect 0 urp rules list
[ "$(sed -n 1p out | cut -f 2,5)" = "$(printf 'lavori-pubblici\tperdita (di|del) (gas|acqua)')" ] || fail "list: $(cat out)"
expect 0 urp rules test
[ "$(sed -n 1p out)" = "$(printf 'rule\t1\tlavori-pubblici\t3\t1\t1\t1')" ] || fail "test: $(cat out)"
[ "$(sed -n 2p out)" = "$(printf 'rule\t2\tambiente\t1\t1\t0\t0')" ] || fail "test: $(cat out)"
expect 0 urp rules test 1
grep -q "^case	1	1	lavori-pubblici	perdita di acqua	lavori-pubblici$" out || fail "why: $(cat out)"
expect 0 urp rules test --json --cases
python3 -c '
import json
result = json.load(open("out"))
assert result["tickets"] == 4 and result["rules"][0]["precision_percent"] == 50, result
assert len(result["cases"]) == 4, result' || fail "--json"
expect 3 urp rules test 99
expect 2 urp rules test 1 --last 30d
expect 2 urp rules test --last viel
expect 2 urp rules
expect 0 urp route 4 --suggest
contains out "lavori-pubblici"
for i in 1 2 3 4 5; do case_of ambiente "La plastica non è stata ritirata"; done
expect 0 urp rules propose
grep -q "^ambiente	plastica	5	0$" out || fail "propose: $(cat out)"
expect 0 urp rules propose --least 6
[ ! -s out ] || fail "propose --least: $(cat out)"
URP_FORCE_TTY=80 urp --lang it rules test --cases > screen || fail "on a terminal"
[ "$(wc -L < screen)" -le 80 ] || fail "wider than the terminal"
grep -q 'sbagliata' screen || fail "not in Italian: $(cat screen)"


sed -i 's/perdita (di|del) (gas|acqua)/perdita (di/' "$URP_CONFIG"
line=$(grep -n 'perdita (di' "$URP_CONFIG" | cut -d: -f1)
for verb in "config check" "rules test" "listen"; do
  # shellcheck disable=SC2086
  expect 78 urp $verb
  contains err "urp.toml:$line: "
done
expect 0 urp inbox

# What is no regular expression is named by who looks after the office and by who works with it, with file and line.
export URP_LANG=en
sed -i 's/^patterns = .*/patterns = ["acqua", "gas"]/' "$URP_CONFIG"
expect 0 urp sync
urp doctor --offline > out 2>&1
contains out 'regular expressions of rules: 2'
sed -i 's/^patterns = .*/patterns = ["acqua", "perdita (di gas"]/' "$URP_CONFIG"
line=$(grep -n '^patterns' "$URP_CONFIG" | cut -d: -f1)
expect 1 urp doctor --offline
grep -q "^!!	rules	.*urp.toml:$line: rule\[1\].patterns\[2\]: \"perdita (di gas\" is no regular expression" out || fail "doctor: $(cat out)"
expect 78 urp sync
contains err "urp.toml:$line: rule[1].patterns[2]"
[ "$failures" -eq 0 ]
