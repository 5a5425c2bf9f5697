#!/usr/bin/env bash
# pictures.sh INSTALL PYTHON JULIA...: draws the pictures of the bindings' READMEs again, each by its own
# language: C++ leaves dots to gnuplot, Julia SVG to rsvg-convert. Look at them before you commit them.
set -euo pipefail
install=$(realpath "$1") python=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SUBTHAL_LIBRARY=$install/lib/libsubthal.so

"$python" bindings/python/docs/draw.py
octave-cli --norc --no-history -q bindings/matlab/docs/pictures.m
"$@" --startup-file=no --project=bindings/julia bindings/julia/docs/draw.jl "$work"
for name in raster lfp spectrum spectrogram; do
    rsvg-convert "$work/$name.svg" -o "bindings/julia/docs/$name.png"
done

tools/block.sh cpp bindings/cpp/README.md >"$work/first.cpp"
tools/block.sh sh bindings/cpp/README.md >"$work/first.sh"
mkdir -p bindings/cpp/docs
(cd "$work" && HOME=$work && ln -s "$install" subthal && bash -e first.sh)
cp "$work/raster.png" bindings/cpp/docs/

"$python" - bindings/*/docs/*.png <<'END' # large ones make do with 128 colours
import os, sys
from PIL import Image
for path in sys.argv[1:]:
    if os.path.getsize(path) > 45_000:
        Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)
END
ls -l bindings/*/docs/*.png
