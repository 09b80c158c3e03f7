# `make help` lists what there is. Everything works in a fresh clone: each target first sets up what it needs.
SHELL := /bin/sh
VENV ?= .venv
BIN := $(VENV)/bin
PEERS := .venv-peers
TABLES := .venv-peers-tables
SPARK := .venv-spark
WORKERS ?= 2
PORT ?= 8000
FIGURES ?= out/figures.jsonl

# The tests are read by several processes and twice over: what was compiled of them is kept, whatever the caller prefers.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-core test-postgresql proof check fmt types bench figures peers spark sizes docs new-rule clean requirements
.PHONY: check-format check-lint check-types check-contracts check-generated

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready-dev ## set up everything a developer needs

demo: $(VENV)/.ready-demo ## open the demo city, built on the first run (PORT=8000; FRESH=1 builds it anew)
	@$(BIN)/zaizao-city demo --port $(PORT) $(if $(FRESH),--fresh)

test: $(VENV)/.ready-test ## run all tests but the long proofs
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal
	@$(MAKE) --no-print-directory test-postgresql WITHOUT="portal desk demo config reform/test_reports.py casework/test_city_kills.py casework/test_loading_kills.py $(ON_ANY)"

# The look asks the database nothing, and what a browser shows does not hang on which database it is. `make test` leaves
# out the rooms WITHOUT tables of their own as well: their pages ask the rooms that have some; the reports count logs; what
# is killed there again and again takes minutes, and is killed on SQLite already; and ON_ANY database it is the same: these
# ask none, bring a home on SQLite with them, or are about processes that end, and hardly about what those wrote.
ON_ANY := casework/test_upgrading.py catalogue/test_tables.py foundation/files/test_pdf.py foundation/jobs/test_serving.py \
  foundation/test_secret_file.py
test-postgresql: $(VENV)/.ready-test ## run the tests of the application on a PostgreSQL of their own, if one is installed
	@$(BIN)/python tests/support/private_postgres.py $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal \
	  --ignore tests/zaizao_city/foundation/ui $(foreach room,$(WITHOUT),--ignore tests/zaizao_city/$(room)) \
	  -k "not browser and not from_search_to_delivery" tests/zaizao_city tests/journeys

test-core: $(VENV)/.ready-test ## run the tests of the core alone
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) tests/zaizao tests/architecture

proof: $(VENV)/.ready-test ## run everything in its long form and write docs/proof.md
	@$(BIN)/python tests/support/prove.py --workers $(WORKERS)

check: $(VENV)/.ready-dev ## format, lint, types, import contracts, generated files: under 30 seconds
	@$(MAKE) --no-print-directory --keep-going --jobs $(WORKERS) --output-sync=target \
	  check-format check-lint check-types check-contracts check-generated

check-format:
	@$(BIN)/ruff format --check --output-format concise .
# Without the cache: what ruff keeps of a file does not know that a module beside it came or went.
check-lint:
	@$(BIN)/ruff check --no-cache --output-format concise .
check-types:
	@$(BIN)/mypy
check-contracts:
	@$(BIN)/lint-imports --no-logo
check-generated:
	@$(BIN)/python tests/support/generated.py --check && echo "Generated pages are fresh."

fmt: $(VENV)/.ready-dev ## format the code and fix what can be fixed safely
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

types: $(VENV)/.ready-dev ## check the types of the core
	@$(BIN)/mypy

bench: $(VENV)/.ready-test ## measure the speed, beside peers where they are installed (make peers)
	@mkdir -p out
	@rm -f $(FIGURES)
	@for file in bench/bench_*.py; do \
	  echo "== $$file" >&2; $(BIN)/python "$$file" > out/bench.part || { cat out/bench.part; exit 1; }; \
	  tee -a $(FIGURES) < out/bench.part; rm out/bench.part; \
	done

figures: bench ## measure the speed and write docs/figures.md from what came out
	@$(BIN)/python bench/report.py $(FIGURES)

