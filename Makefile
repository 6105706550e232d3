PYTHON ?= python3
SECONDS ?= 600
BIN := .venv/bin

.PHONY: install demo test cpython siege bench bench-runs bench-nbgrader bench-tools bench-classes mutants soak stubs clean

install: .venv/installed

.venv/installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: install
	mkdir -p build/demo
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/grader grade tests/submissions/class --force \
	    --json build/demo/results.json --gradebook sqlite:///build/demo/gradebook.db --report build/demo/report || test $$? = 1

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -m "not cpython and not siege" tests/grader

siege: install
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -m siege tests/grader

cpython: install
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -m cpython tests/grader

bench: bench-runs bench-nbgrader bench-tools bench-classes

bench-runs: install
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/runs.py

mutants: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/mutants.py

bench-classes: install
	mkdir -p build
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/classes.py \
	    --json build/classes.json --svg build/classes.svg

bench-nbgrader: install
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/nbgrader.py

bench-tools: install
	mkdir -p build
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/tools.py --json build/tools.json

soak: install
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python tests/bench/soak.py $(SECONDS)

stubs: install
	$(BIN)/python -m grader.course.stubs

clean:
	rm -rf .venv build .grader
