#!/usr/bin/env bash
# The installed header compiles alone, without a warning, in every language it promises, and
# twice in two units that link: a definition or a missing `static` would show.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read -ra package < <(pkg-config --cflags subthal)
strict=(-Wall -Wextra -pedantic -Werror "${package[@]}")

check() { # NAME LANGUAGE COMPILER FLAG ...
    local name=$1 language=$2
    shift 2
    "$@" -x "$language" "${strict[@]}" -c double_include_a.c -o "$work/a.o"
    "$@" -x "$language" "${strict[@]}" -c double_include_b.c -o "$work/b.o"
    "$@" "$work/a.o" "$work/b.o" -o "$work/$name"
    "$work/$name"
    echo "$name: compiles and links"
}
check c99 c "${CC:-cc}" -std=c99 -Wstrict-prototypes
check c11 c "${CC:-cc}" -std=c11 -Wstrict-prototypes
check c++17 c++ "${CXX:-c++}" -std=c++17
