#!/usr/bin/env bash
# machine.sh [name]: says what a benchmark ran on, for the .txt beside its .csv; or the name under which
# benches/record keeps what this machine did.
set -euo pipefail

# What lscpu says of a key.
told() { lscpu | sed -n "s/^$1: *//p" | head -1; }

name() {
    case "$(told 'Vendor ID') $(told 'CPU family') $(told Model)" in
    "AuthenticAMD 25 "*) echo amd-epyc-zen4 ;;
    "AuthenticAMD 26 "*) echo amd-epyc-zen5 ;;
    "GenuineIntel 6 143") echo intel-xeon-sapphire-rapids ;;
    "GenuineIntel 6 207") echo intel-xeon-emerald-rapids ;;
    *) told 'Model name' | tr -cs '[:alnum:]\n' '-' | tr '[:upper:]' '[:lower:]' | sed 's/-$//' ;;
    esac
}

if [ "${1:-}" = name ]; then
    name
    exit
fi
lscpu | grep -E '^(Model name|CPU family|Model|Stepping|L1d cache|L2 cache|L3 cache):'
rustc -vV
cc --version | head -1
