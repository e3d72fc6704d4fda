# Everything starts from here; Python 3.11 or newer with pip is all a machine needs.
# The recipes are single plain commands, so that make starts them itself and hands a SIGTERM straight on.

PYTHON ?= python3

.PHONY: run setup test check bench messages

run:
	@$(PYTHON) -m tools.start run

setup:
	@$(PYTHON) -m tools.start setup

test:
	@$(PYTHON) -m tools.start test

check:
	@$(PYTHON) -m tools.start check

bench:
	@$(PYTHON) -m tools.start bench

messages:
	@$(PYTHON) -m tools.start messages
