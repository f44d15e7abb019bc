"""Versions of the inbox."""
