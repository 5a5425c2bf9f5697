#!/usr/bin/env bash
# compile.sh PROGRAM.c|.cpp OUTPUT [STANDARD]: compiles the program against the installed library, as C11
# unless told otherwise, without a warning; and against what pkg-config knows of PACKAGES.
set -euo pipefail
case $1 in
*.c) compile=("${CC:-cc}") standard=c11 ;;
*) compile=("${CXX:-c++}") standard=c++17 ;;
esac
read -ra package < <(pkg-config --cflags --libs subthal ${PACKAGES:-})
"${compile[@]}" -std="${3:-$standard}" -g -O1 -Wall -Wextra -pedantic -Werror "$1" -o "$2" \
    "${package[@]}" -pthread -lm -Wl,-rpath,"$(pkg-config --variable=libdir subthal)"
