# Everything one does with Radar at a desk. `make help` lists it.
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
FLASK := $(PYTHON) -m flask --app app
BABEL := $(PYTHON) -m babel.messages.frontend --quiet
INSTALLED := .venv/installed
COMPOSE := docker compose
LANGUAGES := ru en

# A bare machine sets no LANG, and without this Python would read and print Cyrillic as ASCII.
export PYTHONUTF8 := 1
# A shell's own settings for other programs must not bend ours.
unexport PYTHONPATH PYTHONHOME PYTHONWARNINGS PYTHONOPTIMIZE VIRTUAL_ENV FLASK_APP FLASK_DEBUG FLASK_ENV
unexport GUNICORN_CMD_ARGS PYTEST_ADDOPTS PYTEST_PLUGINS MYPYPATH

# Commands inside .venv name its folder: a copied or moved project needs a new one.
ifneq ($(CURDIR),$(shell cat $(INSTALLED) 2>/dev/null))
$(shell rm -f $(INSTALLED))
endif

.PHONY: help
help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# The system's own Python first: distributions tune its build by profile, and it does the same in nine tenths of the time
# that one compiled plainly (as pyenv does) takes.
$(INSTALLED): requirements.txt requirements-dev.txt
	@set -e; for python in /usr/bin/python3 python3.11 python3; do \
	    if ! "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then continue; fi; \
	    if "$$python" -c 'import ensurepip, venv' 2>/dev/null; then found=$$python; break; fi; \
	    bare=$$python; \
	done; \
	if [ -z "$$found" ] && [ -n "$$bare" ]; then \
	    echo "$$bare cannot make environments: install its venv package (Debian: apt-get install python3-venv)"; exit 1; fi; \
	if [ -z "$$found" ]; then echo 'Python 3.11 or newer is needed: install python3.11'; exit 1; fi; \
	echo 'Installing what requirements-dev.txt lists into .venv; this takes a minute or two ...'; \
	"$$found" -m venv --clear .venv; \
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes \
	    -r requirements-dev.txt
	@printf '%s\n' "$(CURDIR)" > $@

.PHONY: run
run: db-upgrade ## Install, migrate and start the web process on http://127.0.0.1:8000
	@PATH="$(CURDIR)/.venv/bin:$$PATH" exec bash -c "$$(sed -n 's/^web: //p' Procfile)"

.PHONY: demo
demo: db-upgrade ## Fill a sample world with a month of history
	@$(FLASK) demo

.PHONY: poll
poll: db-upgrade ## Talk to Telegram without a public address
	@exec $(FLASK) poll

# The tests have a database and settings of their own; a person's must never be touched by them.
SHIELD := env -u DATABASE_URL -u TELEGRAM_BOT_TOKEN -u TELEGRAM_WEBHOOK_SECRET -u TELEGRAM_API_URL \
    -u ALLOWED_TELEGRAM_IDS -u PUBLIC_URL -u SECRET_KEY -u ENVIRONMENT -u TIMEZONE -u PORT -u WEB_CONCURRENCY -u THREADS \
    -u METRICS_TOKEN

.PHONY: test
test: $(INSTALLED) ## Run all tests and measure what they cover
	@$(SHIELD) $(PYTHON) -m pytest -n 2 --cov --cov-report=term

.PHONY: bench
bench: $(INSTALLED) ## Measure what Radar costs (part=updates, part=understanding: only that)
	@$(SHIELD) $(PYTHON) -m bench $(part)

.PHONY: chaos
chaos: $(INSTALLED) ## Break what can break under 10,000 updates and count what is lost (short=1: a few hundred)
	@$(SHIELD) $(PYTHON) -m chaos $(if $(short),--short) $(troubles)

.PHONY: fuzz
fuzz: $(INSTALLED) ## Deliver 20,000 updates and 5,000 requests nobody would send (seed=N: others)
	@$(SHIELD) RADAR_FUZZ_UPDATES=20000 RADAR_FUZZ_REQUESTS=5000 RADAR_FUZZ_SEED=$(or $(seed),1) \
	    $(PYTHON) -m pytest -q -n 0 -s --show-capture=no tests/reliability/test_fuzz.py

