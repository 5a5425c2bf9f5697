#!/usr/bin/env bash
# cookbook.sh FOLDER: every recipe in FOLDER/c runs, and says the same as its twin in FOLDER/cpp.
set -euo pipefail
run=$(dirname "$(realpath "$0")")/run.sh
cd "$1"
for recipe in c/[0-9]*.c; do
    name=$(basename "$recipe" .c)
    in_c=$("$run" "$recipe")
    in_cpp=$("$run" "cpp/$name.cpp")
    # C++ runs twice, once a standard.
    [ "$in_cpp" = "$in_c"$'\n'"$in_c" ] || {
        diff <(echo "$in_c") <(echo "$in_cpp") >&2 || true
        echo "$name says one thing in C and another in C++" >&2
        exit 1
    }
    echo "$name: $(head -1 <<<"$in_c")"
done
[ "$(ls c/[0-9]*.c | wc -l)" = "$(ls cpp/[0-9]*.cpp | wc -l)" ]
