"""Measurements, run by hand: `python -m tests.bench.first_reply`, `python -m tests.bench.start`."""
