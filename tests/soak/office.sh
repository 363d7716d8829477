# office.sh: sourced after tests/cli/lib.sh: an office that talks to a simulator of its own.

# soak_office: starts urp-sim, writes urp.toml; sets simulator and sim_pid.
soak_office() {
  : > sim.log
  "$build/tests/urp-sim" --ledger "$scratch/ledger.jsonl" --status-delay 20 --pair-rate off "$@" > sim.log 2> sim.err &
  sim_pid=$!
  children+=("$sim_pid")
  wait_for 20 grep -q '^simulator on ' sim.log
  simulator=$(sed -n 's/^simulator on //p' sim.log)
  office
  sed -i "s|^base_url = .*|base_url = \"$simulator\"|" urp.toml
  make_database
}

end_simulator() {
  kill -TERM "$sim_pid" || fail "urp-sim was gone before its end"
  wait "$sim_pid" || fail "urp-sim ended with $?: $(cat sim.err)"
}
