"""Triage as shipped, learned once for all tests of this room."""

import pytest

from bot.cli.triage import Shipped


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    return Shipped.load()
