#!/usr/bin/env bash
# arm64.sh FOLDER COMMAND...: runs COMMAND, say `cargo test --target aarch64-unknown-linux-gnu`,
# with a Rust compiler for arm64 Linux, a linker and an emulator. They are Debian's packages,
# fetched once and unpacked into FOLDER: nothing is installed on the machine, nobody need be root.
set -euo pipefail
[ $# -ge 2 ] || { echo "usage: arm64.sh FOLDER COMMAND..." >&2 && exit 2; }
folder=$(realpath -m "$1")
prefix=$folder/root
installed=$folder/installed.txt

# The libraries are what the compiler needs and a bare machine may lack.
PACKAGES="
rustc-web libstd-rust-web-dev libedit2 libbsd0 libmd0 libffi8 libxml2 libicu72 libz3-4
gcc-12-aarch64-linux-gnu binutils-aarch64-linux-gnu libgcc-12-dev-arm64-cross
libgcc-s1-arm64-cross libc6-dev-arm64-cross libc6-arm64-cross
qemu-user-static
"

stop() {
    echo "arm64: $*" >&2
    exit 1
}

check_machine() {
    local system
    system=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-} $(uname -m)")
    [ "$system" = "debian 12 x86_64" ] || stop "this needs Debian 12 on x86-64, here is: $system"
}

# apt reads the machine's sources, but keeps its lists and files in FOLDER and knows of arm64 too.
private_apt() {
    mkdir -p "$folder"/apt/{lists,archives}/partial
    cat >"$APT_CONFIG" <<END
APT::Architectures { "amd64"; "arm64"; };
APT::Sandbox::User "root";
Dir::State "$folder/apt";
Dir::State::status "/dev/null";
Dir::Cache "$folder/apt";
END
}

dependency() { # PACKAGE NAME: what PACKAGE depends on that begins with NAME
    apt-cache depends "$1" | sed -n "s/^ *Depends: \($2.*\)/\1/p"
}

# Compilers read only the standard library of their own build, so the arm64 one has its version.
compiler_parts() {
    local std version
    std=$(dependency libstd-rust-web-dev libstd-rust-web-)
    version=$(apt-cache show --no-all-versions rustc-web | sed -n 's/^Version: //p')
    [ -n "$std$version" ] || return 1
    echo "$std $(dependency "$std" libllvm) libstd-rust-web-dev:arm64=$version"
}

fetch() {
    local packages
    apt-get -qq update || stop "apt-get update failed; is the network there?"
    packages="$PACKAGES $(compiler_parts)" ||
        stop "no rustc-web in this machine's package sources; is the network there?"
    (cd "$folder/apt/archives" && xargs apt-get -qq download <<<"$packages") ||
        stop "apt-get could not download these packages"
}

# Manuals and most emulators of other CPUs stay out.
unpack() {
    local package
    mkdir -p "$prefix"
    for package in "$folder"/apt/archives/*.deb; do
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$prefix" --exclude=./usr/share --exclude='qemu-[!a]*' ||
            stop "could not unpack $package"
    done
}

install_once() {
    cmp -s <(echo "$PACKAGES") "$installed" && return
    check_machine
    echo "arm64: fetching by apt-get into $folder, 230 MB: $(xargs <<<"$PACKAGES")"
    rm -rf "$prefix" "$folder/apt" "$installed"
    local -x APT_CONFIG=$folder/apt.conf
    private_apt
    fetch
    unpack
    rm -rf "$folder/apt"
    echo "$PACKAGES" >"$installed"
}

# cargo takes the compiler, linker and runner from the environment. QEMU_LD_PREFIX is where an
# emulated program finds its C library; one that starts itself again does so by the RUNNER.
run() {
    export RUSTC=$prefix/usr/bin/rustc PATH=$PATH:$prefix/usr/bin
    export LD_LIBRARY_PATH=$prefix/usr/lib/x86_64-linux-gnu
    export QEMU_LD_PREFIX=$prefix/usr/aarch64-linux-gnu
    export CARGO_ENCODED_RUSTFLAGS=-Clink-arg=--sysroot=$prefix
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc-12
    export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=qemu-aarch64-static
    exec "$@"
}

install_once
shift
run "$@"
