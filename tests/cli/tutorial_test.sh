#!/usr/bin/env bash
# The tutorial as a new clerk does it, at 80x24 in Italian: each step, a wrong one, and out of it. Nothing is left behind.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/cli/tmux.sh"
export URP_LANG=it TMPDIR=$scratch/tmp
mkdir tmp
expect 2 "$urp" tutorial
terminal a "$urp tutorial"
sees a 'passo 1 di 8'
keys a 'urp' Enter
sees a 'passo 2 di 8'
keys a 'ls' Enter
sees a 'Non ancora: urp next'
keys a 'urp next' Enter
sees a 'passo 3 di 8'
keys a 'clear; urp route 1 lavori-pubblici --tell' Enter
sees a 'passo 4 di 8'
keys a 'clear; urp reply 2 --canned orari' Enter
sees a 'passo 5 di 8'
sees a 'urp flag 3/1 offensivo --hide'  # no English word is taught
keys a 'clear; urp flag 3/1 offensivo --hide' Enter
sees a 'passo 6 di 8'
keys a 'clear; urp later 4 3g' Enter
sees a 'passo 7 di 8'
keys a 'clear; urp close 5 --outcome risolta' Enter
sees a 'passo 8 di 8'
keys a 'urp triage' Enter
sees a 'URP-3'
keys a x
sees a 'La chiude come'
keys a 4
sees a 'URP-3: chiusa, respinta'
keys a q
sees a 'Questa è la giornata'
sees a 'ready>'
[ -z "$(ls tmp)" ] || fail "left behind: $(ls tmp)"

# The same in English, with English citizens; leaving in the middle, and to the end.
keys a "clear; $urp tutorial --lang en" Enter
sees a 'step 1 of 8'
keys a q Enter
sees a 'again from the beginning'
sees a 'ready>'
keys a "clear; $urp tutorial --lang en" Enter
sees a 'step 1 of 8'
keys a 'urp' Enter
sees a 'Practice office'
sees a 'step 2 of 8'
keys a 'clear; urp next' Enter
sees a 'There is a pothole at the school.'
sees a 'step 3 of 8'
keys a 'clear; urp route 1 lavori-pubblici --tell' Enter
sees a 'Public works'
sees a 'step 4 of 8'
keys a 'clear; urp reply 2 --canned orari' Enter
sees a 'from Monday to Friday'
sees a 'step 5 of 8'
keys a 'clear; urp flag 3/1 offensive --hide' Enter
sees a 'step 6 of 8'
keys a 'clear; urp later 4 3d' Enter
sees a 'step 7 of 8'
keys a 'clear; urp close 5 --outcome resolved' Enter
sees a 'step 8 of 8'
keys a 'urp triage' Enter
sees a 'URP-3'
keys a x
sees a 'Close it as'
keys a 4
sees a 'URP-3: closed, rejected'
keys a q
sees a "That is a day's work"
sees a 'ready>'
[ -z "$(ls tmp)" ] || fail "left behind: $(ls tmp)"
[ "$failures" -eq 0 ]
