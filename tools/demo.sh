#!/usr/bin/env bash
# demo.sh INSTALL OUT PYTHON: compiles examples/c/demo.c against an install tree, as a user would,
# runs it into OUT, and draws what it wrote.
set -euo pipefail
install=$(realpath "$1") out=$2 python=$3

PKG_CONFIG_PATH=$(dirname "$(find "$install" -name subthal.pc)")
export PKG_CONFIG_PATH
read -ra package < <(pkg-config --cflags --libs subthal)
mkdir -p "$out"
"${CC:-cc}" -std=c11 -O2 -Wall -Wextra examples/c/demo.c -o "$out/demo" \
    "${package[@]}" -lm -Wl,-rpath,"$(pkg-config --variable=libdir subthal)"
"$out/demo" "$out"
"$python" examples/python/plot_demo.py "$out"
