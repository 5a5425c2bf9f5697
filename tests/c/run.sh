#!/usr/bin/env bash
# run.sh PROGRAM.c|.cpp [WRAPPER ...]: compiles the program against the installed library, runs it; a
# program in C++ as C++17 and, unless a wrapper makes it slow, as C++20.
set -euo pipefail
source_file=$(realpath "$1")
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $source_file in
*.c) compile=("${CC:-cc}") standards=(c11) ;;
*) compile=("${CXX:-c++}") standards=(c++17 c++20) ;;
esac
[ $# = 0 ] || standards=("${standards[0]}")
read -ra package < <(pkg-config --cflags --libs subthal)
cd "$work" # what a program writes goes with it
for standard in "${standards[@]}"; do
    "${compile[@]}" -std="$standard" -g -O1 -Wall -Wextra -pedantic -Werror "$source_file" \
        -o program "${package[@]}" -pthread -lm -Wl,-rpath,"$(pkg-config --variable=libdir subthal)"
    "$@" ./program
done
