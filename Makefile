# `make run` and `make test` are all a fresh machine needs: the first call sets everything up.
# The work is in installers/bootstrap.py, which Windows runs by hand (see README.md).

PYTHON ?= $(shell for p in python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
JOBS ?= 2
OFFSCREEN := QT_QPA_PLATFORM=offscreen
unexport PYTHONPATH PYTHONHOME

.PHONY: run test lint bench screens wine-test clean

# With a display: the window. Without: the tour, which drives the same windows and keeps pictures.
run: .venv/.ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/danvan-desktop; else \
		echo "no display: running the tour instead of the window"; \
		$(OFFSCREEN) $(BIN)/danvan tour build/tour && \
		echo "look at build/tour/*/*.png, *.pdf, *.xlsx and build/tour/summary.json"; fi

test: lint
	$(OFFSCREEN) $(BIN)/python -m pytest -n $(JOBS)

lint: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: .venv/.ready
	$(OFFSCREEN) $(BIN)/python -m benchmarks

# Every page and dialog at 1366x768 and at 100, 125 and 150 %, empty and full.
screens: .venv/.ready
	$(OFFSCREEN) $(BIN)/python -m tests.screens build/screens

# The tests with Windows' Python under Wine, code page 1258: make wine-test TESTS="tests/services"
TESTS ?= tests
wine-test: .venv/.ready
	$(BIN)/python installers/wine.py -m pytest -p no:cacheprovider $(TESTS)

clean:
	rm -rf build dist .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

.venv/.ready: pyproject.toml constraints.txt installers/bootstrap.py
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed (python3.11 or python3)"; exit 1; }
	$(PYTHON) installers/bootstrap.py
