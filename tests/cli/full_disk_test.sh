# A disk that is full: every command that writes a file or a folder says so in a sentence, and leaves no half of it. The disk
# is a small one of the test's own, in a name space that ends with it.
if [ "$(id -u)" -ne 0 ] || ! unshare --mount true 2> /dev/null; then
  echo "not root, or without name spaces: no small disk can be made" >&2
  exit 0
fi
[ -n "${small_disk:-}" ] || small_disk=1 exec unshare --mount bash "$0"
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
. "$source_dir/tests/cli/writers_lib.sh"
export URP_LANG=en URP_CLERK=maria
office "$writing_settings
[audit]
head = \"disk/heads\""
writing_office 60 grande.txt
expect 0 "$urp" publish 1-40 --yes
expect 0 "$urp" backup copia.db --no-media
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
  rm -rf fresh
  expect 1 "$urp" "$@"
  contains err 'the disk is full'
  lacks err 'filesystem error'
  equal "$(cd disk && find . -mindepth 1 ! -name filler ! -name heads | sort | tr '\n' ' ')" '' "left by urp $*"
  [ ! -e fresh ] || fail "left elsewhere by urp $*"
  expect 1 env URP_FORCE_TTY=80 "$urp" --lang it "$@"
  contains err 'il disco è pieno'
}
# At once, and half way for what is large enough to come there.
meets_full_disk() {
  # shellcheck disable=SC2086
  disk 0; full ${1//%t/disk\/x}
  rm -rf room fresh
  # shellcheck disable=SC2086
  expect 0 "$urp" ${1//%t/room}
  [ "$(du -sk room | cut -f1)" -gt 48 ] || return 0
  # shellcheck disable=SC2086
  disk 24; full ${1//%t/disk\/x}
  large=$((large + 1))
}
large=0
for kind in file folder shelf new; do each_writer $kind meets_full_disk; done
[ "$large" -ge 8 ] || fail "only $large of them met the end of the disk half way"
# Of several attachments the first ones go again when there is no room for the last.
attach 4 'piccolo' piccolo.txt; sql "UPDATE message SET ticket = 3, seq = 0, contact = 3 WHERE id = 4"
disk 24; full media 3 --save disk/x
full media 3 --save disk
# A report without room for it leaves nobody flagged, however far it came: not hidden, not blocked, not on record.
flags() { sql 'SELECT count(*) FROM flag; SELECT sum(hidden) FROM message; SELECT sum(blocked) FROM contact; SELECT count(*) FROM event;
  SELECT sum(revision) FROM ticket' | tr '\n' ' '; }
before=$(flags)
for room in 0 4 24 92 96 100 104; do
  disk "$room"; full flag 3/1 threat --block --report disk/x
  equal "$(flags)" "$before" "flags, after ${room}k"
done
disk 200; expect 0 "$urp" flag 3/1 threat --block --report disk/x
expect 0 "$urp" flag 3/1 threat --hide --report hidden
[ ! -e hidden/media/3-1.txt ] || fail 'a file that was hidden just now'
(cd disk/x && sha256sum --quiet --check SHA256SUMS) || fail 'the hashes of the report'
contains disk/x/events.jsonl '"verb":"flag"'
contains hidden/events.jsonl '"verb":"hide"'
# An office that has no room to begin in.
for free in 0 24; do
  disk "$free"
  full init --config fresh/urp.toml --database disk/urp.db
  full restore copia.db --database "$scratch/disk/urp.db" --no-media
done
# However far it comes: a restore where no office was leaves none of the files by which a lost one is known.
expect 0 "$urp" backup whole.db
tries=0
for ((room = 64; room < 8192; room += 64)); do
  umount disk; mount -t tmpfs -o size="${room}k" urp-small disk || fail 'the small disk could not be made'
  "$urp" restore whole.db --database "$scratch/disk/urp.db" > out 2> err && break
  contains err 'the disk is full'
  equal "$(ls -A disk)" '' "left by a restore into ${room}k"
  tries=$((tries + 1))
done
[ "$tries" -gt 3 ] && [ "$room" -lt 8192 ] || fail "restored into ${room}k after $tries tries"
# What was there before is whole.
disk 120
printf 'as it was' > disk/messages.csv
head -c 110k /dev/zero >> disk/filler
expect 1 "$urp" export messages -o disk/messages.csv
equal "$(cat disk/messages.csv)" 'as it was' 'the file from before'
equal "$(cd disk && find . -mindepth 1 ! -name filler ! -name messages.csv)" '' 'left beside it'
# Half a line of a head would be none, and `verify --head` stumble over the whole file.
disk 4; head -c 4090 /dev/zero | tr '\0' '#' > disk/heads
full audit head --write
equal "$(stat -c %s disk/heads)" 4090 'bytes of the heads from before'
# The office itself is unharmed.
expect 0 "$urp" verify
