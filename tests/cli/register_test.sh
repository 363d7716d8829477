# The living database is lost, and only the register beside it (or a copy of that) is left: what was hidden, masked, erased
# or destroyed since an older backup was made stays so, when it is restored and when its journal is replayed.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
start_sim
office '[[retention]]
class = "ordinaria"
kinds = ["request"]
keep = "30d"
[[retention]]
class = "journal"
keep = "60d"
[[retention]]
class = "mail"
keep = "60d"'
start_listen
sim webhooks "{\"url\":\"$url\"}"
citizen_writes 393330000106 'Rita Sanna' 'vecchia consegna'
citizen_writes 393330000103 'Paolo Usai' 'ZQXHIDDEN'
citizen_writes 393330000103 'Paolo Usai' 'il numero: ZQXMASKED, grazie'
citizen_writes 393330000103 'Paolo Usai' 'ZQXBACK torna in vista'
citizen_writes 393330000102 'Maria ZQXERASED' 'ZQXERASED abita qui'
citizen_writes 393330000105 'Ugo Pinna' 'ZQXDESTROYED'
citizen_writes 393330000104 'Anna Melis' 'resta in vista'
stop_listen
expect 0 "$urp" note 2 'ZQXNOTE'
expect 0 "$urp" reply 2 'ZQXANSWER'
expect 0 "$urp" close 3
expect 0 "$urp" close 4
letter() {  # letter WORD
  printf 'From: Ufficio <ufficio@example.org>\r\nTo: urp@example.org\r\nSubject: %s\r\nMessage-ID: <%s@example.org>\r\n\r\n%s\r\n' "$1" "$1" "$1"
}
letter ZQXLETTER | "$urp" mail-in > out 2>&1 || fail "mail-in: $(cat out)"
expect 0 "$urp" mail-in --list
contains out ZQXLETTER
sql 'UPDATE mail SET at = at - 90 * 86400; UPDATE journal SET received_at = received_at - 90 * 86400 WHERE id = 1'
expect 0 "$urp" backup vecchia.db

# Since then.
expect 0 "$urp" sync
expect 0 "$urp" flag 2/1 2/4 offensive --hide
expect 0 "$urp" flag 2/5 offensive --hide
expect 0 "$urp" flag 2/3 offensive --hide
expect 0 "$urp" redact 2/2 ZQXMASKED
expect 0 "$urp" redact 5/1 'in vista'
expect 0 "$urp" contact erase c3 --confirm=c3
sql 'UPDATE ticket SET closed_at = closed_at - 40 * 86400 WHERE id = 4'
# A mail that waits for a clerk is kept, however old; not the one that belongs nowhere.
expect 0 "$urp" purge mail --yes --json
contains out '"letters":0'
contains out '"held":1'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never purge mail
contains out 'urp mail-in --list'
equal "$(sql "SELECT state || subject FROM mail")" asideZQXLETTER 'the mail that waits'
expect 0 "$urp" mail-in --dismiss 1 --reason altrove
expect 0 "$urp" purge --yes --json
contains out '"class":"journal"'
contains out '"letters":1'
equal "$(sql "SELECT state || ifnull(subject, '') || ifnull(body, '') FROM mail")" destroyed 'the mail'
expect 0 "$urp" mail-in --list --all
lacks out ZQXLETTER
letter ZQXLETTER | "$urp" mail-in > /dev/null 2>&1 || fail 'the mail once more'
equal "$(sql 'SELECT count(*) FROM mail')" 1 'mails: the same is known again'
expect 0 env URP_FORCE_TTY=80 "$urp" --color never purge mail --yes
contains out 'nothing to destroy'
lacks out destroyed
cp office/urp.db-erasures older
expect 0 "$urp" flag 2/3 --undo
expect 0 "$urp" redact 5/1 --undo
cp office/urp.db-erasures copy

# It holds nobody's words, is of its owner alone, and none of it is due.
! grep -aqi 'zqx\|39333\|vista\|wamid' copy || fail "the register says: $(grep -ai 'zqx\|39333\|vista\|wamid' copy)"
equal "$(stat -c %a office/urp.db-erasures)" 600 'mode of the register'
equal "$(sql "SELECT value FROM cursor WHERE name = 'register_due'")" 0 'what is due'