peers: $(PEERS)/.ready $(TABLES)/.ready ## install what we are measured beside, in an environment of its own

spark: $(SPARK)/.ready ## set up the store for logs beyond one machine and run its tests (needs Java 17)
	@$(SPARK)/bin/python -m pytest tests/zaizao/eventlog/store

sizes: $(VENV)/.ready-test ## report the sizes of files and functions
	@$(BIN)/python tests/support/sizes.py

new-rule: $(VENV)/.ready-test ## begin a rule of the diagnosis: make new-rule FAMILY=zl3 NAME=asked-twice
	@$(BIN)/python tests/support/new_rule.py "$(FAMILY)" "$(NAME)"

docs: $(VENV)/.ready-test ## write the generated pages anew
	@$(BIN)/python tests/support/generated.py

clean: ## remove what was made, the environment too
	@rm -rf $(VENV) $(PEERS) $(TABLES) $(SPARK) out build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

# Pinned with hashes for every platform; no registry's address is written down. UPGRADE=--upgrade takes newer versions.
COMPILE := --quiet --generate-hashes --strip-extras --allow-unsafe \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

# The extras stay with the peers' names: rustxes asks for polars with some, and pip then wants the pin to name them.
requirements: $(VENV)/.ready-dev ## pin the requirements again (run it with Python 3.11, the oldest we support)
	@cd requirements && for name in build base fast spark city test dev peers peers-tables; do \
	  extras=; test $$name != peers || extras=--no-strip-extras; \
	  CUSTOM_COMPILE_COMMAND="make requirements" $(abspath $(BIN))/pip-compile \
	    $(COMPILE) $$extras $(UPGRADE) $$name.in --output-file $$name.txt || exit 1; \
	done

# A stamp per stage; each is made again when what it stands on changes.
SET_UP := requirements/set-up pyproject.toml

$(VENV)/.ready-demo: requirements/city.txt requirements/fast.txt requirements/build.txt $(SET_UP)
	@requirements/set-up $(VENV) requirements/build.txt requirements/fast.txt requirements/city.txt
	@touch $@

$(VENV)/.ready-test: requirements/test.txt $(SET_UP)
	@requirements/set-up $(VENV) requirements/test.txt
	@touch $@ $(VENV)/.ready-demo

$(VENV)/.ready-dev: requirements/dev.txt $(SET_UP)
	@requirements/set-up $(VENV) requirements/dev.txt
	@touch $@ $(VENV)/.ready-test $(VENV)/.ready-demo

# The peers stand apart: they bring what the product must never import. Two of what prosimos needs come as source alone.
$(PEERS)/.ready: $(VENV)/.ready-test requirements/peers.txt
	@echo "Installing requirements/peers.txt"
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes --only-binary :all: --no-binary pandasql,wittgenstein --requirement requirements/peers.txt
	@touch $@

# The newest Polars and DuckDB, which one of the other peers would hold back.
$(TABLES)/.ready: $(VENV)/.ready-test requirements/peers-tables.txt
	@echo "Installing requirements/peers-tables.txt"
	@$(BIN)/python -m venv $(TABLES)
	@$(TABLES)/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes --only-binary :all: --requirement requirements/peers-tables.txt
	@touch $@

# Spark comes as source alone, so this one package is built here (setuptools packs it; nothing is compiled).
$(SPARK)/.ready: $(VENV)/.ready-test requirements/spark.txt
	@echo "Installing requirements/spark.txt"
	@$(BIN)/python -m venv $(SPARK)
	@$(SPARK)/bin/python -m pip --disable-pip-version-check --quiet install \
	  --require-hashes --only-binary :all: --no-binary pyspark --requirement requirements/spark.txt
	@$(SPARK)/bin/python -m pip --disable-pip-version-check --quiet install --no-deps --no-build-isolation --editable .
	@touch $@
