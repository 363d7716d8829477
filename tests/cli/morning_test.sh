# The office morning, end to end: what scripts/demo plays and shows, without its build.
demo=$(cd "$(dirname "$0")/../.." && pwd)/scripts/demo
out=$("$demo" --built "$URP_BUILD") || { echo "$out"; exit 1; }
left=$(sed -n 's/^  cd \([^ ]*\) .*/\1/p' <<< "$out")
case "$left" in /tmp/*) rm -rf "$left" ;; esac
# And the README shows the same screens.
"$(dirname "$demo")/readme_screens.sh" --check
