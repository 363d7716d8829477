# tmux.sh: sourced after lib.sh: whole screens. Each terminal is one of 80 columns and 24 rows in a tmux of its own;
# nothing waits for a time, everything for what stands on the screen.
tmux_server=$scratch/tmux
on_tmux() { tmux -S "$tmux_server" -f /dev/null "$@"; }
end_tmux() { on_tmux kill-server 2> /dev/null || true; }
trap 'end_tmux; finish' EXIT

# terminal NAME COMMAND: runs it at a terminal of this name, with a prompt of its own afterwards.
terminal() {
  on_tmux new-session -d -s "$1" -x 80 -y 24 "env TERM=screen-256color PS1='ready> ' bash --norc -i" ||
    fail "no terminal $1"
  sees "$1" 'ready>'
  keys "$1" "$2" Enter
}
# keys NAME KEY...: as tmux calls them: q, Enter, C-c, PPage; a text is typed as it is.
keys() { local name=$1; shift; on_tmux send-keys -t "$name" "$@"; }
on_screen() { on_tmux capture-pane -p -t "$1" | grep -qF -- "$2"; }
# sees NAME TEXT: waits until the screen shows it.
sees() { wait_for 20 on_screen "$1" "$2" || picture "$1" >&2; }
gone_from() { ! on_screen "$1" "$2"; }
# loses NAME TEXT: waits until it does not any more.
loses() { wait_for 20 gone_from "$1" "$2" || picture "$1" >&2; }
picture() { echo "--- $1"; on_tmux capture-pane -p -t "$1"; echo "---"; }
