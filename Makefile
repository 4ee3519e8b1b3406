# make brief   compile briefs/ukraine.yaml into dist/       make test    the tests
# make lint    ruff, format and rules                       make types   mypy
# make judges  fetch the outside judges into tests/oracles  make bench   print the benchmark's table
# make wheel   the package, into build/wheel                make lock    resolve the requirements-*.lock files anew
# make fuzz    ten thousand generated briefs
# make thousand  build a thousand briefs and let everything happen to them
# make docs    the schema and the reference, made anew from the models
# make pictures  the pictures of the documentation, made anew from the briefs
# make clean   remove what was built and installed
#
# Needs Python 3.11 or later. `make brief PYTHON=python3.12` picks one.

PYTHON ?= python3
PIP_FLAGS := --disable-pip-version-check --quiet --require-hashes

VENV := .venv
BENCH_VENV := .venv-bench
LOCK_VENV := .venv-lock
UV := uv==0.13.9

ORACLES := tests/oracles
CASES := 10000

.DELETE_ON_ERROR:
.PHONY: brief test lint types judges bench fuzz thousand wheel docs pictures lock clean

brief: $(VENV)/.runtime
	$(VENV)/bin/compile-brief briefs/ukraine.yaml -o dist

test: $(VENV)/.dev
	$(VENV)/bin/python -m pytest

lint: $(VENV)/.dev
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

types: $(VENV)/.dev
	$(VENV)/bin/mypy

bench: $(BENCH_VENV)/.installed
	$(BENCH_VENV)/bin/python -m tests.benchmarks

fuzz: $(VENV)/.dev
	FUZZ_CASES=$(CASES) $(VENV)/bin/python -m pytest tests/fuzz

thousand: $(VENV)/.dev
	$(VENV)/bin/python -m tests.batch.thousand

wheel: $(VENV)/.dev
	rm -rf build/wheel
	$(VENV)/bin/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir build/wheel .

# Locked requirements first, then the project itself without its dependencies, so that nothing unlocked is fetched.
# $(1): the environment, $(2): its lock files
define install
test -x $(1)/bin/pip || $(PYTHON) -m venv $(1)
$(1)/bin/python -m pip install $(PIP_FLAGS) $(addprefix -r ,$(2))
$(1)/bin/python -m pip install --quiet --no-deps --no-build-isolation --editable .
touch $@
endef

$(VENV)/.runtime: pyproject.toml requirements.lock requirements-build.lock
	$(call install,$(VENV),requirements.lock requirements-build.lock)

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	$(VENV)/bin/python -m pip install $(PIP_FLAGS) -r requirements-dev.lock
	touch $@

$(BENCH_VENV)/.installed: pyproject.toml requirements-bench.lock
	$(call install,$(BENCH_VENV),requirements-bench.lock)

docs: $(VENV)/.dev
	$(VENV)/bin/compile-brief schema > compiler/spec/schema.json
	$(VENV)/bin/compile-brief schema --reference > briefs/README.md

pictures: $(VENV)/.dev
	$(VENV)/bin/python -m tests.pictures

judges: $(ORACLES)/verapdf/lib/.complete $(ORACLES)/openxml/node_modules/.complete

$(ORACLES)/verapdf/lib/.complete: $(ORACLES)/verapdf/pom.xml
	rm -rf $(@D)
	mvn --batch-mode --quiet --strict-checksums --file $< package
	touch $@

$(ORACLES)/openxml/node_modules/.complete: $(ORACLES)/openxml/package-lock.json
	npm ci --prefix $(ORACLES)/openxml --no-audit --no-fund --loglevel=error
	touch $@

# One resolution for every platform and Python from 3.11 on; the narrower files hold to the runtime's versions.
RESOLVE = $(LOCK_VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

lock:
	test -x $(LOCK_VENV)/bin/uv || { $(PYTHON) -m venv $(LOCK_VENV) && $(LOCK_VENV)/bin/pip install --quiet $(UV); }
	$(RESOLVE) pyproject.toml --output-file requirements.lock
	$(RESOLVE) --group build --constraint requirements.lock --output-file requirements-build.lock
	$(RESOLVE) pyproject.toml --group dev --constraint requirements.lock --constraint requirements-build.lock \
		--output-file requirements-dev.lock
	$(RESOLVE) pyproject.toml --group bench --constraint requirements.lock --constraint requirements-build.lock \
		--output-file requirements-bench.lock

clean:
	rm -rf $(VENV) $(BENCH_VENV) $(LOCK_VENV) build dist/* $(ORACLES)/verapdf/lib $(ORACLES)/openxml/node_modules
