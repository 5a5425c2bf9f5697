#!/usr/bin/env bash
# A hundred arms from one moment, the first of which is what would have been without a fork.
. "$(dirname "$(realpath "$0")")/common.sh"
compiled forked_arms
ends 0 "gone on: the same" ./forked_arms 1.25
[ "$(grep -cE '^ +[0-9]+( +[0-9.-]+){4}$' said)" = 100 ] || fail "not a line an arm"
