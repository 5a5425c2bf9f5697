#!/usr/bin/env bash
# sanitize.sh FOLDER [address] [thread]: runs the tests of everything that handles memory of callers under AddressSanitizer
# and LeakSanitizer, and those with threads under ThreadSanitizer: the Rust tests, and the C programs of
# tests/c against an instrumented library (not under ThreadSanitizer, whose functions in gcc are others). Adds a line for each to tests/record/sanitizers.csv; the logs are in FOLDER.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { echo "usage: sanitize.sh FOLDER [address] [thread]" >&2 && exit 2; }
folder=$(realpath -m "$1")
shift
wanted="${*:-address thread}"
record=tests/record/sanitizers.csv
commit=$(git rev-parse --short HEAD)
triple=x86_64-unknown-linux-gnu
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "sanitize: this needs Linux on x86-64; not run" >&2 && exit; }

MEMORY_TESTS="abi abi_random cancel control determinism evaluate fuzz metrics moments precision recording saturation text timing wiring"
THREAD_TESTS="cancel evaluate"
export RUSTC_BOOTSTRAP=1 # the sanitizers are still unstable options of the stable compiler
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1
export TSAN_OPTIONS=suppressions=$PWD/tools/tsan.txt:history_size=4

# Every C program that is no half of another, compiled by gcc with the same sanitizer.
c_programs() { # SANITIZER LIBRARIES PROGRAM...
    local sanitizer=$1 libraries=$2 program work
    shift 2
    work=$(mktemp -d)
    ln -sf libsubthal.so "$libraries/libsubthal.so.0" # by which programs look for it
    for program in "$@"; do
        gcc -std=c11 -g -O1 -fsanitize="$sanitizer" -Iinclude "tests/c/$program.c" -o "$work/$program" \
            -L"$libraries" -lsubthal -pthread -lm -Wl,-rpath,"$libraries"
        if (cd "$work" && "./$program"); then echo "c program $program passed"; else echo "c program $program FAILED"; fi
    done
    rm -rf "$work"
}

# A sanitizer's tests, to its log.
tests() { # SANITIZER TARGETS FLAGS PROGRAM...
    local sanitizer=$1 targets=$2 flags=$3 build
    shift 3
    build=${CARGO_TARGET_DIR:-target}/$sanitizer
    # shellcheck disable=SC2086 # a list of words
    RUSTFLAGS="-Zsanitizer=$sanitizer $flags" cargo test --locked --no-fail-fast --target "$triple" \
        --target-dir "$build" $targets || true
    [ $# -gt 0 ] || return 0
    RUSTFLAGS="-Zsanitizer=$sanitizer $flags" cargo build --locked --lib --target "$triple" --target-dir "$build"
    c_programs "$sanitizer" "$(realpath "$build/$triple/debug")" "$@"
}

note() { # SANITIZER SECONDS
    local log=$folder/$1.log passed failed reports machine
    passed=$(grep -cE '^test .* ok$|^c program .* passed$' "$log" || true)
    failed=$(grep -cE '^test .* FAILED$|^c program .* FAILED$|^error: could not compile' "$log" || true)
    reports=$(grep -cE 'ERROR: (Address|Leak)Sanitizer|WARNING: ThreadSanitizer' "$log" || true)
    machine=$(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)
    mkdir -p "$(dirname "$record")"
    [ -e "$record" ] || echo "date,commit,machine,rustc,gcc,sanitizer,passed,failed,reports,seconds" >"$record"
    echo "$(date -u +%F),$commit,$machine,$(rustc --version | cut -d' ' -f2),$(gcc -dumpfullversion),$1,$passed,$failed,$reports,$2" |
        tee -a "$record"
    [ "$failed$reports" = 00 ] && [ "$passed" -gt 0 ]
}

check() { # SANITIZER TARGETS FLAGS PROGRAM...
    [[ " $wanted " = *" $1 "* ]] || return 0
    local start=$SECONDS
    tests "$@" >"$folder/$1.log" 2>&1
    note "$1" $((SECONDS - start)) || { echo "sanitize: $1 has findings: see $folder/$1.log" >&2 && return 1; }
}

mkdir -p "$folder"
programs=$(cd tests/c && ls misuse_*.c session.c)
# shellcheck disable=SC2086 # a list of words
check address "$(printf -- '--test %s ' $MEMORY_TESTS)" "" ${programs//.c/}
check thread "--lib $(printf -- '--test %s ' $THREAD_TESTS)" -Cunsafe-allow-abi-mismatch=sanitizer
