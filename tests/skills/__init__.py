"""Tests of the skills and their catalogue."""
