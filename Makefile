# The only commands anyone needs: make run · make test · make check · make bench

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONUTF8 := 1

.PHONY: run test check bench clean

# One stamp per lock file: an environment is built anew only when what it was built from has changed.
# The locks name every package, so pip resolves nothing: `--no-deps` keeps it from looking for newer ones of extras.
$(VENV)/.run: requirements.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
	@touch $@

run: $(VENV)/.run
	@$(BIN)/rodret demo
	@$(BIN)/rodret serve

check: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser tests run on their own: their driver keeps an event loop in the thread that others need free.
test: check
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not browser"
	$(BIN)/python -m pytest -n 2 --dist loadfile -m browser

bench: $(VENV)/.test
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV)

# Lock anew after a change of pyproject.toml; no registry's address is written.
LOCK := uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header
lock:
	$(LOCK) --extra build pyproject.toml --output-file requirements.txt
	$(LOCK) --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt
.PHONY: lock
