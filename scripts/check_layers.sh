#!/usr/bin/env bash
# Reads every #include and fails where a room looks at one it may not: the table of "Rooms and arrows".
# Also: public headers include the standard library alone, liburp prints nothing and reads no environment.
set -eu
cd "$(dirname "$0")/.."

declare -A may=(
  [domain]=""
  [files]="domain"
  [db]="files domain" [net]="domain" [patterns]="domain" [config]="domain" [render]="domain" [listen]="domain"
  [store]="db files domain"
  [whatsapp]="net domain" [mail]="net domain"
  [office]="db files store config net domain"
  [intake]="office store db whatsapp domain"
  [desk]="office store db files render domain"
  [work]="office store db files whatsapp mail render domain"
)
faults=0
complain() { echo "check_layers: $*" >&2; faults=$((faults + 1)); }

for room in "${!may[@]}"; do
  [ -d "lib/$room" ] || continue
  while IFS=: read -r file line include; do
    other=${include#*\"}; other=${other%%/*}
    [ "$other" = "$room" ] && continue
    case " ${may[$room]} " in *" $other "*) ;; *) complain "$file:$line: $room may not include $other" ;; esac
  done < <(grep -rnE '^#include "' "lib/$room" --include='*.hpp' --include='*.cpp' || true)
done

# Who may see the office's remote half, and which libraries belong to which room.
only() {  # only PATTERN ROOMS...: includes of <PATTERN> elsewhere are faults
  local pattern=$1; shift
  local allowed; allowed=$(printf '|lib/%s/' "$@")
  while IFS=: read -r file line _; do
    [[ "$file" =~ ^(${allowed#|}) ]] || complain "$file:$line: only $* may include $pattern"
  done < <(grep -rnE "^#include <$pattern" lib cli --include='*.hpp' --include='*.cpp' || true)
}
only 'nlohmann/' whatsapp render
only 'curl/' net
only '(gmime/|libxml/)' mail
only 'microhttpd' listen
only 'toml' config
only 're2/' patterns
only '(SQLiteCpp/|sqlite3)' db
while IFS=: read -r file line _; do
  [ "$file" = cli/arguments.cpp ] || complain "$file:$line: only cli/arguments.cpp may include CLI11"
done < <(grep -rnE '^#include <CLI/' lib cli || true)
while IFS=: read -r file line _; do
  complain "$file:$line: office/remote is for work alone"
done < <(grep -rnE '^#include "office/remote' lib/desk lib/intake || true)

while IFS=: read -r file line _; do
  complain "$file:$line: cli sees only <urp/...>"
done < <(grep -rnE '^#include "(domain|files|db|store|config|render|whatsapp|mail|net|patterns|office|intake|desk|work|listen)/' cli || true)

while IFS=: read -r file line include; do
  header=${include#*<}; header=${header%%>*}
  case "$header" in urp/*) [ -f "lib/include/$header" ] && continue ;; *[./]*) ;; *) continue ;; esac
  complain "$file:$line: public headers include the standard library alone"
done < <(grep -rnE '^#include' lib/include || true)

while IFS=: read -r file line _; do
  complain "$file:$line: liburp prints nothing, reads no environment and never exits"
done < <(grep -rnE '(std::(cout|cerr|clog|getenv|exit)\b|\b(printf|fprintf|puts|getenv|setenv|_exit|abort) *\()' lib \
           --include='*.hpp' --include='*.cpp' | grep -vE ':[0-9]+: *(//|\*)' || true)

# A long-lived program must not fall over what a stranger wrote: no SQL is put together from texts.
while IFS=: read -r file line _; do
  complain "$file:$line: values are bound, not formatted into SQL"
done < <(grep -rnE 'fmt::format\("(SELECT|INSERT|UPDATE|DELETE)' lib || true)

# WhatsApp's codes end in its room: what leaves it is a Refusal. The words for people alone know them too.
while IFS=: read -r file line _; do
  complain "$file:$line: codes of WhatsApp belong into lib/whatsapp; elsewhere it is a Refusal"
done < <(grep -rnE '\b(13[0-9]{4}|80007|2494100|2388[0-9]{3})\b' lib cli --include='*.hpp' --include='*.cpp' --include='*.sql' |
           grep -vE '^(lib/whatsapp/|cli/provider_words\.cpp:)' || true)

# Tickets move along domain/ticket_moves alone, and store/ticket_fields writes what comes of it.
while IFS= read -r file; do
  complain "$file: only store/ticket_fields writes the state, the turn, the holder and the clocks of a ticket"
done < <(grep -rlPzo '(?s)UPDATE ticket\s+SET((?!\bWHERE\b|;\n).)*\b(state|waiting_since|closed_at|outcome|postponed_until|clerk|first_answered_at) *=' \
           lib --include='*.cpp' --include='*.hpp' | grep -v '^lib/store/ticket_fields.cpp$' || true)

# Notices move along domain/notice_moves alone.
while IFS= read -r file; do
  complain "$file: only store/notices writes the state of a notice"
done < <(grep -rlPzo '(?s)UPDATE notice\s+SET((?!\bWHERE\b|;\n).)*\b(state|paused_at|ended_at|started_at|approved_at) *=' \
           lib --include='*.cpp' --include='*.hpp' | grep -v '^lib/store/notices.cpp$' || true)

# What is recorded has a sentence: the verbs stand in one table, and the words of each in cli/event_words.
while IFS= read -r verb; do
  grep -qF "\"$verb\"" lib/domain/event_verb.cpp || complain "\"$verb\" is recorded, and is no EventVerb"
done < <(grep -rhPzo '(?s)(\b|_)(record|hand_over)\((db, |db, ticket, [^;"]*)?\s*([a-z.:_ ]+ \? "[a-z_]+" : )?"[a-z_]+"' lib --include='*.cpp' |
           tr '\0' '\n' | grep -oE '"[a-z_]+"' | tr -d '"' | sort -u)

# A sentence for a person is broken where the terminal ends: Printer knows how wide that is.
while IFS=: read -r file line _; do
  complain "$file:$line: a sentence is printed by Printer::sentence"
done < <(grep -rnE '\bout(_|\(\))?\.line\((_|say|plural)\(' cli || true)

# Who reads a comment has this repository and nothing else.
while IFS=: read -r file line _; do
  complain "$file:$line: cites a file or a number of facts that is not in the repository"
done < <(grep -rnE '\b(product|architecture|style|screens|pitfalls|italy|performance|whatsapp-cloud-api)\.md\b|\.\./shared/|\((facts|contract|section) [0-9]' \
           lib cli man scripts tests --include='*.?pp' --include='*.sh' --include='*.sql' --include='*.[1357]' |
           grep -vE '^scripts/check_layers\.sh:' || true)

[ "$faults" -eq 0 ] || exit 1
