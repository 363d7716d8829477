# Canned answers: filled in for the case, in other languages, refused after their last day, counted.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[[service]]
slug = "verde"
name = "Verde pubblico"
[canned]
orari = "Buongiorno {name}, siamo aperti da lunedì a venerdì."
[canned.estate]
text = "Pratica {ticket}, {service}: termine {term}."
en = "Case {ticket}, {service}."
group = "stagione"
expires = 2099-08-31
[canned.vecchia]
text = "Non più."
expires = 2020-01-31'
insert_tickets 3

expect 0 "$urp" canned list
same out <<'X'
orari		0		false		Buongiorno {name}, siamo aperti da lunedì a venerdì.
vecchia		0	2020-01-31	true		Non più.
estate	stagione	0	2099-08-31	false	en	Pratica {ticket}, {service}: termine {term}.
X
expect 0 "$urp" canned show estate --for 1
same out <<'X'
Pratica URP-1, URP Comune di Cagliari: termine 30 giorni.
X
expect 0 "$urp" canned show estate:en --for URP-2
contains out 'Case URP-2,'
expect 3 "$urp" canned show estate:de --for 1
contains err 'allowed: it, en'
expect 3 "$urp" canned show boh
contains err 'allowed: estate, orari, vecchia'
expect 9 "$urp" canned show vecchia --for 1
contains err 'its last day was 2020-01-31'
expect 0 "$urp" canned list
cp out listed
expect 0 "$urp" canned
equal "$(cat out)" "$(cat listed)" "alone it lists"
expect 2 "$urp" canned orari
expect 2 "$urp" canned show orari --for ''

expect 0 "$urp" reply 1 --canned orari --json
contains out 'Buongiorno Citizen 1, siamo aperti'
expect 9 "$urp" reply 2 --canned vecchia
equal "$(sql "SELECT count(*) FROM message WHERE direction = 'out'")" 1
expect 0 "$urp" reply 2 3 --canned estate:en --yes
equal "$(sql "SELECT group_concat(text, ' ') FROM (SELECT text FROM message WHERE direction = 'out' AND ticket > 1 ORDER BY id)")" \
  'Case URP-2, URP Comune di Cagliari. Case URP-3, URP Comune di Cagliari.'
expect 0 "$urp" cancel 3/2
expect 0 "$urp" canned list --json
contains out '"name":"estate","group":"stagione"'
equal "$(grep -o '"used":[0-9]*' out | tr '\n' ' ')" '"used":1 "used":0 "used":1 '

# What the configuration refuses, each with its line.
refused() { office "$1"; expect 78 "$urp" status; contains err "$2"; }
refused '[canned.a]
text = "{nme}"' '"{nme}" is no placeholder'
refused '[canned.a]
group = "g"' 'text is missing'
refused '[canned.a]
text = "x"
expires = "domani"' 'is no date'
refused '[canned.a]
text = "x"
colour = "y"' 'colour'
