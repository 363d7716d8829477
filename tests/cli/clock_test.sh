# urp clock: the terms of a case, each with its reason; suspended and resumed as the law allows.
. "$(dirname "$0")/lib.sh"
export URP_LANG=en URP_CLERK=maria
office
insert_tickets 3
sql "UPDATE ticket SET presented_at = unixepoch('2026-11-03 09:00'), first_answer_due_at = unixepoch('2026-11-03 15:30'),
  term_due_at = unixepoch('2026-12-03 22:59:59')"
at() { local when=$1; shift; "$urp" --now "$when" "$@"; }

expect 0 at "$now" clock 1
same out <<'X'
presented	2026-11-03T10:00:00+01:00		
first_answer	2026-11-03T16:30:00+01:00		14400
term	2026-12-03T23:59:59+01:00		L. 241/1990, art. 2	30	0
X
expect 0 at "$now" clock 1 --suspend informazioni --note 'manca la planimetria' --json
contains out '"suspended":true'
contains out '"term_due_at":"2027-01-02T23:59:59+01:00"'
contains out '"ground":"information","law":"L. 241/1990, art. 2 c. 7","since":"2026-11-23T09:04:00+01:00"'
expect 7 at "$now" clock 1 --suspend third-parties
contains err 'URP-1: the term is suspended already'
expect 0 env URP_FORCE_TTY=80 URP_PAGER=cat "$urp" --lang it --now "$now" show 1
contains out 'sospeso al massimo fino a mer 23 dic: si chiedono'
expect 0 env URP_FORCE_TTY=80 URP_PAGER=cat "$urp" --lang it --now "$now" clock 1
contains out 'SOSPESO'
contains out 'entro sab 2 gen'
expect 0 at 2026-11-30T10:00:00+01:00 clock URP-1 --resume
contains out 'term	2026-12-10T23:59:59+01:00		L. 241/1990, art. 2	30	7'
expect 9 at 2026-11-30T10:00:00+01:00 clock 1 --suspend information
contains err 'the law allows it once'
expect 7 at 2026-11-30T10:00:00+01:00 clock 1 --resume
expect 9 at 2026-12-05T10:00:00+01:00 clock 2 --suspend information
contains err 'the term is over'

# Given means meant; what does not go together is said.
expect 2 "$urp" clock
expect 2 "$urp" clock 1 --suspend holidays
contains err 'third-parties, information'
expect 2 "$urp" clock 1 --suspend ''
expect 2 "$urp" clock 1 --suspend information --resume
expect 2 "$urp" clock 1 --note perché
expect 2 "$urp" clock 1 --if-revision 3
expect 3 "$urp" clock 99
expect 7 at "$now" clock 3 --suspend third-parties --if-revision 99
equal "$(sql 'SELECT count(*) FROM term_suspension')" 1
printf '%s\0' urp clock 1 --suspend '' | "$urp" completion bash --line > out
contains out 'third-parties'
