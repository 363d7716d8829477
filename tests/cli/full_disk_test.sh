# A disk that is full: every command that writes a file or a folder says so in a sentence, and leaves no half of it. The disk
# is a small one of the test's own, in a name space that ends with it.
if [ "$(id -u)" -ne 0 ] || ! unshare --mount true 2> /dev/null; then
  echo "not root, or without name spaces: no small disk can be made" >&2
  exit 0
fi
[ -n "${small_disk:-}" ] || small_disk=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
export URP_LANG=en URP_CLERK=maria
office '[archive]
publisher = "Comune di Cagliari"'
people 60
sql "UPDATE message SET text = text || hex(zeroblob(400)), at = at - 100;
     UPDATE ticket SET subject = 'Buca in via Roma ' || hex(zeroblob(40));"
attach 3 "$(head -c 90000 /dev/zero | tr '\0' x)" grande.txt
expect 0 "$urp" publish 1-40 --yes
mkdir disk
trap 'umount -l "$scratch/disk" 2> /dev/null; finish' EXIT

# disk FREE: a disk with so many kilobytes free, beside a file that is not ours.
disk() {
  umount disk 2> /dev/null
  mount -t tmpfs -o size=256k urp-small disk || fail 'the small disk could not be made'
  head -c $((256 - $1))k /dev/zero > disk/filler
}
# full ARGUMENT...: exit 1 with a sentence, and nothing beside what stood there.
full() {
  expect 1 "$urp" "$@"
  contains err 'the disk is full'
  lacks err 'filesystem error'
  equal "$(cd disk && find . -mindepth 1 ! -name filler | sort | tr '\n' ' ')" '' "left by urp $*"
  expect 1 env URP_FORCE_TTY=80 "$urp" --lang it "$@"
  contains err 'il disco è pieno'
}
for free in 0 24; do
  disk "$free"
  full backup disk/copia.db
  full backup disk/copia.db --no-media
  full contact access c3 -o disk/carte
  full export messages -o disk/messages.csv
  full export messages --pseudonymise -o disk/pseudonyms.csv
  full export tickets --format json -o disk/tickets.json
  full flag 3/1 illegal --report disk/report
  full export dossier 3 -o disk/dossier
done
disk 0
full export opendata -o disk/open
full stats --html disk/stats.html
full media 3 --save disk
# What was there before is whole.
disk 120
printf 'as it was' > disk/messages.csv
head -c 110k /dev/zero >> disk/filler
expect 1 "$urp" export messages -o disk/messages.csv
equal "$(cat disk/messages.csv)" 'as it was' 'the file from before'
equal "$(cd disk && find . -mindepth 1 ! -name filler ! -name messages.csv)" '' 'left beside it'
# The office itself is unharmed.
expect 0 "$urp" verify
