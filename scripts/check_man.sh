#!/usr/bin/env bash
# Compares the manual with the program, both ways: verbs and pages, options, exit numbers, environment, settings with
# their defaults, JSON keys, columns, references between pages. Also: mandoc finds nothing, and the help is Italian.
#   scripts/check_man.sh BUILD [MAN]    MAN: the folder of the pages, for trying it on changed ones
set -eu
urp=$(cd "${1:?the build folder}" && pwd)/bin/urp
man=${2:+$(cd "$2" && pwd)}
man=${man:-man}
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
unset LANGUAGE URP_LANG URP_CONFIG URP_DATABASE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_CONFIG_HOME=$work
faults=0
complain() { echo "check_man: $*" >&2; faults=$((faults + 1)); }

# same WHAT LEFT FILE RIGHT FILE: two sets of words; every word on one side only is a fault.
same() {
  local what=$1 left=$2 right=$4 word
  for word in $(comm -23 <(sort -u "$3") <(sort -u "$5")); do complain "$what: $word is in $left, not in $right"; done
  for word in $(comm -13 <(sort -u "$3") <(sort -u "$5")); do complain "$what: $word is in $right, not in $left"; done
}
# within WHAT LEFT FILE RIGHT FILE: every word on the left is on the right too.
within() {
  local word
  for word in $(comm -23 <(sort -u "$3") <(sort -u "$5")); do complain "$1: $word is in $2, not in $4"; done
}
help_of() { "$urp" --lang "$1" "$2" --help; }
# Of a help text: the heads of its entries, `  -n, --limit N`, and `    --origin` below a part.
options_in() { sed -nE 's/^ {2,4}(-[^ ,[]+(, -[^ ,[]+)*).*/\1/p' | tr -d ' ' | tr ',' '\n'; }
# Of a page: what follows each Fl on a macro line, written as on the command line.
flags_in() {
  awk '/^\./ { for (i = 1; i < NF; ++i) if ($i ~ /^\.?Fl$/ && $(i + 1) ~ /^-?[a-z]/) print "-" $(i + 1) }' "$1"
}
# words_after MACRO FILE: all words of that macro, up to the next macro on the line.
words_after() {
  awk -v macro="$1" '/^\./ {
    sub(/^\./, ". ")
    for (i = 2; i <= NF; ++i) {
      if ($i ~ /^[A-Z][a-z]([a-z])?$/) taking = $i == macro
      else if (taking && $i ~ /^[A-Za-z_0-9]+$/) print $i
    }
    taking = 0
  }' "$2"
}
section() { awk -v title="$1" '/^\.Sh / { inside = $0 == ".Sh " title; next } inside' "$2"; }
numbers_in() { sed -nE 's/^\.It ([0-9]+)$/\1/p'; }

verbs=$("$urp" --lang en --help | sed -nE 's/^  ([a-z][a-z-]*) .*/\1/p')
[ -n "$verbs" ] || complain "urp --help lists no verb"
for verb in $verbs; do
  [ -f "$man/urp-$verb.1" ] || complain "urp $verb has no page $man/urp-$verb.1"
done
for page in "$man"/urp-*.1 "$man"/it/urp-*.1; do
  verb=${page##*/urp-}; verb=${verb%.1}
  case " ${verbs//$'\n'/ } " in *" $verb "*) ;; *) complain "$page: there is no verb $verb" ;; esac
done

# Options: help, page, Italian page, completion.
: > "$work/union"
# offered WORD...: what completion offers in the place of the last word.
offered() { printf '%s\0' urp "$@" | "$urp" completion bash --line 2> /dev/null | tail -n +2 | cut -f1; }
for verb in $verbs; do
  help_of en "$verb" > "$work/en.$verb"
  help_of it "$verb" > "$work/it.$verb"
  options_in < "$work/en.$verb" > "$work/options"
  options_in < "$work/it.$verb" > "$work/options_it"
  grep -q -- '--help' "$work/options" || complain "urp $verb --help: no option is read from it"
  same "urp $verb --help" English "$work/options" Italian "$work/options_it"
  { offered "$verb" -; for part in $(offered "$verb" '' | { grep -v '^-' || true; }); do offered "$verb" "$part" -; done; } |
    { grep '^--' || true; } > "$work/completed"
  grep '^--' "$work/options" > "$work/long"  # who types a short option needs no completion
  same "urp $verb" "--help" "$work/long" "completion" "$work/completed"
  cat "$work/options" >> "$work/union"
  for page in "$man/urp-$verb.1" "$man/it/urp-$verb.1"; do
    [ -f "$page" ] || continue
    flags_in "$page" > "$work/flags"
    same "$page" "urp $verb --help" "$work/options" "the page" "$work/flags"
  done
  sort -u "$work/options" > "$work/options.$verb"
  if [ -f "$work/common" ]; then comm -12 "$work/common" "$work/options.$verb" > "$work/both"; mv "$work/both" "$work/common"
  else cp "$work/options.$verb" "$work/common"; fi
