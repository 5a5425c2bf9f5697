#!/usr/bin/env bash
# The loop driver and a rig's own loop do the same to the bit; tables for plots are there.
. "$(dirname "$(realpath "$0")")/common.sh"
compiled closed_loops
ends 0 "own loop: 0 of 15 ticks depart" ./closed_loops . 0.3 1
[ "$(wc -l <pi.csv)" = 301 ] || fail "not a row a millisecond"
[ "$(wc -l <sweep.csv)" = 7 ] || fail "not a row a frequency"
ends 2 "cannot be written" ./closed_loops ./nowhere 0.3 1
ends 2 "must be a number" ./closed_loops . soon
ends 2 "usage" ./closed_loops
