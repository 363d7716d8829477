# Who may do what, tried from a second login: every verb, and what asks for a supervisor, both refused (9, and nothing
# changed, not one entry of the register more) and allowed. The login counts; saying --clerk does not help.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/memory_lib.sh"
[ "$(id -u)" -eq 0 ] || { echo "not root: a second login is not tried" >&2; exit 0; }
open_to_others
export URP_LANG=en
group=54320
stranger=54321   # of the group, so that the files do not keep them out; not one of the office's clerks
clerk=54322      # who is no supervisor
supervisor=54323

office "[archive]
publisher = \"Comune di Cagliari\"
[roles]
supervisor = [\"uid$supervisor\"]
[notice]
approve_above = 1
[audit]
head = \"heads\"
[[service]]
slug = \"ambiente\"
name = \"Ambiente\"
[[topic]]
slug = \"meteo\"
name = \"Allerta meteo\"
on = [\"METEO ON\"]
off = [\"METEO OFF\"]
[canned]
orari = \"Aperti la mattina.\"
[[retention]]
class = \"ordinaria\"
kinds = [\"request\"]
keep = \"30d\""
cp urp.toml no_list.toml  # anybody may call themselves what they like: roles hold all the same
sed -i "s/^name = \"URP.*/&\nclerks = [\"uid$clerk\", \"uid$supervisor\", \"maria\"]/" urp.toml

# Cases 1 and 2 are open, 3 is past its time; a message is hidden; a notice of the clerk's waits to be approved.
chmod 2770 office; chgrp $group office
people 8
sql "UPDATE ticket SET state = 'open', waiting_since = 1, closed_at = NULL, outcome = NULL WHERE id IN (1, 2, 4);
     UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 3;
     UPDATE ticket SET contact = 2, number = 1 WHERE id = 4;
     INSERT INTO subscription (contact, topic, identity, at, evidence) SELECT id, 'meteo', 'phone', 1, 'test' FROM contact"
as() { setpriv --reuid="$1" --regid=$group --clear-groups env -u XDG_RUNTIME_DIR HOME="$scratch/home.$1" XDG_CONFIG_HOME="$scratch/home.$1" "${@:2}"; }
for uid in $stranger $clerk $supervisor; do mkdir -m 700 "home.$uid"; chown "$uid:$group" "home.$uid"; done
chmod 644 ./*.toml; mkdir -m 777 made; : > heads; chgrp -R $group office heads; chmod 660 heads
expect 0 as $supervisor "$urp" flag 5/1 offensive --hide
for what in 'new avviso --topic meteo --text Domani.' 'schedule avviso'; do
  # shellcheck disable=SC2086
  expect 0 "$urp" notice $what --clerk maria
done
expect 0 as $clerk "$urp" notice new bozza --topic meteo --text 'Domani scuole aperte.'
expect 0 "$urp" backup copia.db --no-media; chmod 644 copia.db
printf 'Subject: prova\n\nciao\n' > mail
cp -a office whole

# WHO|exit when allowed|command. WHO: clerk (one of [office] clerks), terminal (a clerk too, at a terminal), supervisor, anyone
# (whoever may read the files: what runs for machines, and what opens no office).
cat > table <<'TABLE'
clerk|0|status
clerk|0|inbox
clerk|0|next
terminal|0|triage --plain
clerk|0|show 1
supervisor|0|show 5 --unseal
supervisor|0|show 5 --unseal --json
clerk|0|reply 1 Domani.
clerk|0|similar 1
clerk|0|note 1 nota
clerk|0|route 1 ambiente --no-mail
clerk|0|close 1
clerk|0|reopen 6
clerk|0|later 1 3d
clerk|0|new 3330009999 --kind request --by phone Buca
clerk|0|take 1
clerk|0|release --mine
clerk|0|assign 1 maria
clerk|0|urgent 1
clerk|0|kind 1 report
clerk|0|subject 1 Buca
clerk|0|clock 1
clerk|0|clock 1 --suspend third-parties
clerk|0|tag 1 verde
clerk|0|identify 1 declared
clerk|0|flag 1/1 spam
clerk|0|flag 1/1 spam --hide
clerk|0|flag 5/1 --undo
clerk|0|flag --list
clerk|0|flag 1/1 threat --report made/report
supervisor|0|flag 1/1 threat --report made/report --unseal
clerk|0|redact 1/1 parola
clerk|7|split 1/1
clerk|0|merge 4 2
clerk|0|link 1 2
clerk|3|undo
clerk|0|log
clerk|3|cancel 1/9
clerk|0|outbox
clerk|3|outbox resend 1/9 --yes
clerk|3|outbox give-up 1/9
clerk|0|drafts
clerk|0|media 1
clerk|0|media 1 --save made
clerk|0|canned list
clerk|0|canned show orari
clerk|0|template list
clerk|3|template show benvenuto
clerk|4|template sync
clerk|0|notice new altro --topic meteo --text Domani.
clerk|0|notice list
clerk|0|notice show avviso
clerk|6|notice rehearse avviso --to +393330009999
clerk|0|notice schedule bozza
supervisor|0|notice approve avviso
anyone|4|notice run
clerk|0|notice pause avviso
clerk|7|notice resume avviso
clerk|0|notice cancel avviso
clerk|7|notice retry avviso
clerk|0|notice results avviso
clerk|0|topic list
clerk|0|topic show meteo
clerk|0|topic keywords
clerk|0|contact list
clerk|0|contact show c1
clerk|0|contact note c1 nota
clerk|0|contact name c1 Rita
clerk|2|contact merge c1 c2
clerk|0|contact block c1 --for 1d
clerk|0|contact unblock c1
clerk|0|contact subscribe c1 meteo --evidence modulo
clerk|0|contact unsubscribe c1 meteo
clerk|0|contact subscriptions c1
supervisor|0|contact access c2 -o made/package
supervisor|0|contact erase c6 --dry-run
supervisor|0|contact erase c6 --confirm=c6
clerk|0|contact hold c2
clerk|0|search parola
clerk|0|stats
clerk|0|stats --html made/stats.html
clerk|0|protocol 6 12/2026
clerk|0|publish 6
supervisor|0|export tickets -o made/file
supervisor|0|export messages -o made/file
supervisor|0|export messages --format jsonl --state-file made/state -o made/file
supervisor|0|export contacts -o made/file
supervisor|0|export media -o made/file
supervisor|0|export notices -o made/file
supervisor|0|export events -o made/file
supervisor|0|export dossier 3 -o made/dossier
clerk|0|export services -o made/file
clerk|0|export messages --pseudonymise -o made/file
clerk|0|export opendata -o made/open
anyone|2|tutorial
anyone|7|init
anyone|4|listen
anyone|4|sync
anyone|0|mail-in < mail
clerk|0|mail-in --list
clerk|3|mail-in --dismiss 9 --reason altrui
clerk|3|mail-in --attach-to 1 9
anyone|1|doctor
anyone|0|backup made/copy.db
supervisor|0|restore copia.db --dry-run
supervisor|0|restore copia.db --confirm=restore --no-media
clerk|0|purge
clerk|0|purge --register
supervisor|0|purge --yes
anyone|0|verify
supervisor|0|audit
supervisor|0|audit --jsonl
supervisor|0|audit head
supervisor|0|audit head --write
anyone|0|migrate --dry-run
anyone|0|replay
anyone|0|rules list
clerk|0|rules test
clerk|0|rules propose
anyone|0|config path
anyone|0|config check
anyone|0|config show
anyone|0|completion bash
anyone|0|help
TABLE

# The table is whole: every verb, every part of those that have parts, every option that says it is a supervisor's.
cut -d'|' -f3 table > commands
"$urp" --help | sed -nE 's/^  ([a-z-]+)  .*/\1/p' > verbs
[ "$(wc -l < verbs)" -gt 50 ] || fail "the verbs are not read any more: $(wc -l < verbs)"
while read -r verb; do
  grep -qE "^$verb( |$)" commands || fail "no row says who may do: urp $verb"
  "$urp" "$verb" --help > page
  for part in $(sed -nE '/^What:/,/^Options of/s/^  ([a-z][a-z-]*)  .*/\1/p' page); do
    grep -qE "^$verb $part( |$)" commands || fail "no row says who may do: urp $verb $part"
  done
  for option in $(tr '\n' ' ' < page | grep -oE -- '--[a-z-]+[^-]*of a supervisor' | grep -oE -- '^--[a-z-]+'); do
    grep -qE "^supervisor\|[0-9]+\|$verb .*$option( |$)" table || fail "no row tries: urp $verb $option"
  done
done < verbs
kinds=$("$urp" export --help | sed -nE '/^  WHAT /,/^  T /p' | tr -s '\n ' ' ' | sed 's/;.*//; s/ WHAT //; s/,//g')
[ "$(wc -w <<< "$kinds")" -ge 7 ] || fail "the kinds of export are not read any more: $kinds"
for what in $kinds dossier opendata; do
  grep -qE "^export $what( |$)" commands || fail "no row says who may do: urp export $what"
done

# state: what there is, in the tables and beside them.
state() { { sql .dump; find office made heads -type f ! -name '*-wal' ! -name '*-shm' -printf '%p %s\n' | sort; } | sha256sum; }
started() { rm -rf office made heads; cp -a whole office; mkdir -m 777 made; : > heads; chgrp $group heads; chmod 660 heads; }
run() {  # run LOGIN CONFIGURATION COMMAND: its exit
  rm -f out err
  local shell=(timeout 60 bash -c)
  [ -z "${at_terminal:-}" ] || shell=(timeout 60 script -qec)  # one screen: what it says stands there
  as "$1" env URP_CONFIG="$scratch/$2" ${acts_as:+URP_CLERK="uid$acts_as"} "${shell[@]}" "'$urp' $3" ${at_terminal:+/dev/null} > out 2> err <<< q
  local got=$?
  [ -z "${at_terminal:-}" ] || mv out err
  : >> out
  return "$got"
}
before=
refused() {  # refused WORDS LOGIN CONFIGURATION COMMAND
  run "$2" "$3" "$4"; local got=$?
  [ "$got" -eq 9 ] || { fail "exit $got, not 9: uid $2, $3${acts_as:+, as uid$acts_as}: urp $4"; cat out err >&2; }
  contains err "$1"
  [ ! -s out ] || fail "refused, and yet it printed something: urp $4"
  cat err >> refusals
}
# own_office: the same, made for the real WhatsApp; the login's own configuration beside it names nobody.
sed 's|^base_url.*|base_url = "https://graph.facebook.com"|' urp.toml > real.toml
sed 's/^clerks = .*//; s/^supervisor = .*//' real.toml > own.toml; chown $clerk:$group own.toml; chmod 644 real.toml own.toml

: > refusals
while IFS='|' read -r who status command <&3; do
  started; before=$(state)
  case $who in
    clerk) refused 'is not one of the office' $stranger urp.toml "$command"
      acts_as=$clerk refused 'may not act as' $stranger urp.toml "$command"
      allowed=$clerk ;;
    supervisor) refused 'may not' $clerk urp.toml "$command"
      acts_as=$supervisor refused 'may not act as' $clerk urp.toml "$command"
      acts_as=$supervisor refused 'may not' $clerk no_list.toml "$command"
      lacks err 'may not act as'
      allowed=$supervisor ;;
    terminal) at_terminal=1 refused 'is not one of the office' $stranger urp.toml "$command"
      allowed=$clerk ;;
    anyone) allowed=$stranger ;;
  esac
  [ "$who" = anyone ] || equal "$(state)" "$before" "what a refused urp $command left"
  at_terminal=
  [ "$who" != terminal ] || at_terminal=1
  run "$allowed" urp.toml "$command"; got=$?
  [ "$got" -eq "$status" ] || { fail "exit $got, not $status: uid $allowed: urp $command"; cat out err >&2; }