done
{ cat "$work/union"; echo --version; } > "$work/known"
for page in "$man/urp.1" "$man/it/urp.1"; do
  flags_in "$page" > "$work/flags"
  within "$page" "the options of every verb" "$work/common" "the page" "$work/flags"
  within "$page" "the page" "$work/flags" "the options of any verb" "$work/known"
done
for page in "$man"/*.5; do
  flags_in "$page" > "$work/flags"
  within "$page" "the page" "$work/flags" "the options of any verb" "$work/known"
done

# Italian: no sentence of the help may be the English one; a list of values may.
described() { awk '/^[^ ]/ { next } /^  +[^ ].*  / { sub(/^ +[^ ]+( [^ ]+)*  +/, ""); if (text) print text; text = $0; next }
  NF { sub(/^ +/, ""); text = text " " $0 } END { print text }' "$1" | sed '$d'; }
for verb in $verbs; do
  while read -r line; do
    [[ "$line" =~ ^[^\ ]+(,\ [^\ ]+)*(\ \([^\ ]*\))?$ ]] || complain "urp --lang it $verb --help: is English: $line"
  done < <(comm -12 <(described "$work/en.$verb" | sort) <(described "$work/it.$verb" | sort))
  ! diff -q <(head -n 3 "$work/en.$verb" | sed 's/.*: //') <(head -n 3 "$work/it.$verb" | sed 's/.*: //') > /dev/null ||
    complain "urp --lang it $verb --help: the first lines are English"
done

# Examples: an option of another verb, or of none, helps nobody.
commands_in() {  # every `urp VERB WORDS...` of the displayed lines; a line that ends in \e goes on
  awk '/^\.Dl / || /^[^.]/ {
    line = whole $0; whole = ""
    if (sub(/\\e$/, "", line)) { whole = line; next }
    count = split(line, parts, "|")
    for (i = 1; i <= count; ++i) if (match(parts[i], /(^|[ (])urp [a-z]+( .*)?$/)) {
      command = substr(parts[i], RSTART); sub(/^[ (]?urp /, "", command); print command
    }
  }' "$1"
}
for page in "$man"/*.[15] "$man"/it/*.1; do
  while read -r verb options; do
    case " ${verbs//$'\n'/ } " in *" $verb "*) ;; *) continue ;; esac
    for option in $options; do
      case $option in --*) ;; *) continue ;; esac
      option=${option%%=*}; option=${option%[\'\)]}
      grep -qxe "$option" "$work/options.$verb" || complain "$page: an example has urp $verb $option"
    done
  done < <(commands_in "$page")
done

# Exit numbers: the program, urp.1, every other page, --help, the names of the errors.
{ echo 0; sed -nE 's/^ *return ([0-9]+);/\1/p' cli/exit_status.cpp; } > "$work/numbers"
section "EXIT STATUS" "$man/urp.1" | numbers_in > "$work/listed"
same "exit status" cli/exit_status.cpp "$work/numbers" "$man/urp.1" "$work/listed"
for page in "$man"/urp-*.1 "$man"/it/*.1; do
  { section "EXIT STATUS" "$page"; section "STATO D'USCITA" "$page"; } | numbers_in > "$work/named"
  for number in 0 2; do
    grep -qx "$number" "$work/named" || complain "$page: the exit status $number is not explained"
  done
  within "$page: exit status" "the page" "$work/named" "$man/urp.1" "$work/listed"
done
"$urp" --lang en --help | tr '\n' ' ' | sed 's/.*Exit status://' | grep -oE '[0-9]+' > "$work/named"
within "urp --help: exit status" "the help" "$work/named" "$man/urp.1" "$work/listed"
sed -nE 's/^ *case Fault::([a-z_]+):$/\1/p; s/^ *return ([0-9]+);$/\1/p' cli/exit_status.cpp | sed '$d' |
  paste -d = - - > "$work/names"
awk '/^\.It [0-9]+$/ { number = $2; next } number && /^\.Ql / { print $2 "=" number } { number = "" }' "$man/urp-json.5" > "$work/named"
same "error names" cli/exit_status.cpp "$work/names" "$man/urp-json.5" "$work/named"

# Environment.
{ grep -rhoE '(environment|xdg|first_set)\("[A-Z_]+"' cli --include='*.cpp'; grep -hoE '"(LC_ALL|LANG)"' cli/language.cpp; } |
  grep -oE '[A-Z][A-Z_]+' > "$work/read"
{ words_after Ev "$man/urp.1"; } > "$work/explained"
same environment "cli/*.cpp" "$work/read" "$man/urp.1" "$work/explained"

# Settings, with the value each has when it is left out.
cat > "$work/full.toml" <<'TOML'
[[service]]
slug = "s"
name = "S"
[[rule]]
service = "s"
words = ["w"]
[[topic]]
slug = "t"
name = "T"
on = ["on"]
off = ["off"]
[[retention]]
class = "c"
kinds = ["request"]
keep = "5y"
TOML
"$urp" config show --origin --config "$work/full.toml" | sed 's/\[1\]//' |
  awk -F '\t' '{ gsub(/ /, "_", $2); print $1 "=" ($3 == "default" ? $2 : "required") }' > "$work/settings"
awk '/^\.Ss \[/ { table = $2; gsub(/[][]|\\&/, "", table) }
  /^\.Sh / { table = "" }
  table && /^\.It Ic / {
    key = $3; value = $0
    if (!sub(/.* No = Li /, "", value)) value = "required"
    gsub(/\\\(dq/, "\"", value); gsub(/ /, "_", value)
    print table "." key "=" value
  }' "$man/urp.toml.5" > "$work/explained"
same settings "urp config show" "$work/settings" "$man/urp.toml.5" "$work/explained"

# Keys of JSON, columns of CSV.
{
  grep -hoE '(json\.(field|list|key|maybe|null_field)\(|put_(named|tally)\(json, )"[a-z_0-9]+"' lib/render/json*.[ch]pp lib/render/row*.[ch]pp
  grep -hoE '[\]"[a-z]+[\]":\[' lib/render/rows.cpp | tr -d '[\\'
  grep -hoE '\{"(path|result|configuration|database|media)"' cli/cmd_*.cpp
} | grep -oE '"[a-z_0-9]+"' | tr -d '"' > "$work/written"
words_after Ic "$man/urp-json.5" > "$work/explained"
same "JSON keys" "lib/render" "$work/written" "$man/urp-json.5" "$work/explained"
for what in tickets messages notices; do
  "$urp" export "$what" --database "$work/urp.db" | tr ',' '\n' > "$work/columns"
  section EXPORTS "$man/urp-json.5" | awk -v what="$what" '/^\./ { inside = $0 == ".It Cm " what; next } inside' |
    sed 's/, */\n/g' | grep . > "$work/explained"
  cmp -s "$work/columns" "$work/explained" ||
    complain "$man/urp-json.5: columns of $what: $(diff "$work/columns" "$work/explained" | grep '^[<>]' | tr '\n' ' ')"
