"""Fixtures of the stories: what is learned once, and a house for each story."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import Learned, learn
from bot.settings import Settings
from tests.stories.stage import House, playing


@pytest.fixture(scope="session")
def learned() -> Learned:
    """The catalogue, triage and the handbook: made once, because they depend on files alone."""
    return learn(Settings())


@pytest.fixture
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """A running bot in a running playground."""
    async with playing(tmp_path, learned) as house:
        yield house
