# The manual and the program say the same; and the check that says so sees what it should.
. "$(dirname "$0")/lib.sh"

expect 0 "$source_dir/scripts/check_man.sh" "$build"

# One mistake of every sort in a copy of the pages: each must be found.
cp -r "$source_dir/man" pages
sed -i '/^\.It Fl -peek$/d; s/^\.Op Fl -peek$//' pages/urp-show.1
sed -i '/^\.It Fl -watch$/d; /^\.Fl -watch/d; s/ | Fl -watch$//' pages/it/urp-inbox.1
sed -i 's/^\.It Fl -ids$/.It Fl -bare/; s/--ids |/--numbers |/' pages/urp-search.1
sed -i 's/^\.It Fl h , Fl -help$/.It Fl -help/' pages/urp.1
rm pages/urp-replay.1
cp pages/urp-help.1 pages/urp-frobnicate.1
sed -i 's/^\.It 75$/.It 76/' pages/urp.1
sed -i 's/^\.It 7$/.It 5/' pages/urp-init.1
sed -i 's/^\.Ql window_closed$/.Ql window_shut/' pages/urp-json.5
sed -i 's/^\.It Ev URP_CLERK$/.It Ev URP_CLARK/' pages/urp.1
sed -i 's/^\.It Ic port No = Li 8080$/.It Ic port No = Li 80/; /^\.It Ic park_expires /d' pages/urp.toml.5
sed -i 's/^\.It Ic waiting_longest$/.It Ic waiting_most/; s/direction, type, purpose/type, direction, purpose/' pages/urp-json.5
sed -i 's/^\.Xr urp-inbox 1 ,$/.Xr urp-inbox 7 ,/' pages/urp-export.1
sed -i 's/^\.El$/.Le/' pages/urp-config.1
expect 1 "$source_dir/scripts/check_man.sh" "$build" pages
contains err 'pages/urp-show.1: --peek is in urp show --help, not in the page'
contains err 'pages/it/urp-inbox.1: --watch is in urp inbox --help, not in the page'
contains err 'pages/urp-search.1: --bare is in the page, not in urp search --help'
contains err 'pages/urp-search.1: an example has urp search --numbers'
contains err 'pages/urp.1: -h is in the options of every verb, not in the page'
contains err 'urp replay has no page'
contains err 'pages/urp-frobnicate.1: there is no verb frobnicate'
contains err 'exit status: 75 is in cli/exit_status.cpp, not in '"$scratch/pages/urp.1"
contains err "exit status: 76 is in $scratch/pages/urp.1, not in cli/exit_status.cpp"
contains err 'error names: window_closed=6 is in cli/exit_status.cpp, not in '"$scratch/pages/urp-json.5"
contains err 'environment: URP_CLERK is in cli/*.cpp, not in '"$scratch/pages/urp.1"
contains err 'settings: listen.port=8080 is in urp config show, not in '"$scratch/pages/urp.toml.5"
contains err 'settings: reply.park_expires="14d" is in urp config show, not in '"$scratch/pages/urp.toml.5"
contains err 'JSON keys: waiting_longest is in lib/render, not in '"$scratch/pages/urp-json.5"
contains err 'pages/urp-json.5: columns of messages'
contains err 'pages/urp-status.1: refers to urp-replay(1), which does not exist'
contains err 'pages/urp-export.1: refers to urp-inbox(7), which does not exist'
contains err 'pages/urp-config.1:'

# Every verb answers --help in both languages, and its example is one of its own.
for verb in $("$urp" --lang en --help | sed -nE 's/^  ([a-z]+) .*/\1/p'); do
  for language in en it; do
    expect 0 "$urp" --lang "$language" "$verb" --help
    contains out "urp $verb"
    [ ! -s err ] || fail "urp --lang $language $verb --help: says something on standard error"
  done
done
