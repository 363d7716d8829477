# Time stamps over the heads of the audit chain, by an authority that the test makes itself: verify believes what is right,
# and names a wrong head, a wrong authority and a token that was changed.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
# authority NAME: a time stamp authority of its own, in ./NAME.
authority() {
  mkdir "$1"; echo 01 > "$1/serial"
  cat > "$1/tsa.cnf" <<CNF
[tsa]
default_tsa = main
[main]
serial = $1/serial
signer_cert = $1/tsa.pem
signer_key = $1/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[req]
distinguished_name = dn
[dn]
[ext]
extendedKeyUsage = critical,timeStamping
CNF
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$1/tsa.key" -out "$1/tsa.pem" -days 30 -subj "/CN=$1" \
    -config "$1/tsa.cnf" -extensions ext 2> err || { fail "no authority $1"; cat err >&2; }
}
# stamp AUTHORITY HASH FILE
stamp() {
  openssl ts -query -digest "$2" -sha256 -cert -out query 2> err &&
    openssl ts -reply -config "$1/tsa.cnf" -queryfile query -out "$3" 2> err || { fail "no stamp of $1"; cat err >&2; }
}
authority prova
authority altra
office '[audit]
head = "heads"
tsa_ca = "prova/tsa.pem"'
insert_tickets 1
expect 0 "$urp" note 1 'una nota'
expect 0 "$urp" note 1 'altra nota'
rm -f heads
expect 0 "$urp" audit head --write
read -r event hash _ < heads
expect 0 "$urp" verify --json
contains out '"stamps":0'
stamp prova "$hash" "heads.$event.tsr"
expect 0 "$urp" verify --json
contains out '"stamps":1'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never verify
contains out '1 time stamp'
cp "heads.$event.tsr" right.tsr

# What is not right is named, each by its name.
wrong() {  # wrong CODE WORDS
  expect 1 "$urp" verify
  equal "$(cut -f1,2 out)" "$(printf '%s\tevent %s' "$1" "$event")" 'deviation'
  contains out "$2"
  contains out "heads.$event.tsr"
}
stamp prova "$(printf '%064d' 7)" "heads.$event.tsr"; wrong stamp_differs 'is of another head'
stamp altra "$hash" "heads.$event.tsr"; wrong stamp_untrusted 'of another authority'
for at in 40 400 1000; do
  cp right.tsr "heads.$event.tsr"
  # A byte anywhere: in what was signed, in the signature, in the certificate.
  printf '\377\376' | dd of="heads.$event.tsr" bs=1 seek="$at" conv=notrunc status=none
  expect 1 "$urp" verify
  grep -qE '^stamp_(altered|differs|untrusted)' out || { fail "byte $at of the stamp was changed"; cat out >&2; }
done
{ cat right.tsr; printf x; } > "heads.$event.tsr"; wrong stamp_altered 'not as an authority signed it'
: > "heads.$event.tsr"; wrong stamp_altered 'not as an authority signed it'
cp right.tsr "heads.$event.tsr"
expect 1 "$urp" verify --tsa-ca altra/tsa.pem
contains out stamp_untrusted
cat altra/tsa.pem prova/tsa.pem > both.pem
expect 0 "$urp" verify --tsa-ca both.pem
expect 78 "$urp" verify --tsa-ca urp.toml
contains err 'no certificates'
expect 78 "$urp" verify --tsa-ca nowhere.pem
expect 2 "$urp" verify --tsa-ca ''

# A backup, on whatever machine: the stamps stand beside the heads that are named.
expect 0 "$urp" backup copia.db
expect 0 "$urp" verify copia.db --head heads --tsa-ca prova/tsa.pem --json
contains out '"stamps":1'
expect 2 "$urp" verify copia.db --tsa-ca prova/tsa.pem
# The chain put together anew by somebody with the file in their hands: the stamp tells.
sql "DELETE FROM event_detail WHERE event >= $event; DELETE FROM event WHERE id >= $event;
     UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM event) WHERE name = 'event'" copia.db
expect 1 "$urp" verify copia.db --head heads --tsa-ca prova/tsa.pem
contains out stamp_missing
# Years later the certificate of the authority has ended, and its stamps hold.
if command -v faketime > /dev/null; then
  # A sanitizer wants to be loaded before the clock.
  expect 0 env ASAN_OPTIONS=verify_asan_link_order=0 faketime '+10 years' "$urp" verify --no-media
fi
