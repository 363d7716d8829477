#!/usr/bin/env bash
# What leaves for a spreadsheet and what comes back from one, and numbers as people paste them.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
insert_tickets 4
for i in 1 2 3 4; do expect 0 "$urp" contact subscribe "c$i" meteo --evidence modulo; done
sql "UPDATE message SET text = 'Buongiorno;=1+41;grazie' WHERE id = 1;
     UPDATE message SET text = 'Via Roma 3, +1 persona' || char(10) || '@SUM(A1)' WHERE id = 2;
     UPDATE message SET text = 'Vicolo Blu|=1+41|grazie' WHERE id = 3"

# No reader finds a formula, whichever separator it splits at.
for separator in , ';'; do
  expect 0 "$urp" export messages --separator "$separator" -o messages.csv
  for split in , ';' '|'; do
    tr "$split" '\n' < messages.csv | grep -E '^ *[=@]|^ *[+-][^0-9]|^ *\+1' && fail "a formula, separated by $separator, split at $split"
  done
done
contains messages.csv "Buongiorno;'=1+41;grazie"
contains messages.csv "Vicolo Blu|'=1+41|grazie"

# For Excel.
expect 0 "$urp" export tickets --excel -o tickets.csv
equal "$(head -c 10 tickets.csv | od -An -c | tr -d ' \n')" '357273277number;' "the beginning"
contains tickets.csv ";'+393330000001;"
grep -qE ';20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2};' tickets.csv || fail "no local time: $(cat tickets.csv)"
expect 2 "$urp" export tickets --excel --format jsonl
contains err '--excel is a layout of csv'

# people STATUS FILE COUNT: a notice for the people of the file.
n=0
takes() {
  n=$((n + 1))
  expect 0 "$urp" notice new "n$n" --topic meteo --text Ciao --csv "$1"
  equal "$(sql "SELECT count(*) FROM notice_recipient WHERE notice = (SELECT id FROM notice WHERE name = 'n$n')")" "$2" "people of $1"
}
refuses() {
  expect 2 "$urp" notice new x --topic meteo --text Ciao --csv "$1"
  contains err "$2"
}
printf '\xef\xbb\xbfsep=;\r\n TELEFONO ;;\r\n\x27+393330000001;;\r\n"=""+393330000002""";;\r\n;;\r\n' > excel.csv; takes excel.csv 2
printf 'phone\n+39\xc2\xa0333\xc2\xa00000001\n\xe2\x80\xaa+393330000002\xe2\x80\xac\ntel:+39-333-000-0003\n(+39) 333\xe2\x80\x910000004\n' > pasted.csv
takes pasted.csv 4
takes <(printf 'contact\nc1\nc2\n') 2
for title in Telefono 'N. telefono' 'N° tel.' 'Nº di telefono' 'Telefono cellulare' 'Recapito telefonico' 'NUM. CELL.' 'Numero WhatsApp' \
    'Numero di telefono' Recapito 'Nr.  Telefono:' 'phone number' user_id; do
  printf '%s;\nc1;\n' "$title" > titled.csv; takes titled.csv 1
done
for title in N. Nome 'N. civico' 'Numero pratica' 'Telefono ufficio'; do
  printf '%s;\nc1;\n' "$title" > titled.csv; refuses titled.csv "no place for the column \"$title\""
done
printf 'Telefono;Cellulare\n;c1\n' > both.csv; refuses both.csv 'two columns say who gets it: Telefono, Cellulare'
contains err 'keep the one'
n=$((n + 1)); expect 0 "$urp" notice new "n$n" --topic meteo --text Ciao --csv - < pasted.csv
printf 'phone;\n3,93333E+11;\n' > numbers.csv; refuses numbers.csv '3,93333E+11: the spreadsheet made a quantity of the number'
printf 'phone;\n+393330000001;giovedì\n' | iconv -t WINDOWS-1252 > ansi.csv; refuses ansi.csv 'iconv -f WINDOWS-1252 -t UTF-8 ansi.csv'
printf 'phone\n+393330000001\n' | iconv -t UTF-16 > wide.csv; refuses wide.csv 'it is UTF-16'
printf 'PK\003\004rest' > sheet.xlsx; refuses sheet.xlsx 'a workbook (.xlsx, .ods), not a CSV file'
printf 'phone\rc1\r' > mac.csv; refuses mac.csv 'its lines end in CR alone'
printf 'phone;\nc1;x\n' > more.csv; refuses more.csv 'more.csv:2: 2 cells, and there are 1 titles'
printf 'phone;;x\nc1;;\n' > hole.csv; refuses hole.csv 'column 2 has no title'

# What became of one notice says who gets the next: as a file for Excel, and through a pipe.
expect 0 "$urp" notice schedule n1
expect 0 "$urp" notice results n1 --excel -o results.csv
takes results.csv 2
n=$((n + 1)); "$urp" notice results n1 | expect 0 "$urp" notice new "n$n" --topic meteo --text Ciao --csv -
equal "$(sql "SELECT count(*) FROM notice_recipient WHERE notice = (SELECT id FROM notice WHERE name = 'n$n')")" 2 "people of a pipe"

# A number that was pasted is the number, wherever one is named.
nbsp=$(printf '+39\302\240333\302\240000\302\2400001') marked=$(printf '\342\200\252+39 333\342\200\221000\342\200\2210001\342\200\254')
for phone in "$nbsp" "$marked" 'tel:+39-333-000-0001' '(+39) 333 0000001'; do
  expect 0 "$urp" contact show "$phone"
  expect 0 "$urp" inbox --contact "$phone" --ids
  equal "$(cat out)" 1 "the case of $phone"
done
expect 0 "$urp" new "$(printf '\342\200\252+39 333 000 0777\342\200\254')" --by phone --name Rita 'Lampione spento'
equal "$(sql "SELECT count(*) FROM identity WHERE value = '393330000777'")" 1 "the new number"
[ "$failures" -eq 0 ]
