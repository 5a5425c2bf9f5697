#!/usr/bin/env bash
# readme.sh ROOT: the program in each README runs as it stands there, and what it leaves is a plot's dots.
set -euo pipefail
run=$(dirname "$(realpath "$0")")/run.sh
root=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

block=$root/tools/block.sh
"$block" c "$root/README.md" >"$work/first.c"
"$block" cpp "$root/bindings/cpp/README.md" >"$work/first.cpp"

"$run" "$work/first.c" >"$work/raster.txt"
[ "$(grep -cE '^[0-9.]+ [0-9]+$' "$work/raster.txt")" -gt 1000 ]
"$run" "$work/first.cpp"
"$block" cmake "$root/bindings/cpp/README.md" >"$work/CMakeLists.txt"
cmake -S "$work" -B "$work/build" -DCMAKE_PREFIX_PATH="$(pkg-config --variable=prefix subthal)"
cmake --build "$work/build"
(cd "$work" && build/first && [ "$(grep -c . raster.txt)" -gt 1000 ])
