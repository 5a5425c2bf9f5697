#!/usr/bin/env bash
# library_files.sh SONAME: the chain libsubthal.so -> SONAME -> the versioned file stands, and the
# library records SONAME, so that a program asks for the ABI it was linked with. It is small, without line
# tables, and has the names of functions, which valgrind and backtraces show.
set -euo pipefail
soname=$1
cd "$(pkg-config --variable=libdir subthal)"

is() { # WHAT GOT EXPECTED
    [ "$2" = "$3" ] || {
        echo "$1 is \"$2\", expected \"$3\"" >&2
        exit 1
    }
    echo "$1: $2"
}
is "libsubthal.so points to" "$(readlink libsubthal.so)" "$soname"
is "$soname points to" "$(readlink "$soname")" "libsubthal.so.$SUBTHAL_VERSION"
is "soname" "$(readelf -d libsubthal.so | sed -n 's/.*soname: \[\(.*\)\]/\1/p')" "$soname"
is "debug sections" "$(readelf -SW libsubthal.so | grep -c '[.]debug_' || true)" 0
is "private functions have names" "$(nm -C libsubthal.so | grep -c ' t subthal::' | sed 's/[1-9][0-9]*/some/')" some
