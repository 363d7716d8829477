#!/usr/bin/env bash
# Completion in the real shells: bash and zsh on a terminal, fish through its own engine.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria PATH=$build/bin:$PATH
office '[canned]
orari = "Aperti 9-12."
[[service]]
slug = "ambiente"
name = "Ambiente"
mail = "ambiente@example.org"
[[topic]]
slug = "meteo"
name = "Allerta meteo"
on = ["METEO ON"]
off = ["METEO OFF"]'
insert_tickets 3
expect 0 "$urp" tag 1 zona:nord
expect 0 "$urp" take 3
expect 0 "$urp" notice new allerta --topic meteo --text Ciao
expect 0 "$urp" notice new avviso --topic meteo --text Ciao
mkdir -p "$scratch/files/cartella"
cd "$scratch/files" || exit 1
: > 'modulo iscrizione.pdf'; : > avviso.pdf; : > cartella/dentro.pdf; : > '$(touch presa).pdf'

# What urp answers, whatever the shell: the line, one word an argument.
answer() { printf '%s\0' "$@" | "$urp" completion bash --line | cut -f1 | tr '\n' ' '; }
equal "$(answer urp clo)" 'words close clock ' "a verb"
equal "$(answer urp inbox --state new,wai)" 'words new,waiting ' "behind a comma"
equal "$(answer urp inbox --state=o)" 'words --state=open ' "behind ="
equal "$(answer urp --config urp.toml --lang it route 1 a)" 'words ambiente ' "options before the verb"
equal "$(answer urp kind 1 r)" 'words request report ' "a kind"
equal "$(answer urp flag 1/1 o)" 'words offensive ' "a ground"
equal "$(answer urp release '')" 'words 3 ' "what one holds"
equal "$(answer urp notice show '')" 'words avviso allerta ' "the notices"
equal "$(answer urp notice show allerta '')" "words $(answer urp notice show allerta - | cut -d' ' -f2-)" "options where no word is left"
equal "$(answer urp topic show '')" 'words meteo ' "the topics"
equal "$(answer urp contact subscribe c1 '')" 'words meteo ' "the topics of a contact"
equal "$(answer urp contact show c3)" 'words c3 ' "the contacts"
equal "$(answer urp close 1 --outcome re)" 'words resolved rejected ' "outcomes"
equal "$(answer urp inbox --tag close '')" "words $(answer urp inbox - | cut -d' ' -f2-)" "a tag that is called like a verb"
equal "$(answer urp reply 1 --attach '')" 'files ' "files"
equal "$(answer urp reply 1 --attach=a)" 'files ' "files behind ="
equal "$(answer urp media 1 --save '')" 'folders ' "folders"
equal "$(answer urp config show '')" "words $(answer urp config show - | cut -d' ' -f2-)" "no tickets for config show"
equal "$(answer urp reply 1 -- -)" 'words ' "no options behind --"
equal "$(answer urp boh '')" 'words ' "behind an unknown verb"

# on SHELL SETUP [OPTIONS]: at a terminal of its own, wide enough for a line.
on() {
  typing "$3"
  press ' stty cols 200 rows 50\n'
  press "$2; echo rea\"\"dy\n"
  shows ready
}
# gives LINE WANTED [TABS]: the line on the screen after the tabs (1) holds WANTED; then ctrl-U.
gives() {
  local tabs
  tabs=$(printf '%*s' "${3:-1}" '' | sed 's/ /\\t/g')
  press "$1$tabs"
  wait_for 20 grep -aqF -- "$2" screen || { echo "'$1<TAB>' does not give: $2" >&2; cat -v screen >&2; }
  press '\025'
}
leave() { press '\025exit\n'; wait "$typist" 2>/dev/null; exec 9>&-; }

