# Each target makes its own virtual environment: nothing but Python ≥ 3.11 and the package registries is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2

.PHONY: help demo test soak fuzz bench models line-model block-model docs package site clean

help:  # what there is
	@awk -F ':.*# ' '/^[a-z-]+:.*# / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

demo: $(VENV)/run  # clean a page, and see why each line went
	@$(BIN)/python -m scrubber clean fixtures/gazette.example/seed-twin/page.txt
	@echo
	@$(BIN)/python -m scrubber explain fixtures/gazette.example/seed-twin/page.txt

test: $(VENV)/test  # run everything: lint, types, tests, the package itself
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy tests/public_types.py examples/*.py
	$(BIN)/python -m pytest -n $(JOBS) -q
	$(BIN)/python tests/site_check.py
	$(BIN)/python tests/package_check.py

soak: $(VENV)/test  # the long forms of some tests: thousands of pages, kills at many moments
	$(BIN)/python -m pytest -m soak -q -s

fuzz: $(VENV)/fuzz  # a minute of CPU for each target; what it finds stands in .fuzzing/
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m fuzzing all --seconds 60

bench: benchmarks/block_models benchmarks/line_models  # all figures of the docs, on the pages of SCRUBBER_BENCH
	@test -n "$(SCRUBBER_BENCH)" || { echo "set SCRUBBER_BENCH to a folder of page sets; docs/benchmarks.md says how to get them" >&2; exit 2; }
	$(BIN)/python -m benchmarks quality speed confidence blocks rules text metadata \
		--block-models benchmarks/block_models --line-models benchmarks/line_models --json benchmarks/figures.json \
		--systems trafilatura-nocomments,scrubber,scrubber-fast,scrubber-trafilatura,trafilatura,trafilatura-fast,resiliparse,readability,justext,newspaper
	$(BIN)/python docs/comparison.py benchmarks/figures.json

models: block-model line-model  # train the two models anew

block-model: $(VENV)/bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.block_model \
		--out scrubber/cleaner/main_text/block_model.npz --folds benchmarks/block_models

line-model: $(VENV)/bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.line_model \
		--out scrubber/cleaner/plain_text/line_model.npz --folds benchmarks/line_models

# The models that have not seen a part of the sites, for figures out of fold.
benchmarks/block_models benchmarks/line_models: | $(VENV)/bench
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.$(patsubst %s,%,$(@F)) --out $@.npz --folds $@

docs: $(VENV)/test  # write the generated pages and the picture
	$(BIN)/python docs/rules_page.py
	$(BIN)/python docs/picture.py

# The docs as a site, in site/: open site/index.html, no server is needed.
site: $(VENV)/test  # build the site of the docs into site/
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --site-dir site

$(VENV)/run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/test: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test,docs]'
	@touch $@ $(VENV)/run

# A newer pip than that of Python 3.11: two of the systems ask for extras of lxml that are spelt in two ways.
$(VENV)/bench: $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

$(VENV)/fuzz: $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[fuzz]'
	@touch $@

clean:  # remove what make has made
	rm -rf $(VENV) dist build site .hypothesis .mypy_cache .ruff_cache .fuzzing
