# What the tests of the examples share: a folder that goes away, as its processes do, and sentences when something is not so.
set -euo pipefail
tests=$(dirname "$(dirname "$(realpath "$0")")")
examples=$(dirname "$tests")/examples/c
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

fail() {
    echo "$*" >&2
    exit 1
}

# compiled NAME...: each is in the folder then.
compiled() {
    local name
    for name in "$@"; do "$tests/c/compile.sh" "$examples/$name.c" "./$name"; done
}

# ends STATUS SENTENCE COMMAND...: the command ends so, and says that; the output is in ./said.
ends() {
    local wanted=$1 sentence=$2 status=0
    shift 2
    "$@" >said 2>&1 || status=$?
    cat said
    [ "$status" = "$wanted" ] || fail "$*: exit status $status, not $wanted"
    grep -qE "$sentence" said || fail "$*: nowhere '$sentence'"
}
