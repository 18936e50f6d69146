# Chartside's commands. PORT=8001 make run serves elsewhere; DATABASE_URL and REDIS_URL name servers of your own.
PORT ?= 8000
PYTHON := .venv/bin/python
DEVELOPMENT := @sh tools/bootstrap development
SERVERS := @$(PYTHON) tools/servers.py start
export PORT

.DEFAULT_GOAL := help
.PHONY: help run stop migrate test e2e lint check bench campaign screenshots lock clean

help: ## Shows this list
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

run: ## Serves Chartside with its own database on http://localhost:8000 (PORT=...)
	@sh tools/bootstrap
	@exec $(PYTHON) tools/run.py

stop: ## Stops the local database and Valkey; the data stays
	@python=$$(sh tools/find_python) && "$$python" tools/servers.py stop

migrate: ## Brings the local database's tables up to date
	@sh tools/bootstrap
	@$(PYTHON) tools/run.py migrate

test: ## Runs lint, check and all tests with coverage, as CI does
	$(DEVELOPMENT)
	@sh tools/test

e2e: ## Runs the journeys in a real browser
	$(DEVELOPMENT)
	$(SERVERS)
	@browser=$$($(PYTHON) tools/browser.py --install) && CHARTSIDE_BROWSER="$$browser" $(PYTHON) -m pytest e2e

lint: ## Checks how Python and templates are written
	$(DEVELOPMENT)
	@sh tools/lint

check: ## Checks types, layers, security, migrations and settings
	$(DEVELOPMENT)
	$(SERVERS)
	@sh tools/check

bench: ## Measures speed against its budgets
	$(DEVELOPMENT)
	$(SERVERS)
	@$(PYTHON) -m tests.performance.bench
	@$(PYTHON) -m tests.performance.search_bench
	@$(PYTHON) -m tests.performance.vitals_bench

campaign: ## Runs the long tests that CI leaves out
	$(DEVELOPMENT)
	$(SERVERS)
	@$(PYTHON) -m pytest tests -m campaign -o faulthandler_timeout=7200
	@browser=$$($(PYTHON) tools/browser.py --install) && CHARTSIDE_BROWSER="$$browser" $(PYTHON) -m pytest e2e -m campaign -o faulthandler_timeout=7200

screenshots: ## Photographs the main pages
	$(DEVELOPMENT)
	$(SERVERS)
	@browser=$$($(PYTHON) tools/browser.py --install) && CHARTSIDE_BROWSER="$$browser" $(PYTHON) -m tools.screenshots

lock: ## Writes requirements/*.txt anew from the *.in (needs uv)
	@sh tools/lock

clean: ## Stops the servers; removes .venv, the local data and all caches
	@python=$$(sh tools/find_python) && "$$python" tools/servers.py erase
	@rm -rf .venv .local .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.* htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
