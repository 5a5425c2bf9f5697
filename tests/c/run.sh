#!/usr/bin/env bash
# run.sh PROGRAM.c|.cpp [WRAPPER ...]: compiles the program against the installed library, runs it.
set -euo pipefail
source_file=$1
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $source_file in
*.c) compile=("${CC:-cc}" -std=c11) ;;
*) compile=("${CXX:-c++}" -std=c++17) ;;
esac
read -ra package < <(pkg-config --cflags --libs subthal)
"${compile[@]}" -g -O1 -Wall -Wextra -pedantic -Werror "$source_file" -o "$work/program" \
    "${package[@]}" -pthread -lm -Wl,-rpath,"$(pkg-config --variable=libdir subthal)"
cd "$work" # what a program writes goes with it
"$@" ./program