done

# References: to pages of ours that exist, or to a few well-known ones.
for page in "$man"/*.[15] "$man"/it/*.1; do
  while read -r name number; do
    case $name in
      urp*) [ -f "$man/$name.$number" ] || complain "$page: refers to $name($number), which does not exist" ;;
      man | jq) ;;
      *) complain "$page: refers to $name($number), which is not ours" ;;
    esac
  done < <(sed -nE 's/^\.(It )?Xr ([^ ]+) ([0-9]).*/\2 \3/p' "$page")
  { section "SEE ALSO" "$page"; section "VEDERE ANCHE" "$page"; } | grep -q '^\.Xr ' || complain "$page: names no other page"
done

# What mandoc finds, but for pages that are not installed and what today is. It knows English headings only, and counts bytes.
english() {
  sed "s/^\.Sh NOME/.Sh NAME/; s/^\.Sh SINTASSI/.Sh SYNOPSIS/; s/^\.Sh DESCRIZIONE/.Sh DESCRIPTION/; s/^\.Sh ESEMPI/.Sh EXAMPLES/
    s/^\.Sh STATO D'USCITA/.Sh EXIT STATUS/; s/^\.Sh VEDERE ANCHE/.Sh SEE ALSO/; s/[^ -~]/x/g" "$1"
}
mkdir "$work/lint"
for page in "$man"/*.[15] "$man"/it/*.1; do
  copy=$work/lint/${page##*/}  # mandoc reads the section from the name
  if [[ "$page" == */it/* ]]; then english "$page"; else cat "$page"; fi > "$copy"
  mandoc -Tlint -Wstyle "$copy" > "$work/found" 2> /dev/null || true
  while read -r line; do
    case $line in *"referenced manual not found"* | *"outdated mandoc.db"* | *"date in the future"*) continue ;; esac
    complain "$page${line#*"$copy"}"
  done < "$work/found"
done

[ "$faults" -eq 0 ] || { echo "check_man: $faults faults" >&2; exit 1; }
