# Works from a fresh clone with nothing but Python 3.11+ and make.
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint docs constraints clean

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

# The first interpreter that runs and is of a supported version.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 \
	&& { echo "$$p"; break; }; done)

help:
	@echo "make setup  install into $(VENV) (other targets do so by themselves)"
	@echo "make demo   check the bundled reports and show what was found"
	@echo "make test   style, types, layers, floors of accuracy, tests"
	@echo "make eval   scores on the corpus (eval-gate: only the floors)"
	@echo "make train  rebuild the indicator model from the corpus (train-check: compare only)"
	@echo "make metamorphic  every report in every rendering, held against one another"
	@echo "make fuzz   broken and hostile input for FUZZ_SECONDS (120)"
	@echo "make docs   rewrite the pages that come out of the program"
	@echo "make dist   wheel and source distribution into dist/"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(STAMP)
	@$(BIN)/gouji demo
	@echo "检查自己的报告：$(BIN)/gouji check 文件或文件夹    规则说明：$(BIN)/gouji explain T303"

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint eval-gate
	$(BIN)/pytest

# The adapter for Spark: installs Spark, needs Java.
.PHONY: test-spark
test-spark: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[spark]'
	$(BIN)/pytest -q tests/test_integration_engines.py

# The recognition of scans: installs some 300 MB.
.PHONY: test-ocr
test-ocr: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[ocr]'
	$(BIN)/pytest -q tests/test_scans.py

# The pages that come out of the program: rules, codebook, the excerpts and scores of the READMEs.
docs: $(STAMP)
	$(BIN)/python docs/build.py

# Pins what is installed now; run after changing the dependencies in a new virtualenv.
constraints: $(STAMP)
	@{ sed -n '/^#/p' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable; } > constraints.new
	@mv constraints.new constraints.txt

# Wheel and source distribution into dist/, by the build backend that is installed.
.PHONY: dist
dist: $(STAMP)
	$(BIN)/python -m hatchling build -d dist

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist

.PHONY: eval eval-gate

# Scores, ablations and mutations: prints them, writes eval/results. `eval-gate` is the fast part
# that CI runs: it fails where a score is below its floor in eval/floors.toml.
eval: $(STAMP)
	$(BIN)/python -m eval run

eval-gate: $(STAMP)
	$(BIN)/python -m eval gate

.PHONY: bench

# Speed and memory on generated archives; writes docs/performance.md. Takes some minutes.
bench: $(STAMP)
	$(BIN)/python -m eval.bench run

.PHONY: train train-check

# The indicator model: corpus in, weights and card out, the same bytes on the same versions.
train: $(STAMP)
	$(BIN)/python -m models.train

train-check: $(STAMP)
	$(BIN)/python -m models.train --check

.PHONY: metamorphic fuzz

# Every corpus report in every rendering gives the same cells, figures and findings; writes the
# table of docs/formats.md. `make test` does the same for a few reports.
metamorphic: $(STAMP)
	$(BIN)/python -m eval.formats --write

FUZZ_SECONDS ?= 120
FUZZ_SEED ?= 1

# Failing inputs are kept in .fuzz; a failure names the seed and number that make it again.
fuzz: $(STAMP)
	$(BIN)/python -m eval.fuzz --seconds $(FUZZ_SECONDS) --seed $(FUZZ_SEED)
