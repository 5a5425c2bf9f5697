#!/usr/bin/env bash
# ensure.sh build|test|python|octave|pictures|abi: looks for every tool that building (or also testing, testing the
# Python package, GNU Octave, the pictures of the bindings, comparing ABIs) needs and installs from Debian what is
# missing. Says what it installs, leaves apt alone when nothing is missing, and stops with a sentence when something
# cannot be had.
set -euo pipefail

stop() {
    echo "ensure: $*" >&2
    exit 1
}

# One line per tool: how to see that it works, and the Debian packages that bring it.
BUILD_TOOLS="
gcc --version                 | gcc libc6-dev
cmake --version               | cmake
ninja --version               | ninja-build
pkg-config --version          | pkg-config
python3 -c 'import ensurepip' | python3 python3-venv
"
TEST_TOOLS="
g++ --version                 | g++
valgrind --version            | valgrind
clang-format --version        | clang-format
pkg-config --exists nlopt_cxx | libnlopt-cxx-dev
"
PYTHON_TOOLS="
ls /usr/lib/postgresql/*/bin/initdb | postgresql
"
OCTAVE_TOOLS="
octave-cli --version             | octave
mkoctfile --version              | octave-dev
gnuplot --version                | gnuplot-nox
test -n \"\$(fc-list FreeSans)\" | fonts-freefont-otf
"
PICTURE_TOOLS="
rsvg-convert --version           | librsvg2-bin
"

ABI_TOOLS="
abidw --version               | abigail-tools
"

# The packages of every tool in $1 that does not work.
missing() {
    local probe packages
    while IFS='|' read -r probe packages; do
        [ -z "$probe" ] || bash -c "$probe" >/dev/null 2>&1 || echo "$packages"
    done <<<"$1"
}

install_packages() {
    local root=()
    command -v apt-get >/dev/null || stop "no apt-get here; please install: $*"
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || stop "not root, and no sudo; please install: $*"
        root=(sudo)
    fi
    echo "ensure: installing by apt-get: $*"
    root+=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
    "${root[@]}" update || stop "apt-get update failed; is the network there?"
    "${root[@]}" install -y --no-install-recommends "$@" || stop "apt-get could not install: $*"
}

ensure_tools() {
    local packages
    read -ra packages < <(missing "$1" | xargs)
    [ ${#packages[@]} -gt 0 ] || return 0
    install_packages "${packages[@]}"
    packages=("$(missing "$1" | xargs)")
    [ -z "${packages[0]}" ] || stop "installed, but not working: ${packages[0]}"
}

ensure_cargo_tool() { # COMMAND COMPONENT
    cargo "$1" --version >/dev/null 2>&1 && return
    command -v rustup >/dev/null || stop "no cargo $1 and no rustup; please install $2"
    echo "ensure: installing by rustup: $2"
    rustup component add "$2" || stop "rustup could not add $2"
}

command -v cargo >/dev/null || stop "no Rust toolchain; please install one: https://rustup.rs"
case ${1:-} in
build) ensure_tools "$BUILD_TOOLS" ;;
test)
    ensure_tools "$BUILD_TOOLS$TEST_TOOLS"
    ensure_cargo_tool fmt rustfmt
    ensure_cargo_tool clippy clippy
    ;;
python) ensure_tools "$BUILD_TOOLS$PYTHON_TOOLS" ;;
octave) ensure_tools "$BUILD_TOOLS$OCTAVE_TOOLS" ;;
pictures) ensure_tools "$BUILD_TOOLS$OCTAVE_TOOLS$PICTURE_TOOLS" ;;
abi) ensure_tools "$BUILD_TOOLS$ABI_TOOLS" ;;
*) stop "usage: ensure.sh build|test|python|octave|pictures|abi" ;;
esac
