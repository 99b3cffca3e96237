# `make` lists what there is. Nothing needs to be installed beforehand but Python 3.11 or newer and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# The question reaches the program as typed: make doesn't expand it, the shell doesn't see it.
ASKED := $(value Q)
export ASKED
unexport Q
MAKEOVERRIDES :=

.DEFAULT_GOAL := help
.PHONY: help ask run test types units fix eval bench pins

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 14

ask: $(VENV)/runs ## Ask the report: make ask Q="what happened with rural payments in 2014?"
	@test -n "$$ASKED" || { echo 'Write a question: make ask Q="what happened with rural payments in 2014?"' >&2; exit 2; }
	@$(BIN)/python app.py ask -- "$$ASKED"

run: $(VENV)/runs ## Start what the environment asks for: Socket Mode, HTTP, else a chat in the terminal
	@if test -n "$$SLACK_APP_TOKEN"; then exec $(BIN)/python app.py worker; \
	elif test -n "$$SLACK_SIGNING_SECRET"; then exec $(BIN)/python app.py web; \
	else exec $(BIN)/python app.py; fi

test: $(VENV)/tests ## Lint, types, import contracts and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	@$(MAKE) --no-print-directory --jobs=2 types units

types:
	$(BIN)/mypy

# Where bytecode isn't written, each of the tests' processes compiles the project anew.
units:
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/pytest --cov --cov-report=term-missing
	$(BIN)/coverage report --include='knowledge/*' --fail-under=100

fix: $(VENV)/tests ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: $(VENV)/runs ## Score the answers to the evaluation sets, also by kind of question
	@$(BIN)/python -m tests.evaluation

bench: $(VENV)/tests ## Measure times and memory against baselines
	@$(BIN)/python -m benchmarks

pins: $(VENV)/tests ## Pin the newest versions of all dependencies, with hashes
	$(BIN)/pip-compile $(PINS) --output-file=requirements.txt requirements.in
	$(BIN)/pip-compile $(PINS) --output-file=requirements-dev.txt requirements-dev.in

# Extras stay in the pins: for `coverage==` alone, pip 23 refuses pytest-cov's `coverage[toml]` as not pinned once a newer coverage is out.
PINS := --quiet --upgrade --generate-hashes --no-strip-extras --allow-unsafe --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) >&2

$(VENV)/runs: requirements.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.txt >&2
	@touch $@

# requirements-dev.txt holds what runs, too.
$(VENV)/tests: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.txt >&2
	@touch $(VENV)/runs $@
