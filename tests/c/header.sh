#!/usr/bin/env bash
# The installed headers compile alone, without a warning, in every language they promise, and
# twice in two units that link: a definition, a missing `static` or `inline` would show.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read -ra package < <(pkg-config --cflags subthal)
read -ra libraries < <(pkg-config --libs subthal)
libraries+=(-Wl,-rpath,"$(pkg-config --variable=libdir subthal)")
strict=(-Wall -Wextra -pedantic -Werror "${package[@]}")

check() { # NAME UNITS LANGUAGE COMPILER FLAG ...
    local name=$1 units=$2 language=$3
    shift 3
    "$@" -x "$language" "${strict[@]}" -c "$units"_a.c* -o "$work/a.o"
    "$@" -x "$language" "${strict[@]}" -c "$units"_b.c* -o "$work/b.o"
    "$@" "$work/a.o" "$work/b.o" -o "$work/$name" "${libraries[@]}"
    "$work/$name"
    echo "$name: compiles and links"
}
check c99 double_include c "${CC:-cc}" -std=c99 -Wstrict-prototypes
check c11 double_include c "${CC:-cc}" -std=c11 -Wstrict-prototypes
check c++17 double_include c++ "${CXX:-c++}" -std=c++17
check binding_c++17 ../cpp/double_include c++ "${CXX:-c++}" -std=c++17 -Wshadow -Wconversion
check binding_c++20 ../cpp/double_include c++ "${CXX:-c++}" -std=c++20 -Wshadow -Wconversion
