"""Tests of the way in: triage, routing, commands."""
