# Everything a developer, CI or a curious official needs. Start with `make run`.
# Needs git, make and Python ≥ 3.11; the rest is installed into .venv and frontend/node_modules.

BIN = .venv/bin
PORT = 8000
STAGE = judging
SEED = 1

.PHONY: help setup run build test check bench lock format openapi clean

help:
	@echo "make run      the demo on http://localhost:$(PORT)"
	@echo "make test     every test, on both databases (SLOW=1 adds the long ones)"
	@echo "make check    linters, types, import contracts, catalogues, drift, budgets"
	@echo "make bench    the speed figures"
	@echo "make format   let ruff and biome put the code in order"
	@echo "make openapi  write frontend/openapi.json and the generated client anew"
	@echo "make lock     make the Python and Node locks anew"

# The first Python that is new enough; PYTHON=/path/to/python3 chooses another.
setup:
	@for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
	  [ -n "$$python" ] || continue; \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" deploy/dev/setup.py; \
	  fi; \
	done; \
	echo "Tahkeem needs Python 3.11 or newer. Install it (apt-get install -y python3 python3-venv)"; \
	echo "or name one: make PYTHON=/path/to/python3 …"; exit 1

build: setup
	@$(BIN)/python deploy/dev/spa.py

run: build
	@exec $(BIN)/python deploy/dev/run.py --port $(PORT) --stage $(STAGE) --seed $(SEED)

test: build
	@SLOW=$(SLOW) $(BIN)/python deploy/dev/test.py

check: build
	@$(BIN)/python deploy/dev/check.py $(ONLY)

bench: build
	@$(BIN)/python -m bench $(ONLY)

format: setup
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@if [ -f frontend/package.json ]; then cd frontend && PATH="../$(BIN):$$PATH" npm run --silent format; fi

openapi: setup
	@$(BIN)/python -m app.cli openapi > frontend/openapi.json.new
	@mv frontend/openapi.json.new frontend/openapi.json
	@cd frontend && PATH="$$PWD/../$(BIN):$$PATH" npm run --silent api:generate

lock: setup
	@$(BIN)/python deploy/dev/lock.py

clean:
	rm -rf .venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache \
	  .import_linter_cache .hypothesis
