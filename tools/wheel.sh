#!/usr/bin/env bash
# wheel.sh INSTALL OUT PYTHON: builds the wheel from an install tree into OUT and installs it into the
# environment of PYTHON.
set -euo pipefail
install=$(realpath "$1") out=$2 python=$(realpath -s "$3")
pip=("$python" -m pip --quiet --disable-pip-version-check)

rm -rf "$out"
SUBTHAL_PREFIX=$install "${pip[@]}" wheel --no-deps --no-build-isolation -w "$out" bindings/python
"${pip[@]}" install --no-deps --force-reinstall "$out"/subthal-*.whl
