#!/usr/bin/env bash
# soak-rig.sh INSTALL RECORD: a loop at 1 kHz for ten minutes, then certificates of the same plant, three
# minutes each in single and double precision; RECORD-loop.txt and RECORD-*.{txt,csv,svg} keep what they
# found. Fails if the loop missed a tick by the library's own time; what the host did is a finding.
set -euo pipefail
install=$(realpath "$1") record=$2

PKG_CONFIG_PATH=$(dirname "$(find "$install" -name subthal.pc)")
export PKG_CONFIG_PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for program in rig_loop rtcheck; do
    tests/c/compile.sh "examples/c/$program.c" "$work/$program"
done

mkdir -p "$(dirname "$record")"
missed=0
"$work/rig_loop" "${LOOP_SECONDS:-600}" | tee "$record-loop.txt" || missed=$?
for precision in single double; do
    "$work/rtcheck" --precision "$precision" --seconds "${CHECK_SECONDS:-180}" --lock --fifo --cpu 1 \
        --out "$record-$precision" | tee "$record-$precision.txt" || [ $? = 1 ]
done
exit "$missed"
