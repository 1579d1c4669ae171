# make run   a fresh clone becomes a running demo; needs Python 3.11+ and make, nothing else
# make help  the rest

PYTHON ?= python3
BIN := .venv/bin
STYLES := $(wildcard static/css/*.css)
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
ASSETS := static/vendor/.assets-stamp
export DEMO ?= 1
export PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test test-full lint bench messages lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: .venv/.installed $(ASSETS) .venv/.messages ## the platform at http://localhost:$PORT, with a demo
	@exec $(BIN)/python manage.py run

test: .venv/.installed-dev $(ASSETS) .venv/.messages ## everything that must hold, on two databases
	@exec $(BIN)/python -m tests.run

test-full: .venv/.installed-dev $(ASSETS) .venv/.messages ## make test, and what takes long
	@exec $(BIN)/python -m tests.run --full

lint: .venv/.installed-dev ## only what needs no server: style, types, layers, templates
	@exec $(BIN)/python -m tests.run --lint

bench: .venv/.installed-dev $(ASSETS) .venv/.messages ## pages against the yardstick, into docs/performance.md
	@exec $(BIN)/python -m tests.bench.run

messages: .venv/.installed-dev ## gather the texts to translate into locale/ (needs gettext)
	$(BIN)/django-admin makemessages --all --no-location --no-obsolete \
		--ignore .venv --ignore node_modules --ignore var --ignore 'templates/_prototypes'

lock: .venv/.installed-dev ## lock files anew: names, versions and hashes, without addresses
	$(BIN)/python scripts/lock.py

clean: ## everything that was made, except what people did (var/)
	rm -rf .venv node_modules static/vendor staticfiles locale/*/LC_MESSAGES/*.mo
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt requirements-node.txt | .venv/bin/python
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@command -v npm >/dev/null || $(BIN)/pip install -qq --disable-pip-version-check \
		--require-hashes -r requirements-node.txt
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(ASSETS): package-lock.json scripts/build_assets.py $(STYLES) .venv/.installed
	$(BIN)/python scripts/build_assets.py
	@touch $@

.venv/.messages: $(CATALOGUES) scripts/compile_messages.py .venv/.installed
	$(BIN)/python scripts/compile_messages.py
	@touch $@
