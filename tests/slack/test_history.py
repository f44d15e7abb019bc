"""Reading Slack's history: freely for a while, then no faster than Slack likes."""

import time
from collections.abc import AsyncIterator

import pytest

from bot.playground.server import Config, start
from bot.slack.client import http_session, posting_client
from bot.slack.history import BURST, History
from tests.playground.driver import BOT_TOKEN

PAUSE = 0.05


@pytest.fixture
async def history() -> AsyncIterator[History]:
    """Of a workspace in which nobody has said anything."""
    playground = await start(Config(port=0))
    async with http_session() as session:
        yield History(posting_client(BOT_TOKEN, playground.api_url, session), PAUSE)
    await playground.stop()


async def test_our_conversations_are_listed_with_the_direct_ones(history: History) -> None:
    names = {one.get("name") or one["user"] for one in await history.conversations()}

    assert {"general", "it-support", "U000000ADA"} <= names


async def test_calls_are_spread_once_the_burst_is_used_up(history: History) -> None:
    began = time.monotonic()
    for _ in range(BURST + 4):
        await history.tops("C0GENERAL", 0.0)

    assert time.monotonic() - began >= 3 * PAUSE
