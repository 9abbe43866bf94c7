# The two commands are `make demo` and `make test`; both set up what they need first.
PY := .venv/bin/python
# Bytecode is kept: without it a process spends fifteen seconds compiling what it imports.
export PYTHONDONTWRITEBYTECODE :=

all: check test

setup:            ## make .venv and install the pinned dependencies (once)
	@sh tools/setup.sh

test: setup       ## the whole suite, file by file on two workers, slowest tests printed
	@sh tools/chromium.sh
	@OMP_NUM_THREADS=1 OMP_WAIT_POLICY=PASSIVE $(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

demo: setup       ## harvest, train, atlas on the small embedded model, then the page
	@$(PY) -m sonde demo

check: setup      ## format, lint, types, layers, docs
	@$(PY) -m ruff format --check src tests examples benchmarks tools
	@$(PY) -m ruff check src tests examples benchmarks tools
	@$(PY) -m mypy
	@$(PY) -m pytest -q tests/test_layers.py tests/test_docs.py

fix: setup        ## format and mend what the linter can mend
	@$(PY) -m ruff format src tests examples benchmarks tools
	@$(PY) -m ruff check --fix src tests examples benchmarks tools

clean:
	rm -rf .venv build dist

.PHONY: all setup test demo check fix clean
