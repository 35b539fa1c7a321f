# `make` lists the targets. Each sets up what it needs in .venv, from the locks, once.
# Options: PYTHON=python3.12 picks the interpreter, ARGS='…' is passed on, -s says less.

PYTHON ?= python3
ARGS   ?=
VENV   := .venv
BIN    := $(VENV)/bin
UV     := 0.13.9

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Packages are installed uncompiled; Python compiles what is used, once, and nothing else.
unexport PYTHONDONTWRITEBYTECODE
# Material prints a notice about its end of life at every start; docs say it once.
export NO_MKDOCS_2_WARNING := 1

PIP     := $(BIN)/python -m pip -qq --no-input
INSTALL := $(PIP) install --no-compile --no-build-isolation
LOCK    := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --no-config --custom-compile-command 'make lock' $(ARGS)
BROWSER := $(firstword $(foreach b,$(CHROMIUM) chromium chromium-browser google-chrome google-chrome-stable, \
           $(shell command -v $(b) 2>/dev/null)))
# A desk may pass on what it has from us: nothing that would ask for its own words or code in return.
LICENCES := MIT;BSD;Apache;ISC;PSF;Python Software Foundation;MPL;Mozilla;LGPL;Lesser General Public;HPND;0BSD;Zlib;CC0
AUDIT    = $(BIN)/pip-audit --disable-pip --require-hashes --progress-spinner off
SHIPPED  = $(shell sed -nE 's/^([A-Za-z0-9_.-]+)==.*/\1/p' requirements.lock)
quiet   := $(findstring s,$(firstword -$(MAKEFLAGS)))
# What is said has no comma: it would end the argument.
say      = @$(if $(quiet),:,echo '$(1)')
stop     = { echo '$(1)' >&2; exit 1; }

.PHONY: help site check links deploy admin serve test lint audit sbom format bench torture lock schema words wheel clean chromium
.DEFAULT_GOAL := help

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.site  ## Build the site into site/
	$(call say,Building the site)
	@$(BIN)/mkdocs build --strict $(ARGS)

check: $(VENV)/.site  ## List every problem in briefings/, without building
	@$(BIN)/tessera check $(ARGS)

links: $(VENV)/.site  ## Ask every source's address whether it still answers
	@$(BIN)/tessera links $(ARGS)

deploy: $(VENV)/.site  ## Bring site/ to where it is served from; ARGS="--to …"
	@$(BIN)/tessera deploy $(ARGS)

admin:  ## Fetch the editor for /admin/, which the setting `admin` turns on; needs npm
	@command -v npm >/dev/null || { echo 'npm is not here; it fetches the editor. Install Node.js.' >&2; exit 1; }
	@mkdir -p .cache/admin
	@cd .cache/admin && npm pack --silent decap-cms@3.16.3 >/dev/null && \
	tar -xzf decap-cms-3.16.3.tgz --strip-components=2 package/dist/decap-cms.js && rm decap-cms-3.16.3.tgz

serve: $(VENV)/.site  ## Preview at http://127.0.0.1:8000/, rebuilt as you write
	@$(BIN)/mkdocs serve $(ARGS)

test: $(VENV)/.dev $(if $(findstring not browser,$(ARGS)),,chromium)  ## Run the tests; ARGS="-m 'not browser'" needs no browser
	$(call say,Running the tests)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 $(ARGS)

lint: $(VENV)/.dev  ## Check style, format, types, workflows and licences
	$(call say,Checking style and format and types and workflows and licences)
	@failed=0; \
	$(BIN)/ruff check . || failed=1; \
	$(BIN)/ruff format --check . || failed=1; \
	$(BIN)/mypy || failed=1; \
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml || failed=1; \
	$(BIN)/zizmor --offline --no-progress --quiet .github/workflows || failed=1; \
	$(BIN)/pip-licenses --from=mixed --packages $(SHIPPED) --partial-match --allow-only '$(LICENCES)' >/dev/null || failed=1; \
	said=$$($(AUDIT) -r requirements.lock 2>&1) || case "$$said" in \
	  *onnection*|*"timed out"*) echo 'Known weaknesses were not asked for: the network does not answer.' >&2;; \
	  *) echo "$$said"; failed=1;; esac; \
	exit $$failed

