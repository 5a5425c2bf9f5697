# The commands of this project. Results go to out/, builds to target/ and build/.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

VENV := .venv
INSTALL := out/install
ARM64_TESTS := backends control determinism laws metrics moments parity recording reference saturation text wiring
BINDINGS := python octave julia # C and C++ are among the package's tests
FUZZ_RUNS := 10000000
FUZZ_TARGETS := abi snapshot text
PEERS := out/peers
# Where make bench-bindings writes; benches/record/MACHINE/DATE-bindings to keep it.
RECORD := out/bench/bindings
# Where make bench-search writes; benches/record/MACHINE/DATE-search to keep it.
SEARCH_RECORD := out/bench/search
DEMO_TRIALS := 240
PEER_VENVS := .venv-peers/jax .venv-peers/brian2 .venv-peers/nest
PLAIN := g++ -std=c++17 -O3 -march=native -Wall -Wextra benches/peers/plain/plain.cpp
C_FILES = $(shell find tests examples bindings benches -name '*.[ch]' -o -name '*.[ch]pp' 2>/dev/null)

.PHONY: help demo loops test test-arm64 soak soak-rig fuzz sanitize bench bench-bindings bench-search pictures papers peers header format lint clean
.PHONY: test-python test-octave test-julia build-tools test-tools $(VENV) $(PEER_VENVS) install wheel mex lint-rust lint-c lint-python test-rust test-abi test-package

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /  \1\t/p' Makefile | expand -t 14

demo: wheel ## build, run the main job, search its states; pictures and a report into out/demo
	tools/demo.sh demo $(INSTALL) out/demo $(VENV)/bin/python
	rm -f out/demo/search.db
	$(VENV)/bin/python -m subthal.search run both --trials $(DEMO_TRIALS) --seed 1 --storage out/demo/search.db
	$(VENV)/bin/python -m subthal.search report both --storage out/demo/search.db --to out/demo/search.html

loops: install $(VENV) ## stimulation by frequency and by each controller, its pictures into out/loops
	tools/demo.sh closed_loops $(INSTALL) out/loops $(VENV)/bin/python

TESTED := $(filter-out $(SKIP),$(BINDINGS))
test: lint test-rust test-abi test-package $(TESTED:%=test-%) ## every test there is; SKIP="octave" leaves a binding out
	@tools/summary.sh out/test/cargo.log out/test/package.log out/test/abi.log $(TESTED:%=out/test/%.log)

test-python: wheel ## the Python package: a wheel, and its tests from an environment
	@tools/ensure.sh python
	@mkdir -p out/test
	cd bindings/python && env -u PYTHONPATH -u SUBTHAL_LIBRARY $(CURDIR)/$(VENV)/bin/python -m pytest 2>&1 \
		| tee $(CURDIR)/out/test/python.log

test-octave: mex ## the tests of the MATLAB package, in GNU Octave
	@mkdir -p out/test
	octave-cli --norc --no-history -q --eval "addpath('bindings/matlab/test'); run_tests()" 2>&1 \
		| tee out/test/octave.log

test-julia: install ## the tests of the Julia package; fetches a Julia if there is none
	@mkdir -p out/test
	SUBTHAL_LIBRARY=$(CURDIR)/$(INSTALL)/lib/libsubthal.so tools/julia.sh .julia --startup-file=no \
		--project=bindings/julia bindings/julia/test/runtests.jl 2>&1 | tee out/test/julia.log

test-arm64: build-tools ## the tests of the numbers, for arm64 in an emulator; fetches 230 MB once
	@mkdir -p out/test
	tools/arm64.sh .arm64 cargo test --locked --no-fail-fast --target aarch64-unknown-linux-gnu \
		--lib $(ARM64_TESTS:%=--test %) 2>&1 | tee out/test/arm64.log
	@tools/summary.sh out/test/arm64.log

soak: soak-rig ## the long checks: noise, functions, precisions, a million trials, hostile inputs, a rig
	@mkdir -p out/soak
	SUBTHAL_SOAK=1 cargo test --locked --release --lib accuracy_tests \
		-- --nocapture --test-threads=1 2>&1 | tee out/soak/functions.log
	SUBTHAL_SOAK=1 cargo test --locked --release --test noise_quality \
		-- --nocapture --test-threads=1 2>&1 | tee out/soak/noise.log
	SUBTHAL_SOAK=1 cargo test --locked --release --test precision \
		-- --nocapture --test-threads=1 2>&1 | tee out/soak/precision.log
	SUBTHAL_SOAK=1 cargo test --locked --release --test soak \
		-- --nocapture --test-threads=1 2>&1 | tee out/soak/trials.log
	SUBTHAL_SOAK=1 cargo test --locked --release --test fuzz \
		-- --nocapture --test-threads=1 2>&1 | tee out/soak/fuzz.log

