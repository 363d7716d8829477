# urp media: what citizens sent, once it is fetched: where it is, copies of it, opening it; and what is lost.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en
start_sim
office
start_listen
sim webhooks "{\"url\":\"$url\"}"
arrives() {  # arrives JSON COUNT
  sim inbound "$1"
  wait_for 10 sh -c "[ \$(sqlite3 office/urp.db 'SELECT count(*) FROM media') -eq $2 ]"
}
arrives '{"from":"393330000102","name":"Maria Serra","image":{"size":48000,"caption":"Ecco la buca"}}' 1
arrives '{"from":"393330000102","document":{"size":30000,"filename":"../../modulo\u001b[2J.pdf"}}' 2
arrives '{"from":"393330000102","voice":{"size":12000}}' 3
expect 0 "$urp" media 1
equal "$(cut -f1,2,3 out)" $'1/1\timage\tpending\n1/2\tdocument\tpending\n1/3\taudio\tpending'
expect 0 "$urp" sync
contains out $'media_stored\t3'
expect 0 "$urp" media 1
equal "$(cut -f1,2,3,4 out)" $'1/1\timage\tstored\t48000\n1/2\tdocument\tstored\t30000\n1/3\taudio\tstored\t12000'
LC_ALL=C grep -q "$(printf '\033')" out && fail "a control character of a citizen"
path=$(head -n 1 out | cut -f7)
equal "$(sha256sum < "$path" | cut -d' ' -f1)" "$(head -n 1 out | cut -f6)" "the bytes"
expect 0 "$urp" media 1/2 --json
contains out '"media":[{"ticket":1,"number":2,"type":"document","media":{"mime_type":"application/pdf","size":30000,'
contains out '"state":"stored"'
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out '[photo, pdf, 78 kB]  «Ecco la buca»'
contains out 'urp media 1/1-2 --open'
contains out '[voice, 12 kB]'
expect 3 "$urp" media 99
expect 3 "$urp" media 1/7
expect 2 "$urp" media 1/x

# Copies have names of our own, are ours alone, and overwrite nothing.
expect 0 "$urp" media 1 --save copies
equal "$(cat out)" $'copies/1-1.jpg\ncopies/1-2.pdf\ncopies/1-3.ogg'
cmp copies/1-1.jpg "$path" || fail "the copy differs"
equal "$(stat -c %a copies/1-1.jpg)" 600 "mode of a copy"
expect 7 "$urp" media 1/1 --save copies
contains err 'copies/1-1.jpg'

# Opening asks the desktop's program, one file after the other.
mkdir programs
printf '#!/bin/sh\nprintf "%%s\\n" "$1" >> %s/opened\n' "$scratch" > programs/xdg-open
chmod +x programs/xdg-open
expect 0 env PATH="$scratch/programs:$PATH" "$urp" media 1 --open
equal "$(head -n 1 opened)" "$path" "what was opened"
equal "$(wc -l < opened)" 3 "how many were opened"
printf '#!/bin/sh\nexit 3\n' > programs/xdg-open
expect 1 env PATH="$scratch/programs:$PATH" "$urp" media 1/1 --open
contains err '--save'
expect 2 "$urp" media 1 --open --retry

# A terminal that knows links gets them; others see no sequence.
export PAGER=
TERM=xterm typing "$urp media 1"
typed 0
grep -qF "$(printf '\033]8;;file://%s\033' "$path")" screen || fail "no link: $(cat -v screen)"
TERM=xterm typing "$urp show 1 --peek"
typed 0
expect 0 "$urp" media 1/3
voice=$(cut -f7 out)
grep -qF "$(printf '\033]8;;file://%s\033' "$voice")" screen || fail "no link in show: $(cat -v screen)"
TERM=dumb typing "$urp media 1"
typed 0
grep -qF "$(printf '\033]8')" screen && fail "a link on a terminal that knows none"

# Lost and refused: said with why, and fetched again on request.
sed -i 's/^\[listen\]/[media]\nmax_size = "10kB"\n[listen]/' urp.toml
arrives '{"from":"393330000102","image":{"size":48001}}' 4
expect 0 "$urp" sync
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never
contains out '[photo REFUSED: too large]'
expect 0 env URP_FORCE_TTY=80 "$urp" show 1 --peek --color never --lang it
contains out '[foto RIFIUTATO: troppo grande]'
expect 0 "$urp" media 1/4
equal "$(cut -f3 out)" refused
contains out too_large
sed -i 's/^max_size = "10kB"/max_size = "1MB"/' urp.toml
expect 0 "$urp" media 1/4 --retry
contains out $'again\t1'
expect 0 "$urp" sync
expect 0 "$urp" media 1/4
equal "$(cut -f3,4 out)" $'stored\t48001'
expect 0 "$urp" media 1/4 --retry
contains out $'again\t0'
stop_listen
