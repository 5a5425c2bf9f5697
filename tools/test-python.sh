#!/usr/bin/env bash
# test-python.sh INSTALL OUT PYTHON: builds the wheel from an install tree into OUT, installs it into
# the environment of PYTHON, and runs the package's tests from there.
set -euo pipefail
install=$(realpath "$1") out=$2 python=$(realpath -s "$3")
pip=("$python" -m pip --quiet --disable-pip-version-check)
unset PYTHONPATH SUBTHAL_LIBRARY # what is tested is what is in the wheel

rm -rf "$out"
SUBTHAL_PREFIX=$install "${pip[@]}" wheel --no-deps --no-build-isolation -w "$out" bindings/python
"${pip[@]}" install --no-deps --force-reinstall "$out"/subthal-*.whl
cd bindings/python
exec "$python" -m pytest
