# `make chat` and `make test` need Python 3.11 or later, make and a package index; nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: chat test check eval bench clean
.DEFAULT_GOAL := chat

chat: .venv/installed
	@$(BIN)/kildevis chat

test: .venv/installed-dev
	@$(BIN)/pytest

check: .venv/installed-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy

# The gold set, beside the baselines, and the follow-ups; fails when a figure falls below what the project has reached.
eval: .venv/installed-dev
	@$(BIN)/kildevis eval --gate evals/gate.toml
	@$(BIN)/kildevis eval --no-baselines --gold evals/gold/follow-ups.jsonl --gate evals/gate-follow-ups.toml

bench: .venv/installed-dev
	@$(BIN)/python -m tests.bench

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

# The stamps are older than pyproject.toml when the dependencies may have changed; otherwise nothing is installed again.
.venv/installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kildevis needs Python 3.11 or later: make PYTHON=...")'
	@echo "Installing into .venv, a few minutes the first time ..."
	@test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@
