# The commands of the portal. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
ARGS ?=
BIN := .venv/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip

.DEFAULT_GOAL := help
.PHONY: help run test prove cities check crawl fix lock messages screenshots pictures quality clean

help: ## list the commands
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

# Another city's demonstration has a database of its own.
ifneq ($(filter-out yoshikawa,$(KYODO_CITY)),)
ifndef DATABASE_URL
run: export DATABASE_URL := sqlite:///$(CURDIR)/var/$(notdir $(basename $(KYODO_CITY))).sqlite3
endif
endif

run: export DEBUG := $(or $(DEBUG),1)
run: export PORT := $(PORT)
run: .venv/run.stamp ## serve the demonstration city on this machine
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py demo --if-empty
	@exec $(BIN)/python manage.py serve

test: .venv/test.stamp ## run the whole suite on SQLite and PostgreSQL; ARGS= goes to pytest
	@$(BIN)/python -m tests $(ARGS)

prove: .venv/test.stamp ## run what is too long for the suite: faults, races by the thousand (docs/reliability.md)
	@KYODO_PROVE=1 $(BIN)/python -m tests $(ARGS)

cities: .venv/test.stamp ## walk the main journey, home and guide under every city's profile
	@KYODO_PROVE=1 $(BIN)/python -m tests tests/prove/test_cities.py $(ARGS)

check: .venv/test.stamp ## judge form and types only, without the rest of the suite
	@$(BIN)/python -m pytest -q tests/test_ground.py tests/test_architecture.py

crawl: .venv/test.stamp ## tell how the answers to every person differ from those kept in var/crawl/
	@$(BIN)/python -m tests.crawl

fix: .venv/test.stamp ## rewrite code and templates into the agreed form
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

# The lock files name no index and no folder, and are made from the usual index alone.
LOCK := env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL -u PIP_INDEX_URL PIP_CONFIG_FILE=/dev/null \
	$(BIN)/python -m piptools compile --quiet --no-config --generate-hashes --allow-unsafe \
	--strip-extras --no-header --no-annotate --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links $(ARGS)

lock: .venv/test.stamp ## pin the dependencies anew; ARGS=--upgrade takes the newest allowed
	@$(LOCK) --output-file requirements/run.txt pyproject.toml
	@$(LOCK) --extra test --extra dev --output-file requirements/test.txt pyproject.toml

messages: .venv/test.stamp ## gather the texts to translate into the catalogues, and compile them
	@DJANGO_SETTINGS_MODULE=tests.settings $(BIN)/python -m tests.catalogues

pictures: .venv/test.stamp ## contact sheets of every kind of page on a phone and a desk, light and dark, in var/sheets/
	@$(BIN)/python -m tests.browser.contact_sheets $(ARGS)

screenshots: .venv/test.stamp ## take a picture of every kind of page, for var/screenshots/ and docs/pictures/
	@$(BIN)/python -m tests.screenshots

quality: .venv/test.stamp ## let Lighthouse and the Nu HTML Checker judge the pages: docs/quality.md
	@$(BIN)/python -m tests.quality

clean: ## remove the environment and every cache; the data under var/ stays
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -not -path './var/*' -prune -exec rm -rf {} +

# A folder without pip is what is left where the system lacks python3-venv: made again.
.venv/%.stamp: requirements/%.txt
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "Installing $< into .venv"
	@$(PIP) install --quiet --require-hashes -r $<
	@touch $@