fuzz: test-tools ## every fuzz target, FUZZ_RUNS inputs each: hours; goes on from out/fuzz
	tools/fuzz.sh $(FUZZ_RUNS) out/fuzz $(FUZZ_TARGETS)

sanitize: test-tools ## the tests under AddressSanitizer, LeakSanitizer and ThreadSanitizer
	tools/sanitize.sh out/sanitize

soak-rig: install ## a loop at 1 kHz for ten minutes and certificates of it, into benches/record
	tools/soak-rig.sh $(INSTALL) benches/record/$$(tools/machine.sh name)/$$(date +%F)-rig

bench: build-tools ## every benchmark
	cargo bench --locked --benches

bench-bindings: wheel mex ## what a step costs in each binding over C, into RECORD.csv and .txt
	@mkdir -p $(dir $(RECORD))
	$(VENV)/bin/python bindings/bench/compare.py $(INSTALL) tools/julia.sh .julia | tee $(RECORD).csv
	(echo "make bench-bindings"; tools/machine.sh) >$(RECORD).txt

bench-search: wheel ## trials a second of a search, everything included, into SEARCH_RECORD.csv and .txt
	@mkdir -p $(dir $(SEARCH_RECORD))
	$(VENV)/bin/python bindings/python/bench/search_rate.py $(SEARCH_RECORD).csv
	(echo "make bench-search"; tools/machine.sh) >$(SEARCH_RECORD).txt

pictures: wheel mex ## draw the pictures of the bindings' READMEs again
	@tools/ensure.sh pictures
	tools/pictures.sh $(INSTALL) $(VENV)/bin/python tools/julia.sh .julia

papers: wheel ## figures of papers, drawn again from their presets, into docs/pictures
	$(VENV)/bin/python papers/so_2012/error_index.py docs/pictures
	$(VENV)/bin/python papers/rubin_terman_2004/relay.py docs/pictures

peers: test-tools $(VENV) $(PEER_VENVS) ## this library beside Brian2, NEST, JAX and plain C++, into out/peers
	cargo build --locked --release --example peers
	@mkdir -p $(PEERS)
	$(PLAIN) -o $(PEERS)/plain
	$(PLAIN) -ffast-math -o $(PEERS)/plain_fast
	$(PLAIN) -ffast-math -DVECTOR_NOISE -o $(PEERS)/plain_vector
	$(VENV)/bin/python benches/peers/run.py $(PEERS) "$${CARGO_TARGET_DIR:-target}/release/examples/peers"

header: build-tools ## write include/subthal.h and the record of the ABI again from src/ffi
	SUBTHAL_BLESS=1 cargo test --locked --test header
	tools/abi.sh bless

format: test-tools $(VENV) ## lay out Rust, C and Python
	cargo fmt
	clang-format -i $(C_FILES)
	$(VENV)/bin/ruff check --fix --quiet .
	$(VENV)/bin/ruff format --quiet .

lint: lint-rust lint-c lint-python ## layout, lints and documentation, all without a warning

clean: ## remove everything that was built
	cargo clean
	rm -rf build out $(VENV) .venv-peers .arm64 .julia

# ---- the parts -----------------------------------------------------------------------------
build-tools:
	@tools/ensure.sh build

test-tools:
	@tools/ensure.sh test

$(VENV): build-tools
	@tools/venv.sh $(VENV)

$(PEER_VENVS): build-tools
	@tools/venv.sh $@ benches/peers/requirements-$(notdir $@).txt

install: build-tools
	cmake --preset release
	cmake --build --preset release
	cmake --install build/release --prefix $(INSTALL)

wheel: install $(VENV)
	tools/wheel.sh $(INSTALL) out/python $(VENV)/bin/python

mex: install
	@tools/ensure.sh octave
	octave-cli --norc --no-history -q --eval "addpath('bindings/matlab'); build('$(INSTALL)')"

lint-rust: test-tools
	cargo fmt --check
	cargo clippy --locked --all-targets -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps

lint-c: test-tools
	clang-format --dry-run -Werror $(C_FILES)

lint-python: $(VENV)
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

test-rust: test-tools
	@mkdir -p out/test
	cargo test --locked --no-fail-fast 2>&1 | tee out/test/cargo.log

test-abi: test-tools
	@mkdir -p out/test
	tools/abi.sh check 2>&1 | tee out/test/abi.log

test-package: test-tools
	@mkdir -p out/test
	cmake --workflow --preset release 2>&1 | tee out/test/package.log

