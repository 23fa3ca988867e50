PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help setup

help:  ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' Makefile | awk -F '|' '{printf "%-10s %s\n", $$1, $$2}'

setup:  ## Environment, front end and catalogues; quick when nothing changed
	@$(PYTHON) tools/prepare.py
