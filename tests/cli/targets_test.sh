# Where a command writes: whatever stands there already, each that writes a file or a folder does what product and manual
# promise, says clearly why when it refuses, and leaves neither half of anything nor anything beside it.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
. "$source_dir/tests/cli/writers_lib.sh"
export URP_LANG=en URP_CLERK=maria
office "$writing_settings"
writing_office 6 '../../ladro.txt'
# What citizens call themselves and their files is no path.
sql "UPDATE contact SET name = '../../ladro', profile_name = '/etc/ladro' WHERE id = 3"
sql "INSERT INTO identity (contact, kind, value, valid_from) VALUES (3, 'username', '../ladro', 1)"
attach 4 'altro' "/etc/ladro"; sql "UPDATE message SET ticket = 3, seq = 2, contact = 3 WHERE id = 4"
attach 5 'ancora' $'.ladro\n..'; sql "UPDATE message SET ticket = 3, seq = 3, contact = 3 WHERE id = 5"
cp -a office whole

# The list is whole: an option that takes a file or a folder is one of those that write, or of those that only read.
"$urp" --help | sed -nE 's/^  ([a-z-]+)  .*/\1/p' > verbs
[ "$(wc -l < verbs)" -gt 50 ] || fail "the verbs are not read any more: $(wc -l < verbs)"
while read -r verb; do
  for option in $("$urp" "$verb" --help | sed -nE 's/^ +((-o, )?--[a-z-]+|) *(FILE|DIR|MANIFEST)( .*)?$/\1/p' | sed 's/-o, --output/-o/'); do
    case " $readers " in *" $option "*) continue ;; esac
    [ "$option" != --state-file ] || continue  # below
    grep -q "|$verb .*$option %t" <<< "$writers" || fail "urp $verb $option: does it write? It is in no list"
  done
done < verbs

# tried: what stands where the targets are, with kinds, sizes and links, and what the office has beside its tables.
picture() { (cd place && find . -printf '%p %y %s %l\n' | sort); (cd sentinel && find . -type f -exec sha256sum {} + | sort); ls -A | grep -vE '^(out|err|got|(before|after).txt)$'; }
place() {  # place: a fresh folder for one try
  rm -rf place sentinel fresh; mkdir place sentinel
  printf 'as it was' > sentinel/file; mkdir sentinel/folder; printf 'mine' > sentinel/folder/thing
}
login=()
write() {  # write COMMAND TARGET: its exit; ./out ./err
  local word words=()
  for word in $1; do [ "$word" = %t ] && words+=("$2") || words+=("$word"); done
  timeout 60 "${login[@]}" "$urp" "${words[@]}" > out 2> err < /dev/null
}
# refused STATUS WORDS MAKE TARGET COMMAND: as it is made by MAKE, the target is refused with that exit and these words.
refused() {
  local status=$1 words=$2 make=$3 target=$4 command=$5 before
  place; eval "$make"; : > out; : > err; picture > before.txt
  before=$(sql "SELECT count(*) FROM flag")
  write "$command" "$target"; local got=$?
  grep -qE -- "^($status)$" <<< "$got" || { fail "exit $got, not $status: $make: urp ${command//%t/$target}"; cat err >&2; }
  grep -qE -- "$words" err || { fail "no word of $words: $make: urp ${command//%t/$target}"; cat err >&2; }
  lacks err filesystem
  picture > after.txt
  cmp -s before.txt after.txt || { fail "left something: $make: urp ${command//%t/$target}"; diff before.txt after.txt >&2; }
  equal "$(sql "SELECT count(*) FROM flag")" "$before" "flags after urp ${command//%t/$target}"
}
# written MAKE TARGET WHERE COMMAND: WHERE has the bytes in the end.
written() {
  local make=$1 target=$2 where=$3 command=$4
  place; eval "$make"
  write "$command" "$target" || { fail "exit $?: $make: urp ${command//%t/$target}"; cat err >&2; }
  [ -s "$where" ] || fail "nothing was written: $make: urp ${command//%t/$target}"
  equal "$(stat -c %a "$where")" 600 "mode of what urp ${command//%t/$target} wrote"
  [ -z "$(find place sentinel -name '*.??????' ! -name '*.*.*')" ] || fail "a passing file was left: $(find place sentinel)"
}

