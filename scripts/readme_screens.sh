#!/usr/bin/env bash
# Draws the screens of the README from the real program: what scripts/demo showed and tests/data/morning/expected.txt keeps.
# In README.md a line `<!-- screen: urp inbox -n 12 -->` stands before each block that belongs to it.
#   scripts/readme_screens.sh            writes them
#   scripts/readme_screens.sh --check    only says what differs, and fails
set -eu
cd "$(dirname "$0")/.."
new=$(mktemp)
trap 'rm -f "$new"' EXIT
awk -v screens=tests/data/morning/expected.txt '
  BEGIN {
    while ((getline line < screens) > 0) {
      if (line ~ /^\$ /) { command = substr(line, 3); if (!(command in drawn)) { drawn[command] = ""; first = 1 } else command = ""; continue }
      if (command == "") continue
      drawn[command] = drawn[command] line "\n"
    }
    for (command in drawn) sub(/\n+$/, "\n", drawn[command])
  }
  /^<!-- screen: .* -->$/ {
    command = $0; sub(/^<!-- screen: /, "", command); sub(/ -->$/, "", command)
    if (!(command in drawn)) { print "no such screen: " command > "/dev/stderr"; failed = 1; exit }
    print; print "```"; print "$ " command; printf "%s", drawn[command]; print "```"
    skipping = 1; next
  }
  skipping { if ($0 == "```") { if (seen) { skipping = 0; seen = 0 } else seen = 1 } next }
  { print }
  END { exit failed }' README.md > "$new"
if [ "${1:-}" = --check ]; then
  diff -u README.md "$new" >&2 && status=0 || status=1
  [ "$status" -eq 0 ] || echo "readme_screens: the screens of the README are not those of the program; run scripts/readme_screens.sh" >&2
  exit "$status"
fi
cat "$new" > README.md
