#!/usr/bin/env bash
# venv.sh FOLDER [LIST]: a Python environment with the packages of LIST, or of tools/requirements.txt.
# Does nothing when it is already there.
set -euo pipefail
venv=$1
wanted=${2:-$(dirname "$0")/requirements.txt}
installed=$venv/installed.txt

stop() {
    echo "venv: $*" >&2
    exit 1
}

cmp -s "$wanted" "$installed" && exit
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "Python 3.11 or newer is needed, this is $(python3 --version)"
echo "venv: installing by pip into $venv: $(grep -v '^#' "$wanted" | xargs)"
python3 -m venv --clear "$venv" || stop "python3 could not make a virtual environment"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$wanted" ||
    stop "pip could not install the packages; is the network there?"
cp "$wanted" "$installed"
