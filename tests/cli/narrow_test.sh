# Terminals narrower than 80 columns: nothing is wider than they are, and no word is broken in its middle.
. "$(dirname "$0")/lib.sh"

office '[[service]]
slug = "lavori-pubblici"
name = "Lavori pubblici e manutenzioni"
[[topic]]
slug = "meteo"
name = "Protezione civile"
on = ["METEO ON"]
off = ["METEO OFF"]'
insert_tickets 12
sql "UPDATE message SET text = 'Buongiorno, buca in via Roma davanti al civico 12, pericolosa per chi va in bicicletta'"
sql "UPDATE ticket SET preview = 'Buongiorno, buca in via Roma davanti al civico 12'"
sql "UPDATE contact SET profile_name = 'Maria Giovanna Serra' WHERE id < 4"
export URP_CLERK=maria
expect 0 "$urp" take 1 2
expect 0 "$urp" note 1 'Sentito il capocantiere, la squadra passa domani mattina'
expect 0 "$urp" reply 1 'Grazie, la squadra passa domani mattina presto'
expect 0 "$urp" route 3 lavori-pubblici --tell
expect 0 "$urp" close 4
expect 0 "$urp" flag 5/1 offensive --hide
expect 0 "$urp" contact subscribe c6 meteo --evidence 'modulo cartaceo'
printf 'From: uno@example.org\nSubject: Preventivo per la manutenzione del verde\n\nIn allegato.\n' | "$urp" mail-in
printf 'From: due@example.org\nSubject: Altro\n\nAltro.\n' | "$urp" mail-in
expect 0 "$urp" reply 8 'Una bozza' --park
expect 0 "$urp" notice new allerta-meteo-23 --topic meteo --text 'Allerta meteo arancione oggi dalle 18 alle 24: evitare i sottopassi.'

# fits COLUMNS ARGUMENTS: screen, messages and hints.
fits() {
  local columns=$1; shift
  URP_FORCE_TTY=$columns "$urp" --color never "$@" > screen 2>&1 < /dev/null
  COLUMNS=$columns perl -CSD -ne 'chomp; $wide = 1, print STDERR "$_\n" if length > $ENV{COLUMNS}; END { exit !!$wide }' screen ||
    fail "wider than $columns columns: urp $*"
}
for language in it en; do
  export URP_LANG=$language
  for columns in 40 60; do
    for screen in status inbox 'inbox --all' 'show 1' 'show 3 --all' 'show 5' 'outbox' 'outbox --failed' 'contact show c1' \
      'contact show c6' 'contact list' 'contact subscriptions c6' 'notice list' 'notice show allerta-meteo-23' \
      'notice results allerta-meteo-23' 'search buca' 'topic list' 'topic show meteo' 'template list' 'flag --list' \
      'media 1' 'tag --list' 'help' 'help close' 'help notice' 'reply 4 ciao' 'route 2 niente' 'close 99' 'inbox --state boh' \
      'close' 'take 1' 'urgent 1' 'later 2 3d' 'undo' 'drafts' 'mail-in --list' 'redact 6/1' 'redact 6/1 Buongiorno' \
      'redact 6/1 --undo' 'search boh' 'similar 1' 'stats' 'rules test' 'canned' 'protocol 1' 'clock 1' 'verify' 'outbox --parked' \
      'audit -n 3' 'log' 'doctor' 'purge' 'publish 1' 'export boh' 'contact hold c1' 'contact show 99' 'tag 1'; do
      # shellcheck disable=SC2086
      fits "$columns" $screen
    done
  done
done

# What has no room beside each other stands beneath each other, whole.
URP_FORCE_TTY=40 expect 0 "$urp" --lang en contact list
contains out 'Maria Giovanna Serra'
contains out '+39 333 000 0001'
contains out 'unclosed 1'
