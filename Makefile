# `make` lists what can be done. PORT=8001 chooses another port for `make run` and `make web`.
.DEFAULT_GOAL := help
.PHONY: help install run web worker beat test soak bench train check format messages screenshots lock
SHELL := bash
PYTHON ?= python3
BIN := .venv/bin
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-input --require-hashes -r
# What settings need when neither a newsroom nor a `.env` is at hand; `check --deploy` looks at a site behind HTTPS.
CHECKED := SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	DEBUG=False SITE_URL=https://factcheck.example

help:  ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

install: .venv/installed-all  ## Make the environment alone, with the tools for development, in .venv

run: .venv/installed  ## Start the newsroom: database, broker, web, worker, beat; Ctrl-C stops all
	@$(BIN)/python -m factcheck.run

web worker beat: .venv/installed
	@$(BIN)/python -m factcheck.run $@

web:  ## Start the web server alone
worker:  ## Start a worker alone
beat:  ## Start the clock for recurring tasks alone

test: .venv/installed-all  ## Run all tests, with their own database, broker and browser
	@.ci/test

soak: SEED := $(or $(SEED),$(shell date +%s))
soak: .venv/installed-all  ## Make 50,000 moves at random, 1,000 rounds of several at once, 1,000 publications, 10,000 messages, 100,000 changes, and requests by the thousand: make soak SEED=NUMBER
	@echo "SEED=$(SEED)"
	@STEPS=50000 ROUNDS=1000 SEED=$(SEED) $(BIN)/python -m pytest -q -n0 -s -p no:logging tests/machine
	@MESSAGES=10000 KILLS=20 $(BIN)/python -m pytest -q -n0 -s -p no:logging tests/scenarios/test_lost_senders.py
	@PUBLICATIONS=1000 SEED=$(SEED) $(BIN)/python -m pytest -q -n0 -s -p no:logging tests/scenarios/test_views_agree.py
	@EXAMPLES=200 SEED=$(SEED) $(BIN)/python -m pytest -q -n0 -p no:logging tests/api/test_fuzz.py
	@CHANGES=100000 $(BIN)/python -m pytest -q -n0 -p no:logging tests/scenarios/test_followers.py

bench: .venv/installed-all  ## Compare the extraction with the bare model, hostile text with prose, a long queue with a short one, the API with usual ones, readers' pages made and given again, a large ledger with a small one, webhooks beside one that hangs
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/queue_speed.py
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/record_speed.py
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/http_speed.py
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/pages_speed.py
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/ledger_speed.py
	@$(BIN)/python -m pytest -q -n0 -s tests/bench/webhook_speed.py

train: .venv/installed-train  ## Train the extraction's tagger again: make train ATTRIBUTIONS=FILE SENTENCES=FILE OUT=FILE
	@$(BIN)/python manage.py train_extraction --attributions $(ATTRIBUTIONS) --sentences $(SENTENCES) --out $(OUT)

check: .venv/installed-all  ## Check format, lint, types, import contracts, migrations, deployment settings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(CHECKED) $(BIN)/mypy
	$(BIN)/lint-imports
	$(CHECKED) $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(CHECKED) $(BIN)/python manage.py check --deploy --fail-level WARNING

format: .venv/installed-all  ## Put the code into its format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

messages: .venv/installed-all  ## Bring the translations in locale/ up to date with the words of the site
	@$(CHECKED) $(BIN)/python manage.py write_messages

screenshots: .venv/installed-all  ## Take the README's pictures from the demo newsroom that `make run` has started
	$(BIN)/python manage.py take_screenshots docs/pictures --pages front verdict queue article write approve api_docs
	$(BIN)/python manage.py take_screenshots docs/pictures --sizes phone --themes dark --pages verdict

lock:  ## Choose the newest versions that pyproject.toml allows, for Python 3.11 and up on all systems
	$(PYTHON) -m venv .data/tools && .data/tools/bin/pip install --quiet uv
	$(COMPILE) pyproject.toml -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(COMPILE) --extra train -c requirements-dev.txt pyproject.toml -o requirements-train.txt

COMPILE = .data/tools/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url

.venv/installed: requirements.txt | .venv
	$(PIP_INSTALL) $<
	@touch $@

.venv/installed-all: requirements-dev.txt | .venv
	$(PIP_INSTALL) $<
	@touch $@ .venv/installed

.venv/installed-train: requirements-train.txt | .venv/installed-all
	$(PIP_INSTALL) $<
	@touch $@

.venv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=...")'
	$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
