# Two commands do everything on a machine with Python 3.11+, its venv (on Debian: python3-venv) and make:  make demo,  make test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SUITE := $(BIN)/python -m pytest -n auto --dist worksteal
# The suite starts hundreds of processes; each would compile the whole package.
unexport PYTHONDONTWRITEBYTECODE
# What is imported is compiled then, once; of all packages that tests need, that is little.
export PIP_COMPILE := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: bench validators demo test lint generated languages docs docs-axe docs-links format clean fuzz kills mutants matrix release constraints
.DEFAULT_GOAL := demo

# The package, editable; the groups that tests and linters need come on top where they are asked for.
$(VENV)/.package: pyproject.toml
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || { echo "$(PYTHON) cannot make environments: install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.package
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# A copy gets two mistakes: an apostrophe that a keyboard types for a printed one, and a Sunday for a Saturday.
MISTAKES := s/The green light for Blinken’s/The green light for Blinken'\''s/; s/last Saturday: 2023-06-10/last Saturday: 2023-06-11/
demo: $(VENV)/.package  ## checks seeds/, shows two mistakes and their fixes, converts the article to JSON
	$(BIN)/newscorpus check seeds/
	@mkdir -p build; rm -rf build/demo; cp -R seeds build/demo
	@sed '$(MISTAKES)' seeds/000_acf5269c8d9a5d96.yaml > build/demo/000_acf5269c8d9a5d96.yaml
	@printf '\n== a copy with two mistakes\n'
	$(BIN)/newscorpus check build/demo/ || test $$? = 1
	$(BIN)/newscorpus check build/demo/ --fix --unsafe-fixes
	@printf '\n== as JSON\n'
	$(BIN)/newscorpus convert seeds/ -o build/seeds.jsonl
	$(BIN)/newscorpus convert seeds/ --to json -o build/seeds/
	@sed -n '/"id": "green-light"/,/^    }/p' build/seeds/000_acf5269c8d9a5d96.json
	@printf '\nRead build/seeds/000_acf5269c8d9a5d96.json, or the pages of: $(BIN)/newscorpus view seeds/ -o build/site/\n'
	@printf 'The command is $(BIN)/newscorpus; after `source $(BIN)/activate` it is newscorpus.\n'

# make test COVERAGE=1 measures branch coverage, too, and fails below the bar in pyproject.toml.
test: $(VENV)/.dev  ## the whole suite, on all cores
	$(if $(COVERAGE),HYPOTHESIS_PROFILE=same) $(SUITE) $(if $(COVERAGE),--cov)

# What a system lacks is an error of types there.
lint: $(VENV)/.dev  ## formatting, style, and types by two checkers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --no-warn-unreachable
	$(BIN)/mypy --platform darwin --no-warn-unreachable
	$(BIN)/pyrefly check

$(VENV)/.fuzz: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --group fuzz
	@touch $@

SECONDS ?= 600
fuzz: $(VENV)/.fuzz  ## hostile bytes, guided by coverage; what fails is kept in tests/corpus
	NEWSCORPUS_MUTATIONS=2500 NEWSCORPUS_FAULTS=all \
	  $(BIN)/python -m pytest -q -n auto --dist worksteal tests/robustness/test_any_file.py tests/robustness/test_failing_writes.py
	$(BIN)/python tests/fuzzing $(SECONDS)

generated: $(VENV)/.package  ## writes what is derived: schemas, and the generated parts of docs/
	$(BIN)/newscorpus schema --write schemas/
	$(BIN)/python docs/made

languages: $(VENV)/.package  ## takes the words of dates from Unicode's CLDR; needs npm
	npm install --prefix build/cldr --no-package-lock --no-audit --no-fund --loglevel=error \
	  cldr-core cldr-dates-full cldr-misc-full cldr-numbers-full cldr-rbnf
	$(BIN)/python docs/made/cldr.py build/cldr/node_modules

docs: $(VENV)/.dev  ## the site, in build/docs/html; a warning is an error
	$(BIN)/codespell docs *.md
	$(BIN)/sphinx-build --fail-on-warning --keep-going --jobs auto --quiet -d build/docs/doctrees docs build/docs/html
	@echo "The documentation: build/docs/html/index.html"

docs-axe: docs  ## looks at the pages in Chromium with axe-core; see docs/axe.py for what it needs
	$(BIN)/python docs/axe.py

docs-links: $(VENV)/.dev  ## asks every other site that the documentation links to; needs the net
	$(BIN)/sphinx-build -b linkcheck --jobs auto --quiet -d build/docs/doctrees docs build/docs/links

KILLS ?= 500
kills: $(VENV)/.dev  ## kills processes while they write: every file is the old one or the new one
	$(BIN)/python tests/kills.py $(KILLS)

SHARE ?= 0.1
mutants: $(VENV)/.dev  ## changes the code in small ways, and counts the changes that no test notices
	$(BIN)/python tests/mutants.py --share $(SHARE)

matrix: $(VENV)/.dev $(VENV)/.release  ## the suite's core with each Python, PyYAML, attrs, cattrs and locale that is supported
	$(BIN)/python tests/matrix.py

$(VENV)/.release: $(VENV)/.package
	@$(BIN)/python -m pip install --quiet --group release
	@touch $@

# make release TAG=v0.2.0 also compares the tag. The same commit and the same hatchling give the same bytes.
TAG ?=
release: $(VENV)/.release  ## sdist and wheel in dist/, looked at and tried in an empty environment; notes in build/notes.md
	rm -rf dist
	SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(BIN)/python -m build --quiet
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl
	$(BIN)/python .ci/release $(if $(TAG),--tag $(TAG))
	.ci/wheel dist/*.whl

constraints: $(VENV)/.package  ## the versions that .ci/run installs: the newest that go together
	mkdir -p build
	$(BIN)/python -m pip install --dry-run --ignore-installed --quiet --report build/resolved.json \
	  --group dev --group release --group others --group spark --editable .
	$(BIN)/python -c 'import json; found = (one["metadata"] for one in json.load(open("build/resolved.json"))["install"]); \
	  print(*sorted(("==".join((one["name"], one["version"])) for one in found if one["name"] != "newscorpus"), key=str.lower), sep="\n")' \
	  > .ci/constraints.txt

format: $(VENV)/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# make bench FILES=200 ROUNDS=3; UPDATE=1 writes docs/benchmarks.md.
FILES ?= 600
ROUNDS ?= 5
PEERS ?= build/benchmarks/env

bench: $(VENV)/.package $(PEERS)/.peers  ## compares with other tools on the same files; about ten minutes
	$(BIN)/python -m benchmarks.run --files $(FILES) --rounds $(ROUNDS) --peers $(PEERS) \
	  $(if $(UPDATE),--update)

$(PEERS)/.peers:
	$(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet check-jsonschema pydantic yamllint PyYAML
	@touch $@

# make validators VALIDATORS=folder-of-a-virtual-environment
VALIDATORS ?= build/validators

validators: $(VENV)/.package $(VALIDATORS)/.installed  ## gives four errors to newscorpus and to other validators
	$(BIN)/python -m benchmarks.validators $(VALIDATORS)

$(VALIDATORS)/.installed:
	$(PYTHON) -m venv $(VALIDATORS)
	$(VALIDATORS)/bin/python -m pip install --quiet followthemoney linkml linkml-reference-validator \
	  check-jsonschema frictionless pycldf
	@touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
