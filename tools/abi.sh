#!/usr/bin/env bash
# abi.sh check|bless: compares the ABI, functions and the layout of all that crosses, with the record in
# tests/data/abi.xml, or writes the record again. It is that of a library in C with the functions of the header,
# which is what programs are compiled against: tests/header.rs holds the header to src/ffi, tests/symbols.rs the
# library to its names, and no minute is spent on a second build of it with all of Rust's types.
# Says so where libabigail cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
record=tests/data/abi.xml

# Every declaration of the header as a definition; functions give statuses as int32_t, which tells no numbers.
compile() { # LIBRARY
    { sed '/^typedef/!s/);$/) { return 0; }/' include/subthal.h && echo "enum subthal_status numbers;"; } |
        gcc -x c -std=c11 -g -gdwarf-4 -shared -fPIC -w -o "$1" -
}

difference() {
    echo "abi: 1 failed: the ABI is not the one of $record. What is new: make header. What changed breaks programs" \
        "that were compiled before."
    exit 1
}

tools/ensure.sh abi || { echo "abi: not run, there is no libabigail here" && exit; }
[ "$(uname -sm)" = "Linux x86_64" ] || { echo "abi: not run, the record is of Linux on x86-64" && exit; }
library=$(mktemp -d)/libsubthal.so
trap 'rm -rf "$(dirname "$library")"' EXIT
compile "$library"
case ${1:-} in
bless) abidw --no-corpus-path --no-comp-dir-path --no-show-locs --out-file "$record" "$library" ;;
check) abidiff --harmless --no-show-locs "$record" "$library" && echo "abi: 1 passed" || difference ;;
*) echo "usage: abi.sh check|bless" >&2 && exit 2 ;;
esac