for kind in file folder shelf new; do each_writer $kind refused 2 'empty' : ''; done
for kind in file folder shelf; do
  # Where nothing can be made.
  each_writer $kind refused 1 'No such file' : place/no/such/x
  each_writer $kind refused 1 'Not a directory' 'touch place/file' place/file/x
  each_writer $kind refused 1 'name too long|File name too long' : "place/$(printf 'x%.0s' {1..260})"
  each_writer $kind refused '1|9' 'levels of symbolic links|symbolic link,' 'ln -s b place/a; ln -s a place/b' place/a
done
# A file, or a name that is free, is replaced whole; links to it stay, other names of it keep what they had.
each_writer file written : place/x place/x
each_writer file written 'printf old > place/x; chmod 644 place/x' place/x place/x
each_writer file written 'ln -s ../sentinel/file place/x' place/x sentinel/file
each_writer file written 'ln -s ../sentinel/fresh place/x' place/x sentinel/fresh
keeps_link() { [ -L place/x ] || fail "the link was replaced: urp ${1//%t/place/x}"; }
hard_link() {
  written 'ln sentinel/file place/x' place/x place/x "$1"
  equal "$(cat sentinel/file)" 'as it was' "the other name, after urp $1"
}
each_writer file hard_link
link_stays() { written 'ln -s ../sentinel/file place/x' place/x sentinel/file "$1"; keeps_link "$1"; }
each_writer file link_stays
each_writer file refused 2 'a folder, not a file' 'mkdir place/x' place/x
each_writer file refused 2 'a folder, not a file' 'ln -s ../sentinel/folder place/x' place/x
each_writer file refused 2 'a folder, not a file' : .
# Devices and pipes are written through and are what they were.
through() {
  place; mkfifo place/x; timeout 60 cat place/x > got & local reader=$!
  write "$1" place/x || { fail "exit $?, into a pipe: urp $1"; cat err >&2; }
  wait "$reader"; [ -s got ] || fail "nothing came through the pipe: urp $1"
  [ -p place/x ] || fail "the pipe was replaced: urp $1"
  write "$1" /dev/null || { fail "exit $?, into /dev/null: urp $1"; cat err >&2; }
  [ -c /dev/null ] || fail "/dev/null is no device any more: urp $1"
  write "$1" /dev/full; equal $? 1 "into /dev/full: urp $1"
  contains err 'the disk is full'
}
each_writer file through

# A folder is new, or empty and one's own; nothing else is touched.
made_folder() {
  place; eval "$2"
  write "$3" "$1" || { fail "exit $?: $2: urp $3"; cat err >&2; }
  [ -n "$(ls -A "$1")" ] || fail "an empty folder: urp $3"
  # No name in it is a citizen's, and nothing is outside.
  [ -z "$(find place -mindepth 1 | grep -E 'ladro|[^A-Za-z0-9._/-]')" ] || fail "a citizen's name: $(find place)"
  [ -z "$(find "$scratch" /etc -name '*ladro*' | head -n 1)" ] || fail "a file of a citizen's name"
}
each_writer folder made_folder place/x :
each_writer folder made_folder place/x 'mkdir place/x'
each_writer shelf made_folder place/x :
each_writer shelf made_folder place/x 'mkdir place/x; touch place/x/other'
each_writer folder refused 7 'there is something in it' 'mkdir place/x; touch place/x/y' place/x
each_writer folder refused 9 'symbolic link' 'ln -s ../sentinel/folder place/x' place/x
each_writer folder refused 9 'symbolic link' 'ln -s ../sentinel/file place/x' place/x
each_writer folder refused 9 'symbolic link' 'ln -s ../sentinel/nowhere place/x' place/x
for what in 'printf old > place/x' 'mkfifo place/x' 'ln sentinel/file place/x'; do
  each_writer folder refused 7 'exists' "$what" place/x
  each_writer shelf refused 7 'exists' "$what" place/x
