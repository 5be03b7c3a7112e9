# The front door. Each target first installs the Debian packages it lacks, and says which.

JOBS ?= $(shell nproc)
PREFIX ?= /usr/local
SEEDS ?= 500
SANITIZED_SEEDS ?= 30
FUZZ_SECONDS ?= 60
BENCH_MIN_TIME ?= 0.5
ABUSERS ?= 1000
ABUSE_SECONDS ?= 60
SOAK_CYCLES ?= 100000
SOAK_PEERS ?= 500
SOAK_TIME ?= 30m

export JOBS SEEDS FUZZ_SECONDS
export CMAKE_BUILD_PARALLEL_LEVEL := $(JOBS)
export CTEST_PARALLEL_LEVEL := $(JOBS)

# Each recipe is one script that stops at its first failure.
SHELL := bash
.SHELLFLAGS := -euo$(if $(V),x) pipefail -c
.ONESHELL:
.SILENT:
.DEFAULT_GOAL := help
.PHONY: help demo build test interop abuse soak bench bench-compare fuzz simulate planted lint sanitize coverage docs install format clean

# One build directory serves demo, build, test and bench, another sanitize and fuzz. AUTO: tests
# when GoogleTest is installed, so that only `make test` asks for it and none of them undoes the work
# of another.
configure := cmake --preset release --log-level=WARNING -DBITPEER_BUILD_TESTS
binaries := build/release/bin

# $(call unless_there,PATTERN): ends the recipe well when no file matches, for floors yet to be built.
unless_there = compgen -G '$(1)' >/dev/null || { echo 'make $@: there is no $(1) yet'; exit 0; }

help: ## show this list
	echo 'make TARGET [JOBS=$(JOBS)] [V=1 to see the commands]'
	sed -n 's/^\([a-z-]*\):.*## /  \1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 17

demo: ## watch two peers talk in one process; needs no network and no test packages
	$(call unless_there,tool/*.cpp)
	scripts/install-deps demo
	$(configure)=AUTO
	cmake --build build/release --target bitpeer_products
	$(binaries)/bitpeer demo

build: ## the library and the tool: build/release/bin/bitpeer
	scripts/install-deps build
	$(configure)=AUTO
	cmake --build build/release --target bitpeer_products

test: ## build everything and run all tests that need no foreign node
	scripts/install-deps test
	$(configure)=ON
	cmake --build build/release
	ctest --preset release --output-junit junit.xml

interop: build ## talk to real nodes, each started for the purpose (litecoind, peers in Go and JavaScript)
	$(call unless_there,tests/interop/run)
	scripts/install-deps interop
	cmake --build build/release --target bitpeer_interop_peer
	python3 tests/interop/run --tool $(binaries)/bitpeer --driver $(binaries)/bitpeer_interop_peer

abuse: build ## let ABUSERS (1000) hostile connections loose on a listener for ABUSE_SECONDS (60); ABUSE_ARGS
	$(call unless_there,tests/abuse/run)
	scripts/install-deps abuse
	cmake --build build/release --target bitpeer_abusers
	python3 tests/abuse/run --tool $(binaries)/bitpeer --abusers $(binaries)/bitpeer_abusers \
	    --connections $(ABUSERS) --seconds $(ABUSE_SECONDS) $(ABUSE_ARGS)

soak: ## SOAK_CYCLES (100000) under the thread sanitizer, then SOAK_PEERS (500) live peers for SOAK_TIME (30m)
	$(call unless_there,tests/soak/*.cpp)
	scripts/install-deps sanitize
	cmake --preset tsan --log-level=WARNING
	cmake --build build/tsan --target bitpeer_soak
	scripts/plain-addresses build/tsan/bin/bitpeer_soak --cycles $(SOAK_CYCLES)
	$(configure)=ON
	cmake --build build/release --target bitpeer_soak
	$(binaries)/bitpeer_soak --peers $(SOAK_PEERS) --for $(SOAK_TIME) --csv build/soak.csv

bench: ## run the benchmarks (BENCH_MIN_TIME=0.5 seconds each; BENCH_ARGS)
	$(call unless_there,bench/*_bench.cpp)
	scripts/install-deps bench
	$(configure)=AUTO -DBITPEER_BUILD_BENCH=ON
	cmake --build --preset bench
	$(binaries)/bitpeer_bench --benchmark_min_time=$(BENCH_MIN_TIME) $(BENCH_ARGS)

bench-compare: ## measure us beside btcd, rust-bitcoin and bare loops: docs/benchmarks.md (BENCH_SECONDS=1, BENCH_REPEATS=5)
	scripts/install-deps bench-compare
	$(configure)=AUTO -DBITPEER_BUILD_BENCH=ON
	cmake --build --preset bench-compare
	python3 bench/compare/run $(COMPARE_ARGS)

fuzz: ## run each fuzz target for FUZZ_SECONDS (60)
	$(call unless_there,fuzz/*_fuzz.cpp)
	scripts/install-deps fuzz
	cmake --preset asan --log-level=WARNING -DBITPEER_BUILD_TESTS=AUTO
	cmake --build --preset fuzz
	scripts/fuzz build/asan/bin

simulate: ## run the simulation with many seeds (SEEDS=500)
	$(call unless_there,tests/simulation/*_test.cpp)
	scripts/install-deps simulate
	$(configure)=ON
	cmake --build build/release --target bitpeer_simulation_tests
	$(binaries)/bitpeer_simulation_tests --gtest_brief=1

planted: ## does the simulator find each planted bug (tests/simulation/planted)?
	scripts/install-deps test
	scripts/planted

lint: build ## check formatting, floors, purity, headers and clang-tidy
	scripts/install-deps lint
	scripts/lint

sanitize: ## run the tests under address, undefined behaviour and thread sanitizers
	scripts/install-deps sanitize
	for preset in asan tsan; do
	    cmake --preset $$preset --log-level=WARNING -DBITPEER_BUILD_TESTS=ON
	    cmake --build --preset $$preset
	    SEEDS=$(SANITIZED_SEEDS) scripts/plain-addresses ctest --preset $$preset
	done

coverage: ## which lines and branches the tests of floors 0 to 6 reach: build/coverage/coverage.txt
	scripts/install-deps coverage
	cmake --preset coverage --log-level=WARNING
	cmake --build --preset coverage
	SEEDS=$(SANITIZED_SEEDS) scripts/coverage build/coverage

# Pages with one network each of those whose dialect they describe; the tests' list is the same.
reference_pages = $(shell cat docs/reference-pages)

docs: build ## write what is generated: the pages of messages, and the README's example and table of verbs
	scripts/install-deps docs
	mkdir -p docs
	for page in $(reference_pages); do \
	    $(binaries)/bitpeer messages --markdown --network "$${page##*:}" > build/messages.md || exit 1; \
	    mv build/messages.md "docs/$${page%%:*}.md"; \
	done
	$(binaries)/bitpeer messages --negotiation > build/negotiation.md
	mv build/negotiation.md docs/negotiation.md
	scripts/readme $(binaries)/bitpeer > build/readme.md
	mv build/readme.md README.md

install: build ## install library and tool under PREFIX (/usr/local); DESTDIR is honoured
	cmake --install build/release --prefix '$(PREFIX)'

format: ## rewrite our C++ files in the house style
	scripts/install-deps format
	scripts/sources | xargs -r clang-format-14 -i

clean: ## remove all that was built
	rm -rf build
