"""Fixtures of the stories: what is learned once, a house for each story, and one that many share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.connections import patience
from bot.intake.learning import Learned
from bot.slack.pace import Pace
from tests.browser import browser, chromium
from tests.fakes import at_once
from tests.stories.stage import House, playing

__all__ = ["browser", "chromium"]


@pytest.fixture(scope="module", autouse=True)
def _unhurried() -> Iterator[None]:
    """The pace of Slack and the patience with systems are kept elsewhere; people in stories talk faster."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pace, "take", at_once)
        patch.setattr(patience, "PAUSES", (0.02, 0.02))
        yield


@pytest_asyncio.fixture
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """A running bot in a running playground, for this story alone."""
    async with playing(tmp_path, learned) as house:
        yield house


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[House]:
    """One that all stories of a module play in, each with requests of its own."""
    async with playing(tmp_path_factory.mktemp("office"), learned) as house:
        yield house
