#!/usr/bin/env bash
# summary.sh CARGO.log [PACKAGE.log [BINDING.log...]]: adds up what cargo test and ctest said, and tells
# what the tests of each binding said at their end.
set -euo pipefail

awk '
    /^test result:/ { passed += $4; failed += $6; ignored += $8 }
    END {
        printf "cargo test: %d passed, %d failed, %d ignored\n", passed, failed, ignored
        exit !passed || failed > 0
    }' "$1"
[ $# -gt 1 ] || exit 0
awk '
    /tests passed, .* tests failed out of/ { failed = $4; total = $9 }
    END {
        printf "package tests: %d passed, %d failed\n", total - failed, failed
        exit !total || failed > 0
    }' "$2"
shift 2
for log in "$@"; do
    echo "$(basename "$log" .log) tests: $(grep -oE '[0-9]+ (passed|failed).*|not run.*|^Subthal .*' "$log" | tail -n 1)"
done
