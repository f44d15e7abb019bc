"""Measurements: `make bench` runs them in small, `python -m tests.bench.<name>` one with sizes of its own."""
