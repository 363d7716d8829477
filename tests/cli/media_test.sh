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

# Without a desktop the terminal is asked. This one shows none: what helps is said, and what was typed meanwhile is kept.
rm programs/xdg-open
mkdir bin
for program in bash sh env script stty cat head printf; do ln -s "$(command -v "$program")" bin/; done
here="env -u DISPLAY -u WAYLAND_DISPLAY SSH_CONNECTION=x PATH=$scratch/programs:$scratch/bin TERM=xterm"
question=$(printf '\033[c')
typing "$here bash -c '$urp media 1/1 --open; echo status \$?; read -r line; echo got \$line'"
shows "$question"
press 'ab\033[?62;22c'
shows 'status 1'
press 'cd\n'
typed 0
contains screen '1/1  [photo, 48 kB]'
contains screen 'this terminal shows no pictures'
contains screen '[media] link'
[ "$(cat /proc/sys/dev/tty/legacy_tiocsti 2> /dev/null || echo 1)" = 0 ] || contains screen 'got abcd'
# One that answers nothing holds nothing up; one that is dumb is not asked, nor is what is no terminal.
typing "$here $urp media 1/1 --open"
typed 1
contains screen 'this terminal shows no pictures'
typing "$here TERM=dumb $urp media 1/1 --open"
typed 1
grep -qF "$question" screen && fail "a dumb terminal is asked"
expect 1 $here "$urp" media 1/1 --open
contains err '[media] link'
equal "$(wc -l < err)" 2 "an error and its hint alone"
expect 1 $here "$urp" media 1/1 --open --json
contains err '"code":"failed"'

# With sixel graphics the installed program draws it, and when none is, that is said.
typing "$here $urp media 1/1 --open"
shows "$question"
press '\033[?62;4;22c'
typed 1
contains screen 'apt install chafa'
printf '#!/bin/sh\necho "chafa $*"\n' > programs/chafa
printf '#!/bin/sh\necho "img2sixel $*"\n' > programs/img2sixel
chmod +x programs/chafa programs/img2sixel
typing "$here $urp media 1/1 --open"
shows "$question"
press '\033[?62;4;22c'
typed 0
contains screen "chafa --format sixels --animate off --size 80x21 $path"
rm programs/chafa
typing "$here $urp media 1/1 --open"
shows "$question"
press '\033[?62;4;22c'
typed 0
contains screen "img2sixel --static --height 336 $path"
# With kitty's a PNG goes as it is, and a photo through the program; a document stays unseen.
printf '#!/bin/sh\necho "chafa $*"\n' > programs/chafa; chmod +x programs/chafa
typing "$here $urp media 1/1-2 --open"
shows "$question"
press '\033_Gi=31;OK\033\\\033[?62c'
typed 1
contains screen "chafa --format kitty"
contains screen 'a terminal shows only pictures'
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\0\002\0\0\0\001' > office/dot.png
sql "UPDATE media SET mime_type = 'image/png' WHERE message = 1"
cp "$path" kept; cat office/dot.png > "$path"
typing "$here $urp media 1/1 --open"
shows "$question"
press '\033_Gi=31;OK\033\\\033[?62c'
typed 0
grep -qF "$(printf '\033_Gq=2,a=T,f=100,m=0;%s\033' "$(base64 -w 0 office/dot.png)")" screen || fail "no PNG: $(cat -v screen)"
cat kept > "$path"
sql "UPDATE media SET mime_type = 'image/jpeg' WHERE message = 1"
# What was said in a voice is all that a terminal can show of it.
sql "UPDATE media SET transcript = 'è caduto un signore' WHERE message = 3"
typing "$here $urp media 1/3 --open"
typed 0
contains screen 'transcript: è caduto un signore'

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
contains out '[foto RIFIUTATA: troppo grande]'
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
