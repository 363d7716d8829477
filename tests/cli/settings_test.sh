# Every key of urp.toml has a reader: a setting that nothing looks at is a promise that nobody keeps.
. "$(dirname "$0")/lib.sh"
cd "$source_dir"

# What the configuration takes already and the next steps will read: mail, triage, erasure.
# A key leaves this list with its first reader, and none comes back.
cat > "$scratch/unread" <<'END'
END

# The struct of each member: "notice Notice", "services Service".
awk '/^  struct [A-Za-z]+ \{/ { name = $2 }
     /^  \} [a-z_]+;/ { sub(";", "", $2); print $2, name }
     /^  std::vector<[A-Z]/ { split($1, part, /[<>]/); sub(";", "", $2); print $2, part[2] }' \
  lib/include/urp/settings.hpp > "$scratch/structs"
# Of each field: the member, and by what name an item of a list is spoken of: "notice.daily notice", "rules.tag rule".
awk '/v\.list\("/ { item = list = $0; sub(/.*auto& /, "", item); sub(/\).*/, "", item); sub(/.*\(?s\./, "", list); sub(/[,)].*/, "", list) }
     /v\.table\("/ { list = "" }
     /\.(field|entry|each)\(/ {
       count = split($0, argument, /[(,] */)
       for (i = 1; i <= count; ++i) {
         if (argument[i] ~ /^(s|ui)\.[a-z_]+/) {
           member = argument[i]; sub(/^s\./, "", member); sub(/[[)].*/, "", member); print member; break
         }
         if (list != "" && index(argument[i], item ".") == 1) {
           print list substr(argument[i], length(item) + 1), item; break
         }
       }
     }' lib/config/keys.hpp | sort -u > "$scratch/keys"
[ "$(wc -l < "$scratch/keys")" -ge 65 ] || fail "only $(wc -l < "$scratch/keys") keys found in lib/config/keys.hpp"

sources() { grep -rlE "$1" lib cli --include='*.cpp' --include='*.hpp' | grep -v '^lib/config/\|urp/settings.hpp$'; }
read_somewhere() {  # read_somewhere TABLE MEMBER ITEM
  [ -n "$(sources "\b($1|${3:-$1})(_|\(\))?(\.|->)$2\b")" ] && return 0
  local struct; struct=$(awk -v member="$1" '$1 == member { print $2 }' "$scratch/structs")
  local files; files=$([ -z "$struct" ] || sources "Settings::$struct\b")
  [ -n "$files" ] && grep -qE "(\.|->)$2\b" $files
}

while read -r key item; do
  table=${key%%.*} member=${key#*.}
  [ "$table" != "$member" ] || table=settings
  if grep -qx "$key" "$scratch/unread"; then
    ! read_somewhere "$table" "$member" "$item" || fail "$key is read now: take it off the list in this test"
  else
    read_somewhere "$table" "$member" "$item" || fail "$key: nothing outside of lib/config reads this setting"
  fi
done < "$scratch/keys"
