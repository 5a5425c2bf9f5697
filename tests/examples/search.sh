#!/usr/bin/env bash
# A search by NLopt goes from loss to loss, and judges what it found on seeds that are new to it.
. "$(dirname "$(realpath "$0")")/common.sh"
if ! pkg-config --exists nlopt_cxx; then
    echo "skipped: no NLopt here; apt-get install libnlopt-cxx-dev"
    exit
fi
PACKAGES=nlopt_cxx "$tests/c/compile.sh" "$(dirname "$examples")/cpp/search.cpp" ./search
ends 0 "^Found, and seen on 10 seeds that are new to it, loss [0-9.]+:" ./search 2
grep -qE "^gpe_to_stn.weight +[0-9.]+ nS" said || fail "not a word of the weight"
ends 1 "usage" ./search 0
