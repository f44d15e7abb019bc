"""Tests of the audit and of who may do what."""
