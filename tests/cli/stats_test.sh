# Figures of a period on a terminal, for scripts, as a page that stands alone; by clerk only where the office wants it.
. "$(dirname "$0")/lib.sh"
office
cat >> "$URP_CONFIG" <<'END'
[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici"
END
urp() { "$urp" "$@"; }
at() { local when=$1; shift; urp --now "$when" "$@" > /dev/null || fail "urp $*"; }
at 2026-11-19T09:00:00+01:00 new 3330000102 --kind report --by phone "Una buca"
at 2026-11-19T10:00:00+01:00 route 1 lavori-pubblici --no-mail
at 2026-11-20T10:00:00+01:00 close 1 --outcome resolved
at 2026-11-22T20:00:00+01:00 new 3330000103 --kind request --by phone "Orari?"

urp --now "$now" stats > piped || fail "stats"
[ "$(head -n 1 piped | cut -f 1-3,8,9,12)" = "$(printf 'total\t\t2\t1\t1\t1')" ] || fail "total: $(head -n 1 piped)"
[ "$(head -n 1 piped | cut -f 10)" = 360 ] || fail "closing is not six office hours: $(head -n 1 piped)"
grep -q "^service	lavori-pubblici	1	" piped || fail "by service"
! grep -q '^clerk' piped || fail "figures by clerk"
expect 9 urp stats --by clerk
expect 2 urp stats --by colore
expect 2 urp stats --csv --json
expect 2 urp stats --html ''
expect 2 urp stats --since 2026-11-20 --until 2026-11-18

urp --now "$now" stats --csv --by kind > figures.csv || fail "stats --csv"
[ "$(head -n 1 figures.csv | tr ',' '\n' | wc -l)" = 12 ] || fail "columns: $(head -n 1 figures.csv)"
[ -z "$(awk -F, 'NF != 12' figures.csv)" ] || fail "rows of other lengths: $(awk -F, 'NF != 12' figures.csv)"
urp --now "$now" stats --json | python3 -c '
import json, sys
stats = json.load(sys.stdin)
assert stats["version"] == 1 and stats["total"]["received"] == 2, stats["total"]
assert stats["total"]["closing_median_minutes"] == 360, stats["total"]
assert stats["backlog"]["cases"] == 1 and stats["backlog"]["oldest"] == 2, stats["backlog"]
assert [row["key"] for row in stats["tables"]["weekday"]] == list("1234567")' || fail "--json"

for language in it en; do
  URP_FORCE_TTY=80 urp --now "$now" --lang "$language" stats > screen || fail "stats on a terminal"
  [ "$(wc -L < screen)" -le 80 ] || fail "wider than the terminal: $(cat screen)"
  urp --now "$now" --lang "$language" stats --html "$language.html" 2> told || fail "--html"
  [ "$(stat -c %a "$language.html")" = 600 ] || fail "the page is readable by others"
  grep -q "<html lang=\"$language\">" "$language.html" || fail "the language of the page"
  python3 - "$language.html" <<'PY' || fail "$language.html: not as it should be"
import re, sys
import xml.etree.ElementTree as tree
text = open(sys.argv[1], encoding="utf-8").read()
page = tree.fromstring(text.replace("<!DOCTYPE html>", ""))  # well-formed, so that any reader has it
plain = [e for e in page.iter() if not e.tag.startswith("{http://www.w3.org/2000/svg}")]
svg = "{http://www.w3.org/2000/svg}"
assert not list(page.iter("script")) and "http" not in re.sub(r'xmlns="[^"]*"', "", text), "something from elsewhere"
charts = list(page.iter(svg + "svg"))
assert len(charts) >= 6, len(charts)
ids = [e.get("id") for e in page.iter() if e.get("id")]
assert len(ids) == len(set(ids)), "an id twice"
for chart in charts:  # each says what it shows, in words
    assert chart.get("role") == "img"
    for name in chart.get("aria-labelledby").split():
        assert name in ids, name
    assert chart.find(svg + "title").text and chart.find(svg + "desc").text
for table in page.iter("table"):  # each has a caption, and heads of columns and rows
    assert table.find("caption").text
    assert all(head.get("scope") in ("col", "row") for head in table.iter("th"))
levels = [int(e.tag[1]) for e in plain if re.fullmatch("h[1-6]", e.tag)]
assert levels[0] == 1 and levels.count(1) == 1 and all(b - a <= 1 for a, b in zip(levels, levels[1:])), levels

def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
for colour in set(re.findall(r'(?:color: |fill="|solid )(#[0-9a-f]{6})', text)):
    contrast = 1.05 / (luminance(colour) + 0.05)
    assert contrast >= 4.5, (colour, contrast)
PY
done
grep -q 'RICEVUTE' <(URP_FORCE_TTY=80 urp --now "$now" --lang it stats) || fail "not in Italian"
grep -q 'Per servizio' it.html || fail "the page is not in Italian"
echo old > kept.html
expect 2 urp stats --html kept.html --by nonsense
[ "$(cat kept.html)" = old ] || fail "a failed call touched the file"
[ "$(urp --now "$now" stats --html - | head -c 15)" = '<!DOCTYPE html>' ] || fail "--html -"

printf '[stats]\nclerks = true\n' >> "$URP_CONFIG"
urp --now "$now" stats --by operatore | grep -q '^clerk' || fail "by clerk, where it is wanted"