in_sight() { "$urp" export messages > printed 2>&1; "$urp" export tickets >> printed; "$urp" search zqx* >> printed; "$urp" show 2 --all --peek >> printed; }
# out_of_sight: nothing but what was shown again.
out_of_sight() {
  in_sight
  if grep -aoE 'ZQX(HIDDEN|MASKED|NOTE|ANSWER|ERASED|DESTROYED|LETTER)' printed | sort -u > seen && [ -s seen ]; then fail "$1: printed again: $(cat seen)"; fi
  contains printed 'resta in vista'
  contains printed ZQXBACK
  for word in ZQXERASED ZQXDESTROYED ZQXLETTER 393330000102; do
    equal "$(grep -rlaF -e "$word" office | sort)" '' "$1: files in which $word stands"
  done
}
lose_database() { rm -rf office/urp.db office/urp.db-wal office/urp.db-shm office/media; }

lose_database
expect 0 "$urp" restore vecchia.db --json
contains out '"erased":1,"hidden":4,"destroyed":1,"bodies":1,"letters":1'
expect 0 "$urp" verify
out_of_sight 'beside a lost database'
equal "$(sql 'SELECT clerk FROM flag WHERE message = 2')" maria 'who hid it'
equal "$(sql "SELECT class FROM destroyed WHERE ticket = 4")" ordinaria 'the class of what was destroyed'
equal "$(sql 'SELECT CAST(body AS TEXT) FROM journal WHERE id = 1')" '{}' 'the delivery'
equal "$(sql "SELECT state FROM mail")" destroyed 'the mail'
# Not lost: it comes back as it was.
expect 0 "$urp" flag 2/1 --undo
expect 0 "$urp" redact 2/2 --undo
equal "$(sql 'SELECT group_concat(text, "|") FROM message WHERE id IN (2, 3)')" 'ZQXHIDDEN|il numero: ZQXMASKED, grazie' 'what was out of sight'

# Only the copy that was kept elsewhere; with an older one beside it the later word counts.
rm -rf office; mkdir -m 700 office; cp older office/urp.db-erasures
expect 0 "$urp" restore vecchia.db --erasures copy --json
contains out '"erased":1,"hidden":4,"destroyed":1,"bodies":1,"letters":1'
out_of_sight 'from a copy'

# The journal alone, into a new database beside the register.
rm -rf office; mkdir -m 700 office; cp copy office/urp.db-erasures
"$urp" status > /dev/null
expect 0 "$urp" replay --from vecchia.db --json
contains out '"hidden":2'
expect 0 "$urp" verify
"$urp" sync > /dev/null
in_sight
if grep -aE 'ZQX(HIDDEN|MASKED|ERASED|DESTROYED)' printed; then fail 'replayed in sight'; fi
contains printed ZQXBACK
equal "$(grep -rlaE 'ZQXERASED|ZQXDESTROYED|393330000105' office | sort)" '' 'files in which they stand'
equal "$(sql "SELECT count(*) FROM journal WHERE CAST(body AS TEXT) LIKE '%vecchia consegna%'")" 0 'the delivery that was destroyed'
equal "$(sql "SELECT count(*) FROM message WHERE text = 'vecchia consegna'")" 1 'the message that was made of it'
# Once more, and with the copy named: nothing is there twice.
expect 0 "$urp" replay --from vecchia.db --erasures copy --json
contains out '"parts":0,'
# That database is lost as well: what its register says holds for the backup from before.
lose_database
expect 0 "$urp" restore vecchia.db --no-media --json
contains out '"erased":1,"hidden":4,"destroyed":1,"bodies":1,"letters":1'
out_of_sight 'after a replay'

# What undo takes back is taken back here too.
news() { grep '^hidden ' office/urp.db-erasures | grep -vxFf before; }
cp office/urp.db-erasures before
expect 0 "$urp" flag 5/1 offensive --hide
case "$(news)" in *' offensive '*) ;; *) fail "the register says: $(news)" ;; esac
expect 0 "$urp" undo
case "$(news)" in *' shown') ;; *) fail "the register says: $(news)" ;; esac

# A register that was lost is written again; what is none of ours is named, and nothing was changed.
cp office/urp.db-erasures copy; rm office/urp.db-erasures
expect 0 "$urp" sync
equal "$(cut -d' ' -f2 office/urp.db-erasures | sort -u)" "$(cut -d' ' -f2 copy | sort -u)" 'the register that was lost'
echo 'nonsense' >> office/urp.db-erasures
expect 1 "$urp" restore vecchia.db --confirm=restore --no-media
contains err "urp.db-erasures:$(wc -l < office/urp.db-erasures): "
rm office/urp.db-erasures; ln -s ../copy office/urp.db-erasures
expect 4 "$urp" restore vecchia.db --confirm=restore --no-media
rm office/urp.db-erasures; cp copy office/urp.db-erasures; chmod 600 office/urp.db-erasures

# Where colleagues share the folder they share the register.
chmod 2770 office
expect 0 "$urp" flag 2/3 offensive --hide
equal "$(stat -c %a office/urp.db-erasures)" 660 'mode of a shared register'
