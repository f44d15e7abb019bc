"""The main story once more, with events coming as signed HTTP requests instead of over a socket."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.intake.learning import Learned
from tests.stories.stage import House, playing
from tests.stories.test_main_story import (
    test_a_forgotten_password_is_done_in_the_thread_without_a_person,
    test_a_person_takes_over_with_everything_in_hand,
    test_a_slow_laptop_is_looked_at_and_fixed_or_handed_over,
)

__all__ = (
    "test_a_forgotten_password_is_done_in_the_thread_without_a_person",
    "test_a_person_takes_over_with_everything_in_hand",
    "test_a_slow_laptop_is_looked_at_and_fixed_or_handed_over",
)


@pytest_asyncio.fixture
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """A bot that Slack reaches at an address of its own."""
    async with playing(tmp_path, learned, over_http=True) as house:
        yield house


async def test_commands_and_forms_come_over_http_too(house: House) -> None:
    assert "Jordan" in await house.root.commands("/coworkers list")
    await house.ada.does("commands", channel="general", command="/support", text="")
    await house.ada.fills_in(request="I forgot my Okta password")

    await house.ada.sees_next("reply", "one-time link")
    assert {row["data"]["via"] for row in house.playground.space.journal.rows() if "via" in row["data"]} == {
        "http"
    }
