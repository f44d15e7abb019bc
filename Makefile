# The few verbs you need; `make help` lists them.
PYTHON ?= python3
PORT ?= 3700
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help try test check install chaos chaos-more bench lock clean

help: ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed requirements-test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

install: $(VENV)/installed ## make .venv with Baton in it

try: install ## start the playground and the bot on this machine
	$(BIN)/baton try --port $(PORT)

test: $(VENV)/installed-test ## run the whole suite
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: $(VENV)/installed-test ## lint, types, architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: $(VENV)/installed-test ## measure triage and the handbook, and write docs/evaluation.md
	$(BIN)/python -m tests.evals.run

chaos: $(VENV)/installed-test ## many messages, many kills (STORE=sqlite|postgres MESSAGES= KILLS= SEED= REPLICAS=)
	$(BIN)/python -m tests.chaos.volume --store $(or $(STORE),sqlite) --messages $(or $(MESSAGES),300) \
		--kills $(or $(KILLS),10) --seed $(or $(SEED),1) --replicas $(or $(REPLICAS),2)

chaos-more: $(VENV)/installed-test ## what takes minutes: stores that stop, full disks, frozen replicas, poison, clocks
	$(BIN)/python -m pytest -v tests/chaos/disasters.py

bench: $(VENV)/installed-test ## what acks, turns and waiting cost here, in small (minutes; tests/bench has larger)
	$(BIN)/python -m tests.bench.ingest
	$(BIN)/python -m tests.bench.crowd
	$(BIN)/python -m tests.bench.idle
	$(BIN)/python -m tests.bench.growth

lock: ## resolve the dependencies anew, hashed, without index addresses
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet pip-tools
	build/lock/bin/pip-compile --quiet --no-header --generate-hashes --allow-unsafe --strip-extras \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -o requirements.txt pyproject.toml .ci/build.in
	build/lock/bin/pip-compile --quiet --no-header --generate-hashes --allow-unsafe --strip-extras --extra test -c requirements.txt \
		--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options -o requirements-test.txt pyproject.toml

clean: ## forget the environment and what the playground kept
	rm -rf $(VENV) .baton build
