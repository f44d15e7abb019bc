"""Tests of what coworkers learn from people."""
