"""Fixtures of the security tests: one bot for each module, driven over signed HTTP."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.app import Learned, learn
from bot.settings import Settings
from tests.security.wire import Wire, wired


@pytest.fixture(scope="session")
def learned() -> Learned:
    """The catalogue, triage and the handbook: made once, because they depend on files alone."""
    return learn(Settings())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wire(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[Wire]:
    """A running bot that all tests of a module share."""
    async with wired(tmp_path_factory.mktemp("wire"), learned) as made:
        yield made