audit: $(VENV)/.dev  ## Ask whether a locked package has a known weakness; needs the network
	@$(AUDIT) -r requirements.lock
	@$(AUDIT) -r requirements-dev.lock

sbom: $(VENV)/.dev  ## List all that is shipped, as CycloneDX, into dist/
	@mkdir -p dist
	@PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/sbom.json
	@ls dist/sbom.json

format: $(VENV)/.dev  ## Put the code into its format
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

bench: $(VENV)/.dev  ## Measure builds of made-up sites of many sizes
	$(call say,Measuring; this takes minutes)
	@$(BIN)/python -m tests.bench $(ARGS)

torture: $(VENV)/.torture chromium  ## Kill, fuzz and feed it poison for some minutes; TORTURE=20 is shorter
	$(call say,Trying to break it; this takes minutes)
	@$(BIN)/python -m pytest tests/torture -o python_files='torture_*.py' $(ARGS)
	@$(BIN)/python -m tests.torture.report

schema: $(VENV)/.site  ## Write docs/schema/*.json, which editors check records with
	@$(BIN)/tessera schema $(ARGS)

words: $(VENV)/.site  ## Bring the shipped translations of the site's words up to date
	@for po in overrides/locales/*.po; do $(BIN)/tessera words "$$(basename $$po .po)" || exit; done

wheel: $(VENV)/.site  ## Build the package that other desks install into dist/
	@$(BIN)/python -m pip -q wheel --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

lock: $(BIN)/python  ## Resolve the locks anew; ARGS=--upgrade takes newer releases
	$(call say,Resolving the locks)
	@$(PIP) install uv==$(UV)
	@$(LOCK) --group build -o requirements-build.lock
	@$(LOCK) pyproject.toml --extra pattern --extra data --extra import --extra links --extra deploy --extra review -o requirements.lock
	@$(LOCK) --group torture -c requirements.lock -o requirements-torture.lock
	@$(LOCK) pyproject.toml --all-extras -c requirements.lock -o requirements-dev.lock

clean:  ## Remove everything that was made, but not .venv
	@rm -rf site .site.* .cache build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find hooks tests -name __pycache__ -prune -exec rm -rf {} +


# ---- What the targets stand on ------------------------------------------------------------------

# A PYTHON that was asked for and is not the one in .venv: .venv starts anew.
ifneq ($(origin PYTHON),file)
ifneq ($(shell $(PYTHON) -V 2>&1),$(shell $(BIN)/python -V 2>&1))
.PHONY: $(BIN)/python
endif
endif

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || \
	$(call stop,Tessera needs Python 3.11 or newer; $(PYTHON) is not here. Install one or name it: make PYTHON=python3.12)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	$(call stop,Tessera needs Python 3.11 or newer; $(PYTHON) is older. Name a newer one: make PYTHON=python3.12)
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	$(call stop,$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv)
	$(call say,Creating $(VENV))
	@$(PYTHON) -m venv --clear $(VENV)

# The build backend goes first and alone, so that the rest is built with it and nothing unlocked is fetched.
$(VENV)/.site: requirements-build.lock requirements.lock $(BIN)/python
	$(call say,Installing what the site is built with; half a minute the first time)
	@$(INSTALL) --require-hashes -r requirements-build.lock
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.site
	$(call say,Installing what the tests need)
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.torture: requirements-torture.lock $(VENV)/.dev
	@$(INSTALL) --require-hashes -r requirements-torture.lock
	@touch $@

chromium:
ifeq ($(BROWSER),)
	@[ "$$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release || \
	$(call stop,The browser tests need Chromium or Chrome on PATH. Install one (Debian: apt install chromium) or name it (CHROMIUM=...) or leave them out: make test ARGS="-m \"not browser\"")
	$(call say,Installing Chromium)
	@apt-get -qq update
	@DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends chromium >/dev/null
endif
