#!/usr/bin/env bash
# rtcheck judges, says what it did, and counts each tick once. The budgets are such that no host, however
# busy, makes another verdict of them.
. "$(dirname "$(realpath "$0")")/common.sh"
compiled rtcheck

ends 0 "^IT HOLDS" ./rtcheck --seconds 1 --budget 1e8 --busy --lock --fifo --cpu 0 --out certificate
grep -qE "Memory is locked|Locking memory was not allowed" said || fail "nothing about memory"
grep -qE "SCHED_FIFO( was not allowed|\.)" said || fail "nothing about the policy"
n_ticks=$(sed -n 's/^\([0-9]*\) ticks in 1 s.*/\1/p' said)
awk -F, -v n="$n_ticks" 'NR > 1 { wall += $2; cpu += $3 } END { exit !n || wall != n || cpu != n }' certificate.csv ||
    fail "the histograms have not $n_ticks ticks"
python3 -c "import xml.dom.minidom as xml; xml.parse('certificate.svg')"

ends 1 "^IT DOES NOT HOLD" ./rtcheck --seconds 0.2 --budget 0.01 --precision double --cells 5,10,8
cat >network.toml <<'END'
format = 1
seed = "1"

[[populations]]
name = "cells"
model = "adex_gpe"
n_cells = 3

[[inputs]]
name = "stimulus"
population = "cells"
cells = []
weights = []
unit = "pA"
END
ends 0 "3 cells" ./rtcheck --network network.toml --seconds 0.1 --tick 0.025 --budget 1e8 --busy
ends 2 "no preset is named" ./rtcheck --preset nowhere
ends 2 "no whole number of steps" ./rtcheck --tick 0.03
ends 2 "must be a number" ./rtcheck --seconds soon
ends 2 "^usage" ./rtcheck --unknown
