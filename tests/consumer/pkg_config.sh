#!/usr/bin/env bash
# A stranger's one-line compile: pkg-config and nothing else. Needs SUBTHAL_VERSION.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pkg-config --exact-version="$SUBTHAL_VERSION" subthal
read -ra package < <(pkg-config --cflags --libs subthal)
"${CC:-cc}" main.c -o "$work/c" "${package[@]}"
"${CXX:-c++}" main.cpp -o "$work/cpp" "${package[@]}"

LD_LIBRARY_PATH=$(pkg-config --variable=libdir subthal)
export LD_LIBRARY_PATH
"$work/c" "$SUBTHAL_VERSION"
"$work/cpp" "$SUBTHAL_VERSION"
