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
keys a 'clear; urp flag 3/1 offensive --hide' Enter
sees a 'passo 6 di 8'
keys a 'clear; urp later 4 3d' Enter
sees a 'passo 7 di 8'
keys a 'clear; urp close 5 --outcome resolved' Enter
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
keys a "clear; $urp tutorial --lang en" Enter
sees a 'step 1 of 8'
keys a q Enter
sees a 'again from the beginning'
sees a 'ready>'
[ -z "$(ls tmp)" ] || fail "left behind: $(ls tmp)"
[ "$failures" -eq 0 ]
