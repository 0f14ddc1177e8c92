# Farthing's commands. `make help` lists them; CONTRIBUTING.md says when to use which.

PYTHON = python3
PORT = 8000
DATA = var/demo
SECONDS = 60
SIZE = 200MB
BIN = .venv/bin
SOURCES = src tests tools bench fuzz

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL = help
.PHONY: help install demo demo-reset test lint format bench fuzz soak lock clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1	/p' Makefile | while IFS='	' read -r target says; do \
		printf '  make %-11s %s\n' "$$target" "$$says"; done

install: ## make .venv with everything the other targets need
	@command -v $(PYTHON) >/dev/null || { \
		echo 'make install: $(PYTHON) is missing. As root: apt-get install python3 python3-venv' >&2; exit 1; }
	@$(PYTHON) tools/environment.py

demo: install ## serve the demonstration desk on 127.0.0.1 (PORT=8000), keeping its data in var/demo
	@$(BIN)/farthing desk demo --data $(DATA) --port $(PORT)

demo-reset: install ## the same from the beginning: var/demo is emptied first
	@rm -rf $(DATA)
	@$(BIN)/farthing desk demo --data $(DATA) --port $(PORT)

test: install ## run every test on SQLite and on a PostgreSQL server of its own, then fuzz for a minute
	@$(PYTHON) tools/system_packages.py test
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup --database sqlite
	$(BIN)/pytest -n auto --maxprocesses 4 --dist loadgroup --database postgresql
	$(BIN)/python fuzz/run.py --seconds 2 --seed 1

lint: install ## check style, formatting, types and the direction of imports
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: install ## write the code in the house's format
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

bench: install ## measure reading, finding (beside other tools) and the desk (SIZE=200MB of corpus, or 2GB)
	@$(PYTHON) tools/rivals.py
	PYTHONPATH=tests $(BIN)/python bench/run.py --size $(SIZE)

fuzz: install ## give every reader broken bytes, a minute each (SECONDS), and see that it holds
	$(BIN)/python fuzz/run.py --seconds $(SECONDS)

soak: install ## run the kill, fuzz and load tests in their long form, on both databases
	@$(PYTHON) tools/system_packages.py test
	$(BIN)/pytest --long -m soak --database sqlite
	$(BIN)/pytest --long -m soak --database postgresql

lock: ## make requirements.lock anew from pyproject.toml, and bench/rivals.lock from bench/rivals.in
	@$(PYTHON) tools/lock.py

clean: ## remove .venv, caches and everything built (the data in var/ stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
