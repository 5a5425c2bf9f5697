#!/usr/bin/env bash
# demo.sh PROGRAM INSTALL OUT PYTHON: compiles examples/c/PROGRAM.c against an install tree, as a user would,
# runs it into OUT, and draws what it wrote by examples/python/plot_PROGRAM.py.
set -euo pipefail
program=$1 install=$(realpath "$2") out=$3 python=$4

PKG_CONFIG_PATH=$(dirname "$(find "$install" -name subthal.pc)")
export PKG_CONFIG_PATH
read -ra package < <(pkg-config --cflags --libs subthal)
mkdir -p "$out"
"${CC:-cc}" -std=c11 -O2 -Wall -Wextra "examples/c/$program.c" -o "$out/$program" \
    "${package[@]}" -lm -Wl,-rpath,"$(pkg-config --variable=libdir subthal)"
"$out/$program" "$out"
"$python" "examples/python/plot_$program.py" "$out"
