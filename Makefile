# What can be done with this folder; "make help" lists it. Python 3.11 and make are all it takes.

PYTHON ?= python3
LANGUAGES = fr de
TEMPLATES = find src -name '*.html' -not -path '*/static/*'

# The environment made by "make setup", before anything that the machine has.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# Checks and tests use databases and settings of their own, whatever the caller's environment says.
ALONE = env -u DATABASE_URL -u DJANGO_SETTINGS_MODULE
EMPTY = PERRON_VAR=build/tests DATABASE_URL=sqlite://:memory:
PYTEST = $(ALONE) pytest

# Tests that ask no database run once.
NO_DATABASE = tests/engines tests/tools tests/test_docs.py tests/test_house.py tests/test_publiccode.py

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup tools run check test axe kill bench audit docs messages format clean

help:  ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F '|' '{printf "  make %-10s %s\n", $$1, $$2}'

setup:  ## Environment, front end and catalogues; quick when nothing changed
	@$(PYTHON) tools/prepare.py

tools:
	@$(PYTHON) tools/prepare.py --dev

run: setup  ## Serve the site here; DATABASE_URL=postgres://… chooses the database
	@$(if $(DATABASE_URL),,env -u DATABASE_URL) perron run

check: tools  ## Style, types, floors and rooms, migrations, questions, translations, licences
	@tools/system-packages gettext
	ruff format --check --quiet
	ruff check --quiet
	$(TEMPLATES) -exec djade --check --target-version 5.2 {} +
	lint-imports --no-logo
	$(ALONE) $(EMPTY) django-admin makemigrations --settings perron.config.settings --check --dry-run
	$(ALONE) $(EMPTY) mypy
	$(ALONE) $(EMPTY) perron bank check
	python tools/check_catalogues.py $(LANGUAGES)
	reuse lint --quiet || reuse lint --lines

test: tools  ## Everything: the checks, the tests on SQLite and PostgreSQL, a real browser
	@tools/system-packages gettext chromium postgresql
	@$(MAKE) --no-print-directory check
	$(PYTEST) -m "not e2e and not kill" -n 2
	$(ALONE) python -m tests.postgres pytest -m "not e2e and not kill" $(NO_DATABASE:%=--ignore=%) -n 2
	$(PYTEST) -m "e2e and not axe"

axe: tools  ## Read every page with axe-core, in every language and at every width
	@tools/system-packages chromium
	$(PYTEST) -m axe

kill: tools  ## Kill workers and the web process a hundred times, on SQLite and PostgreSQL
	@tools/system-packages postgresql
	$(PYTEST) -m kill
	$(ALONE) python -m tests.postgres pytest -m kill

bench: tools  ## Measure pages, the queue, the closing minute of a call, and the engines
	@tools/system-packages wrk postgresql
	$(ALONE) python -m bench.pages
	$(ALONE) python -m bench.queue
	$(ALONE) python -m tests.postgres python -m bench.pages
	$(ALONE) python -m tests.postgres python -m bench.queue
	$(ALONE) python -m tests.postgres python -m bench.closing
	$(ALONE) python -m bench.awards
	$(ALONE) python -m bench.awards_peer
	$(ALONE) python -m bench.adaptive

audit: tools  ## Known faults in packages and in our code; says so when nobody could tell
	@python tools/audit.py

docs: tools  ## Build the documentation into build/docs
	sphinx-build --fail-on-warning --keep-going --quiet docs build/docs

messages: tools  ## Bring the catalogues into line with the source, and compile them
	@tools/system-packages gettext
	python tools/check_catalogues.py --write $(LANGUAGES)
	@$(PYTHON) tools/prepare.py

format: tools  ## Put code and templates into their form
	ruff format
	ruff check --fix
	$(TEMPLATES) -exec djade --target-version 5.2 {} +

clean:  ## Remove all that can be made again; var/, with its data, stays
	rm -rf .venv build node_modules test-results htmlcov .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
