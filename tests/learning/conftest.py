"""A real store for the tests of this room."""

from tests.governance.conftest import people, store

__all__ = ["people", "store"]