done 3< table
# Each gate of the library was met.
grep -rhoE 'require_supervisor\([^;]*_\("[^"]*"\)' "$source_dir/lib/desk" | sed -E 's/.*_\("(.*)"\)/\1/' | sort -u > gates
[ "$(wc -l < gates)" -ge 6 ] || fail "the gates are not read any more: $(cat gates)"
while read -r gate; do contains refusals "may not $gate"; done < gates
[ "$(grep -rlE 'is_supervisor\(' "$source_dir/lib/desk"/*.cpp | wc -l)" -eq 2 ] || fail "a gate that this test does not know"

# Four eyes: not who wrote or scheduled it, whatever they call themselves; root signs for a supervisor, and for nobody else.
started; sql "UPDATE notice SET created_by = 'uid$clerk'; UPDATE notice_author SET login = 'uid$clerk'"; before=$(state)
sed "s/^supervisor = .*/supervisor = [\"uid$supervisor\", \"uid$clerk\"]/" no_list.toml > both.toml; chmod 644 both.toml
refused 'wrote or scheduled it' $clerk both.toml 'notice approve avviso'
acts_as=$supervisor refused 'have one login' $clerk both.toml 'notice approve avviso'
refused 'may not approve notices' 0 urp.toml 'notice approve avviso'
acts_as=$clerk refused 'wrote or scheduled it' 0 urp.toml 'notice approve avviso'
equal "$(state)" "$before" 'what a refused approval left'
expect 0 "$urp" notice approve avviso --clerk "uid$supervisor"
# Nobody acts under the names of what has no clerk.
started; before=$(state)
for name in urp whatsapp mail; do
  expect 9 as $clerk "$urp" --clerk "$name" note 1 nota
  expect 9 "$urp" --clerk "$name" note 1 nota
done
equal "$(state)" "$before" 'what a refused name left'

# A real office: no gate hangs on a configuration that the caller wrote.
rm -rf office; mkdir -m 2770 office; chgrp $group office
URP_CONFIG=$scratch/real.toml expect 0 "$urp" status; chgrp -R $group office
before=$(state)
for command in 'inbox' 'note 1 nota' 'audit' 'audit head --write' 'contact access c2 -o made/package' 'contact erase c6 --dry-run' \
    'purge --yes' 'restore copia.db --confirm=restore' 'export tickets -o made/file' 'show 5 --unseal' 'backup made/copy.db' 'verify' \
    'doctor' 'replay' 'notice run' 'sync'; do
  refused "is not the office's" $clerk own.toml "$command"
done
refused 'only root or its owner' $clerk own.toml 'migrate --adopt'
equal "$(state)" "$before" 'what a configuration of one'"'"'s own left'