.PHONY: lint
lint: $(INSTALLED) ## Check style and types
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy .

# One lock for every Python from 3.11 on and every machine. What stands in it stays unless the .in files say otherwise.
LOCK := .venv/bin/uv pip compile --quiet --no-config --universal --generate-hashes --no-strip-extras \
    --python-version 3.11 --custom-compile-command 'make lock'

.PHONY: lock
lock: $(INSTALLED) ## Fix versions and hashes of what requirements.in and requirements-dev.in name
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --no-input uv==0.13.9
	@$(LOCK) requirements.in -o requirements.txt
	@$(LOCK) requirements-dev.in -o requirements-dev.txt

.PHONY: format
format: $(INSTALLED) ## Put the code into shape
	@$(PYTHON) -m ruff check --fix-only --quiet .
	@$(PYTHON) -m ruff format .

# English is said as it stands in the code.
ENGLISH := from babel.messages.pofile import read_po, write_po; \
    path = "translations/en/LC_MESSAGES/messages.po"; words = read_po(open(path, "rb")); \
    [setattr(word, "string", word.id) for word in words if word.id]; write_po(open(path, "wb"), words, width=0)

.PHONY: learn
learn: $(INSTALLED) ## Learn anew what unforeseen sentences resemble and what in them counts, from language/*/sayings
	@$(PYTHON) -m language.classifier.learning
	@$(PYTHON) -m language.gist.learning
	@$(PYTHON) -m language.name_end.learning

.PHONY: words
words: $(INSTALLED) ## Collect what is said, update and compile the translations
	@$(BABEL) extract -F babel.cfg --sort-by-file --no-wrap --add-location=file \
	    --project=Radar --version=1 -o translations/messages.pot .
	@for language in $(LANGUAGES); do \
	    $(BABEL) update --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --init-missing \
	        -i translations/messages.pot -d translations -l $$language || exit 1; \
	done
	@$(PYTHON) -c '$(ENGLISH)'
	@rm translations/messages.pot
	@$(BABEL) compile -d translations

.PHONY: pictures
pictures: $(INSTALLED) ## Take the README's pictures anew; needs Chromium
	@$(SHIELD) $(PYTHON) -m docs.pictures.make_pictures

.PHONY: db-up
db-up: ## Start a PostgreSQL in Docker instead of the embedded one
	@$(COMPOSE) up --detach --wait postgres
	@echo 'Put this into .env: DATABASE_URL=postgresql://radar:radar@127.0.0.1:5432/radar'

.PHONY: db-down
db-down: ## Stop the PostgreSQL in Docker; its data stay
	@$(COMPOSE) down

.PHONY: db-migrate
db-migrate: $(INSTALLED) ## Write a migration from the models: make db-migrate m="add X"
	@if [ -z "$$m" ]; then echo 'Say what changes: make db-migrate m="add X"'; exit 1; fi
	@$(FLASK) db migrate -m "$$m"

.PHONY: db-upgrade
db-upgrade: $(INSTALLED) ## Bring the database to the newest migration
	@$(FLASK) db upgrade

.PHONY: db-reset
db-reset: $(INSTALLED) ## Delete the embedded database after asking (YES=1: without)
	@if [ "$$YES" != 1 ]; then \
	    printf 'Delete everything in instance/postgres? [y/N] '; read -r answer || answer=; \
	    [ "$$answer" = y ] || { echo 'Nothing deleted.'; exit 1; }; \
	fi
	@$(PYTHON) -c "import sys; from pathlib import Path; from models.embedded import remove_embedded; \
	    sys.excepthook = lambda _, error, __: print(f'radar: {error}', file=sys.stderr); \
	    remove_embedded(Path('instance/postgres'))"

.PHONY: clean
clean: ## Delete caches and reports; .venv and the data stay
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis htmlcov test-results .coverage .coverage.*
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
