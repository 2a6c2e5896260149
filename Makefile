# make demo   sets up what it needs, runs everything on the example drops and names the report to open
# make test   sets up and passes the tests
# make check  is exactly what CI does: lint, types, import contracts, docs in step, tests
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: demo test check lint types contracts docs bench lowest clean

demo: $(VENV)/.run-ready
	@$(BIN)/govclean run examples || test $$? -eq 1

test: $(VENV)/.test-ready
	$(BIN)/python -m pytest -n auto

check: lint types contracts docs test

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev-ready
	$(BIN)/mypy

contracts: $(VENV)/.dev-ready
	$(BIN)/lint-imports

docs: $(VENV)/.test-ready
	$(BIN)/python docs/build.py --check

bench: $(VENV)/.dev-ready
	$(BIN)/python benchmarks/validation.py

# The same tests with the oldest versions that pyproject.toml allows.
lowest: .venv-lowest/.ready
	.venv-lowest/bin/python -m pytest -n auto -p no:cacheprovider

.venv-lowest/.ready: pyproject.toml
	$(PYTHON) -m venv .venv-lowest
	.venv-lowest/bin/python -m pip install --quiet --upgrade uv
	UV_NATIVE_TLS=1 UV_SYSTEM_CERTS=1 .venv-lowest/bin/uv pip install --quiet --python .venv-lowest/bin/python --resolution lowest-direct --editable . --group test
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "govclean needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.run-ready: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.test-ready: pyproject.toml | $(VENV)/.run-ready
	$(BIN)/python -m pip install --quiet --editable . --group test
	@touch $@

$(VENV)/.dev-ready: pyproject.toml | $(VENV)/.test-ready
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@

clean:
	rm -rf $(VENV) .venv-lowest .pytest_cache .ruff_cache .mypy_cache .hypothesis build dist
