#!/usr/bin/env bash
# run.sh PROGRAM.c|.cpp [WRAPPER ...]: compiles the program against the installed library, runs it; a
# program in C++ as C++17 and, unless a wrapper makes it slow, as C++20.
set -euo pipefail
source_file=$(realpath "$1")
compile=$(dirname "$(realpath "$0")")/compile.sh
shift

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $source_file in
*.c) standards=(c11) ;;
*) standards=(c++17 c++20) ;;
esac
[ $# = 0 ] || standards=("${standards[0]}")
cd "$work" # what a program writes goes with it
for standard in "${standards[@]}"; do
    "$compile" "$source_file" program "$standard"
    "$@" ./program
done
