#!/usr/bin/env bash
# machine.sh: says what a benchmark ran on, for the .txt beside its .csv.
set -euo pipefail
lscpu | grep -E '^(Model name|CPU family|Model|Stepping|L1d cache|L2 cache|L3 cache):'
rustc -vV
cc --version | head -1
