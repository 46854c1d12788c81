# Everything a person or CI does with this project, by name. `make` alone lists it.
# Extra words for a command go in ARGS, e.g. `make test ARGS="-k fold -x"`.

VENV := .venv
BIN  := $(VENV)/bin
ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run migrate test check fix bench lock

help: ## deze lijst
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: ## zet alles klaar om nazorg te draaien (in .venv)
	@deploy/setup.sh

setup-dev: ## zet ook klaar wat nodig is om te testen en te bouwen
	@deploy/setup.sh --dev

demo: setup ## start nazorg met verzonnen mensen op http://127.0.0.1:8000
	@$(BIN)/nazorg demo $(ARGS)

run: setup ## start de website (nazorg serve)
	@$(BIN)/nazorg serve $(ARGS)

migrate: setup ## breng de database bij (nazorg migrate)
	@$(BIN)/nazorg migrate $(ARGS)

# Two files at a time, each with a PostgreSQL of its own; one when a database was given. In our own
# order (tests/conftest.py): else the long ones would come last, and wait for each other.
SAMEN = $(if $(NAZORG_TEST_DATABASE_URL),,-n 2 --dist loadfile --no-loadscope-reorder)

test: setup-dev ## draai alle tests
	@$(BIN)/pytest $(SAMEN) $(ARGS)

check: setup-dev ## controleer stijl, types, bouwregels en contract
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m nazorg contract --check
	$(BIN)/python deploy/check_house.py

fix: setup-dev ## herstel wat vanzelf hersteld kan worden
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## meet de snelheid
	@$(BIN)/python -m bench $(ARGS)

LOCK := uv pip compile pyproject.toml --extra build --extra embedded --universal \
	--python-version 3.11 --generate-hashes --no-header --quiet

lock: ## zet de versies van alle pakketten opnieuw vast (heeft uv nodig)
	@command -v uv >/dev/null || { \
	  echo "Voor 'make lock' is het programma uv nodig, en dat staat niet op deze computer." >&2; \
	  echo "Installeer het bijvoorbeeld met: pipx install uv" >&2; exit 1; }
	$(LOCK) -o requirements.lock
	$(LOCK) --extra dev -o requirements-dev.lock