all_lines() {
  gives 'urp sta' 'urp status'
  gives 'urp reply 1 --canned o' '--canned orari'
  gives 'urp inbox --state wai' '--state waiting'
  gives 'urp inbox --state=wai' '--state=waiting'
  gives 'urp inbox --state new,clo' 'new,closed'
  gives 'urp --lang it doc' '--lang it doctor'
  gives 'urp tag 2 zona:n' 'zona:nord'
  gives 'urp reply 1 --attach av' '--attach avviso.pdf'
  gives 'urp reply 1 --text-file mod' 'modulo\ iscrizione.pdf'
  gives 'urp media 1 --save car' '--save cartella'
  gives 'urp reply 1 --attach cartella/d' 'cartella/dentro.pdf'
  gives 'urp notice show al' 'notice show allerta'
  gives 'urp route 1 am' 'route 1 ambiente'
  gives 'urp export ti' 'export tickets'
  gives 'urp config show --ori' '--origin'
}
on bash 'source <(urp completion bash)' 'env PS1="> " HISTFILE= bash --norc --noprofile -i'
all_lines
gives 'urp notice results x --status ' 'uncertain' 2
leave
export ZDOTDIR=$scratch/zsh
mkdir -p "$ZDOTDIR/functions"
urp completion zsh > "$ZDOTDIR/functions/_urp"
equal "$(head -n 1 "$ZDOTDIR/functions/_urp")" '#compdef urp' "the first line for compinit"
for how in 'source <(urp completion zsh)' "fpath=($ZDOTDIR/functions \$fpath); autoload -Uz compinit; compinit -u -D"; do
  on zsh "$how" 'env PS1="> " HISTFILE= zsh -f -i'
  all_lines
  leave
done
[ -e presa ] && fail "a shell ran the name of a file"

# fish has an engine that can be asked.
offers() {
  fish --no-config -c 'urp completion fish | source; complete -C "$argv[1]"' -- "$1" 2> ../fish.err | cut -f1 > ../offered
  [ ! -s ../fish.err ] || fail "fish says: $(head -n 1 ../fish.err)"
  [ -z "${2:-}" ] || grep -qxF -- "$2" ../offered || fail "fish: '$1<TAB>' does not offer $2: $(head -n 8 ../offered | tr '\n' ' ')"
}
offers 'urp sta' status
offers 'urp route 1 ' ambiente
offers 'urp inbox --state=wai' --state=waiting
offers 'urp inbox --state new,wai' new,waiting
offers 'urp --lang it sta' status
offers 'urp notice cancel ' allerta
offers 'urp notice results allerta --status ' uncertain
offers 'urp tag 2 zona:n' zona:nord
offers 'urp reply 1 --attach av' avviso.pdf
offers 'urp reply 1 --attach=av' --attach=avviso.pdf
offers 'urp reply 1 --text-file mod' 'modulo iscrizione.pdf'
offers 'urp media 1 --save car' cartella/
offers 'urp show ' 3
offers 'urp inb --' ''
for line in 'urp config show ' 'urp notice show ' 'urp contact show ' 'urp inbox --tag close ' 'urp reply 1 --attach '; do
  offers "$line"
  grep -qxF 3 ../offered && fail "fish: '$line<TAB>' offers a ticket"
done

# A key that is pressed makes no database: perhaps its volume is not mounted yet. Nor does it fill an empty file.
mkdir "$scratch/unmounted"
export URP_DATABASE=$scratch/unmounted/urp.db
equal "$(answer urp show '')" 'words ' "tickets without a database"
equal "$(find "$scratch/unmounted" -type f | wc -l)" 0 "files that a TAB made"
: > "$URP_DATABASE"
equal "$(answer urp show '')" 'words ' "tickets of an empty file"
equal "$(stat -c %s "$URP_DATABASE")" 0 "bytes that a TAB wrote"
unset URP_DATABASE

# Without a configuration a key that is pressed says nothing, and verbs are completed all the same.
unset URP_CONFIG
offers 'urp show '
equal "$(wc -l < ../offered)" 0 "tickets without a configuration"
offers 'urp sta' status
[ "$failures" -eq 0 ]
