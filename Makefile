PYTHON ?= python3
SECONDS ?= 600
CALLS ?= 100000
SEED ?= 1
BIN := .venv/bin
ON_PATH := PATH="$(CURDIR)/$(BIN):$$PATH"
PYTEST := $(ON_PATH) $(BIN)/python -m pytest
# One process per core; a test goes to whichever is free.
ALL_CORES := -n auto --dist worksteal
QUICK := fork/two_returns process/wait_for_child subclass/greeter pool/limited

.PHONY: help install book demo lint quick test verify siege cpython bench bench-runs mutants mutants-grader bench-classes bench-nbgrader bench-tools soak fuzz stubs clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: .venv/installed  ## set up .venv with everything a developer needs

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: install  ## grade a sample class of twelve and say where the report is
	mkdir -p build/demo
	$(ON_PATH) $(BIN)/grader grade tests/submissions/class --force \
	    --json build/demo/results.json --gradebook sqlite:///build/demo/gradebook.db --report build/demo/report || test $$? = 1

lint: install  ## style, format, types, and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

quick: lint  ## what to run before each commit: lint, the tests that take no time, one exercise per unit
	$(PYTEST) $(ALL_CORES) -q -m "not slow and not cpython and not siege" $(addprefix tests/grader/,checks course exports grading/test_verdict.py reports)
	for exercise in $(QUICK); do $(BIN)/grader verify $$exercise || exit 1; done

test: lint  ## all tests, as CI runs them
	$(PYTEST) $(ALL_CORES) -m "not cpython and not siege" tests/grader

verify: install  ## every sample submission gets its expected verdict
	$(BIN)/grader verify

siege: install  ## the hostile submissions beside a class, and a grader that is killed fifty times
	$(PYTEST) -m siege tests/grader

cpython: install  ## CPython's own tests of processes, under the observer and bare
	$(PYTEST) -m cpython tests/grader

bench: bench-runs bench-nbgrader bench-tools bench-classes  ## every benchmark, on an idle machine (forty minutes)

bench-runs: install  ## what an observed run costs
	$(ON_PATH) $(BIN)/python tests/bench/runs.py

bench-classes: install  ## a class of a thousand, alone and on a cluster
	mkdir -p build
	$(ON_PATH) $(BIN)/python tests/bench/classes.py --json build/classes.json --svg build/classes.svg

bench-nbgrader: install  ## autograding a notebook, ours and nbgrader's
	$(ON_PATH) $(BIN)/python tests/bench/nbgrader.py

bench-tools: install  ## the same submission with the tools that one would use instead
	mkdir -p build
	$(ON_PATH) $(BIN)/python tests/bench/tools.py --json build/tools.json

mutants: install  ## change the solutions in every way a tool knows, and look for a check that notices
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(ON_PATH) $(BIN)/python tests/bench/mutants.py

mutants-grader: install  ## change the grader's own deciding modules, and look for a unit test that notices
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(ON_PATH) $(BIN)/python tests/bench/grader_mutants.py $(MODULES)

soak: install  ## grade the samples over and over under load (SECONDS=600)
	$(ON_PATH) $(BIN)/python tests/bench/soak.py $(SECONDS)

fuzz: install  ## random system calls under the sandbox and the observer (CALLS=100000 SEED=1)
	$(ON_PATH) $(BIN)/python tests/bench/fuzz_calls.py --calls $(CALLS) --seed $(SEED)

stubs: install  ## make the stubs again after a solution has changed
	$(BIN)/python -m grader.course.stubs

book: install  ## the course as a web site, in build/book (Sphinx)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[book]'
	$(ON_PATH) $(BIN)/python -m grader.book build/book

clean:  ## remove what was made here
	rm -rf .venv build .grader
