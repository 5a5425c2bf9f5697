#!/usr/bin/env bash
# stage.sh BUILD PREFIX: installs BUILD into an empty PREFIX, by way of another folder.
set -euo pipefail
build=$1 prefix=$2

rm -rf "$prefix" "$prefix.before-the-move"
cmake --install "$build" --prefix "$prefix.before-the-move"
mv "$prefix.before-the-move" "$prefix"
if grep -rIl "$build" "$prefix"; then
    echo "the files above name the build folder" >&2
    exit 1
fi
