#!/usr/bin/env bash
# julia.sh FOLDER ARGUMENTS...: runs `julia ARGUMENTS...`, the one on PATH if there is one. Else Julia
# 1.5.3 of Debian 11, the last that Debian ships for this machine, is fetched once and unpacked into
# FOLDER: nothing is installed on the machine, nobody need be root.
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: julia.sh FOLDER ARGUMENTS..." >&2 && exit 2; }
folder=$(realpath -m "$1")
shift
prefix=$folder/root
installed=$folder/installed.txt

# With Debian 12's own libunwind8 a backtrace of this Julia crashes, so Debian 11's comes along.
PACKAGES="
julia julia-common libjulia1 libdsfmt-19937-1 libffi7 libgit2-1.1 libhttp-parser2.9 libllvm9
libmbedcrypto3 libmbedtls12 libmbedx509-0 libopenlibm3 libutf8proc2 libunwind8
"

stop() {
    echo "julia: $*" >&2
    exit 1
}

check_machine() {
    local system
    system=$(. /etc/os-release && echo "${ID:-} ${VERSION_ID:-} $(uname -m)")
    [ "$system" = "debian 12 x86_64" ] ||
        stop "no julia on PATH, and only Debian 12 on x86-64 can be helped, here is: $system"
}

# The machine's own mirror first, then those of Debian; old releases move to the archive.
mirrors() {
    cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
        sed -nE 's,^(URIs: *|deb +(\[[^]]*\] +)?)(https?://[^ ]*/debian)/?( .*)?$,\3,p'
    echo http://deb.debian.org/debian
    echo http://archive.debian.org/debian
}

# apt keeps its lists and files in FOLDER and reads no source of the machine.
private_apt() { # MIRROR
    mkdir -p "$folder"/apt/{lists,archives}/partial
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $1 bullseye main" \
        >"$folder/apt/sources.list"
    cat >"$APT_CONFIG" <<END
APT::Sandbox::User "root";
Dir::Etc::sourcelist "$folder/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State "$folder/apt";
Dir::State::status "/dev/null";
Dir::Cache "$folder/apt";
END
}

fetch() {
    local mirror
    for mirror in $(mirrors | awk '!seen[$0]++'); do
        private_apt "$mirror"
        apt-get -qq update 2>/dev/null || continue
        (cd "$folder/apt/archives" && xargs apt-get -qq download <<<"$PACKAGES") && return
    done
    stop "no mirror of Debian gave Julia's packages; is the network there?"
}

# The packages link to the machine's own libraries by paths that hold only when installed.
unpack() {
    local package link
    mkdir -p "$prefix"
    for package in "$folder"/apt/archives/*.deb; do
        dpkg-deb -x "$package" "$prefix" || stop "could not unpack $package"
    done
    find "$prefix/$LIBRARIES/julia" -xtype l | while read -r link; do
        ln -sf "/$LIBRARIES/$(basename "$(readlink "$link")")" "$link"
    done
}

install_once() {
    cmp -s <(echo "$PACKAGES") "$installed" && return
    check_machine
    echo "julia: fetching by apt-get into $folder, 50 MB: $(xargs <<<"$PACKAGES")" >&2
    rm -rf "$prefix" "$folder/apt" "$installed"
    local -x APT_CONFIG=$folder/apt.conf
    mkdir -p "$folder"
    fetch
    unpack
    rm -rf "$folder/apt"
    echo "$PACKAGES" >"$installed"
}

LIBRARIES=usr/lib/x86_64-linux-gnu
command -v julia >/dev/null && exec julia "$@"
install_once
export LD_LIBRARY_PATH=$prefix/$LIBRARIES:$prefix/$LIBRARIES/julia${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
exec "$prefix/usr/bin/julia" "$@"
