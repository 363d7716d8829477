# A short day with everything going wrong: nothing is lost, sent twice or told wrongly. Then how quick an idle office is.
# tests/long/soak runs the same for longer.
. "$(dirname "$0")/lib.sh"
. "$source_dir/tests/soak/office.sh"

soak_office
"$build/tests/urp-soak" --urp "$urp" --sim "$simulator" --database "$scratch/office/urp.db" \
  --citizens 40 --in 200 --out 60 --seconds 10 --settle 90 || fail "the soak found faults"
contains sim.log 'simulator on '

end_simulator
rm -rf office; soak_office
"$build/tests/urp-soak" --latency --urp "$urp" --sim "$simulator" --database "$scratch/office/urp.db" ||
  fail "an idle office is slow or busy"
end_simulator
