# make report   the main job: run the notebooks, write reports/<name>/index.html
# make test     everything that must hold
# make help     the other targets
.DEFAULT_GOAL := report
SHELL := /bin/sh
# Compiled once and kept: without this every kernel compiles the library anew where the variable is set.
unexport PYTHONDONTWRITEBYTECODE

BIN := .venv/bin
# The first Python on this machine that is new enough.
PYTHON ?= $(firstword $(shell for python in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done) python3)
WORKERS ?= 2
NOTEBOOKS := $(sort $(wildcard notebooks/0*.ipynb)) $(wildcard notebooks/report.ipynb)

.PHONY: report test env lab lint notebooks lock bench help

report: env ## run the reports of reports.yml; REPORT="name name" picks some
	@$(BIN)/python -m helpers report --workers $(WORKERS) $(REPORT)

test: env ## unit tests, doctests, notebooks, reports, lint and types
	@$(BIN)/python -m pytest -n 2 --dist loadfile --nbval --nbval-current-env src tests $(NOTEBOOKS) $(PYTEST)

env: ## create or update .venv from requirements.lock
	@$(PYTHON) .ci/environment.py

lab: env ## open JupyterLab on the notebooks
	@$(BIN)/jupyter lab --notebook-dir=notebooks

lint: env ## put the code in the house style, then check style and types
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/mypy

notebooks: env ## run every notebook in order and save it with its outputs
	@$(BIN)/python -m helpers notebooks $(NOTEBOOKS)

lock: env ## choose the newest allowed versions, write requirements.lock
	@$(BIN)/uv pip compile --quiet --upgrade pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

ifneq ($(wildcard bench/__main__.py),)
bench: env ## speed and accuracy beside other extractors, about a minute
	@$(BIN)/python bench
endif

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18