done
each_writer folder refused '7|4|1' 'exists|denied' : /dev/null
each_writer shelf refused 7 'exists' : /dev/null
each_writer shelf refused 7 'exists' 'ln -s ../sentinel/file place/x' place/x
each_writer shelf made_folder place/x 'ln -s ../sentinel/nowhere place/x'
# Onto a shelf nothing is overwritten, and of several files none is left when one cannot be.
each_writer shelf refused 7 'exists' 'mkdir place/x; printf old > place/x/3-3.bin; ln -s /nowhere place/x/3-2.bin; ln -s /nowhere place/x/3-3.txt; touch place/x/3-1.txt' place/x
each_writer shelf refused 7 'exists' 'mkdir place/x; for n in 2 3; do for e in bin txt; do ln -s /nowhere place/x/3-$n.$e; done; done' place/x
refused 3 'no such ticket' : place/x 'media 999 --save %t'
# A configuration is never overwritten.
for what in 'printf old > place/x' 'ln -s ../sentinel/file place/x' 'ln -s ../sentinel/nowhere place/x' 'mkdir place/x' 'mkfifo place/x'; do
  each_writer new refused 7 'is there already' "$what" place/x
done
# Of a backup with attachments the folder beside it, too.
refused '1|7' 'exists|Not a directory' 'touch place/x-media' place/x 'backup %t'
written 'mkdir sentinel/media; chmod 700 sentinel/media; ln -s ../sentinel/media place/x-media' place/x place/x 'backup %t'
# The cursor of an export.
refused 2 'not the state of an export' 'printf altro > place/x' place/x 'export tickets --state-file %t -o place/rows'
refused 2 'can keep a cursor' 'mkfifo place/x' place/x 'export tickets --state-file %t -o place/rows'
# Over the office itself nothing is written.
own() {
  place
  local file before; before=$(sql .dump | sha256sum)
  for file in urp.db urp.db-wal urp.db-users urp.db-erasures; do
    write "$1" "office/$file"; equal $? 2 "urp ${1//%t/office/$file}"
    contains err "belongs to the office's own database"
  done
  for file in token app-secret verify; do
    write "$1" "$file"; equal $? 2 "urp ${1//%t/$file}"
    contains err "is a file of the office's configuration"
    equal "$(cat "$file")" "test-$file" "after urp ${1//%t/$file}"
  done
  cp urp.toml as_it_was
  [ -L place/settings ] || ln -s ../urp.toml place/settings
  for file in urp.toml "$scratch/urp.toml" place/settings; do
    write "$1" "$file"; equal $? 2 "urp ${1//%t/$file}"
    contains err "is a file of the office's configuration"
    cmp -s urp.toml as_it_was || { fail "the configuration is gone: urp $1"; cp as_it_was urp.toml; }
  done
  [ -L place/link ] || ln -s ../office/urp.db place/link
  write "$1" place/link; equal $? 2 "through a link: urp ${1//%t/place/link}"
  [ "$(sql 'PRAGMA application_id')" -gt 0 ] || { fail "the office is gone: urp $1"; rm -rf office; cp -a whole office; }
}
each_writer file own
own 'export tickets --state-file %t -o place/rows'
expect 0 "$urp" verify

# From a second login: what others put there is not followed, what cannot be written is said.
if [ "$(id -u)" -ne 0 ]; then echo "not root: what another login meets is not tried" >&2; exit 0; fi
open_to_others; chmod -R a+rwX office; chmod 644 urp.toml; mkdir -m 777 session; chown -R 65534:65534 home run
login=(setpriv --reuid=65534 --regid=65534 --clear-groups env HOME="$scratch/home")
others() {  # others KIND TARGET
  each_writer "$1" refused 4 'Permission denied|denied' 'chmod 755 place' place/x
  each_writer "$1" refused 9 'somebody else|symbolic link' 'chmod 777 place sentinel sentinel/*; ln -s ../sentinel/folder place/x; chown -h 12345 place/x' place/x
  each_writer "$1" refused 9 'somebody else|symbolic link' 'chmod 777 place sentinel sentinel/*; ln -s ../sentinel/file place/x; chown -h 12345 place/x' place/x
  each_writer "$1" refused 9 'somebody else|symbolic link' 'chmod 777 place sentinel sentinel/*; ln -s ../sentinel/nowhere place/x; chown -h 12345 place/x' place/x
}
for kind in file folder shelf; do others $kind; done
each_writer new refused 4 'Permission denied' 'chmod 755 place; mkdir -m 777 fresh' place/x
each_writer file refused 4 'denied' 'printf old > place/x; chmod 666 place/x; chmod 755 place' place/x
refused 9 'somebody else' 'chmod 777 place; mkdir -m 777 sentinel/media; ln -s ../sentinel/media place/x-media; chown -h 12345 place/x-media' place/x 'backup %t'
