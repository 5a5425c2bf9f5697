#!/usr/bin/env bash
# fuzz.sh RUNS FOLDER [TARGET...]: runs the targets of fuzz/ under libFuzzer with AddressSanitizer and
# LeakSanitizer, RUNS inputs each, from seeds that tests/fuzz makes. What was found before is kept in FOLDER and
# gone on from; so is a finding. FUZZ_SECONDS ends each target early. Adds a line a target to tests/record/fuzz.csv.
set -euo pipefail
cd "$(dirname "$0")/.."
[ $# -ge 2 ] || { echo "usage: fuzz.sh RUNS FOLDER [TARGET...]" >&2 && exit 2; }
runs=$1 folder=$(realpath -m "$2")
shift 2
targets=("${@:-abi snapshot text}")
read -ra targets <<<"${targets[*]}"
record=tests/record/fuzz.csv
commit=$(git rev-parse --short HEAD)

stop() {
    echo "fuzz: $*" >&2
    exit 1
}

# The sanitizers and the counting of edges are still unstable options of the stable compiler.
fuzz() {
    PATH=$folder/tools/bin:$PATH RUSTC_BOOTSTRAP=1 cargo fuzz "$@"
}

install_once() {
    fuzz --version >/dev/null 2>&1 && return
    echo "fuzz: installing by cargo into $folder/tools: cargo-fuzz"
    cargo install --quiet --locked --root "$folder/tools" cargo-fuzz@0.13.2 ||
        stop "cargo could not install cargo-fuzz; is the network there?"
}

# An input may take 30 s at most, on a machine that others use too, one allocation 256 MB, all of them 2 GB.
run() { # TARGET
    local corpus=$folder/corpus/$1 found=$folder/found/$1 longest=2048
    [ "$1" != abi ] || longest=256 # some thirty calls
    mkdir -p "$corpus" "$found"
    fuzz run --fuzz-dir fuzz --target-dir "${CARGO_TARGET_DIR:-target}/fuzz" "$1" \
        "$corpus" "$folder/seeds/$1" -- -runs="$runs" -max_len=$longest -timeout=30 -seed=1 \
        -malloc_limit_mb=256 -rss_limit_mb=2048 -print_final_stats=1 -max_total_time="${FUZZ_SECONDS:-0}" -artifact_prefix="$found/"
}

# The last line of libFuzzer's log, with its counts of edges and features, and the inputs it has kept.
note() { # TARGET SECONDS
    local log=$folder/$1.log inputs edges features kept findings machine compiler
    inputs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    edges=$(grep -o ' cov: [0-9]*' "$log" | tail -n 1 | grep -o '[0-9]*' || true)
    features=$(grep -o ' ft: [0-9]*' "$log" | tail -n 1 | grep -o '[0-9]*' || true)
    kept=$(find "$folder/corpus/$1" -type f | wc -l)
    findings=$(find "$folder/found/$1" -type f | wc -l)
    machine=$(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)
    compiler=$(rustc --version | cut -d' ' -f2)
    mkdir -p "$(dirname "$record")"
    [ -e "$record" ] || echo "date,commit,machine,rustc,target,inputs,seconds,edges,features,kept,findings" >"$record"
    echo "$(date -u +%F),$commit,$machine,$compiler,$1,${inputs:-0},$2,${edges:-0},${features:-0},$kept,$findings" |
        tee -a "$record"
}

mkdir -p "$folder"
install_once
SUBTHAL_SEEDS=$folder/seeds cargo test --locked --test fuzz
failed=0
for target in "${targets[@]}"; do
    start=$SECONDS
    run "$target" >"$folder/$target.log" 2>&1 || failed=1
    note "$target" $((SECONDS - start))
done
[ $failed = 0 ] || stop "there are findings: see $folder/found and the logs beside it"
