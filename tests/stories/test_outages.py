"""When what Baton leans on goes away for a while: people wait a little, or notice nothing at all."""

import asyncio
import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.intake.learning import Learned
from bot.playground.accounts import TEAM
from bot.slack import client, lookups
from bot.slack.people import Directory
from bot.store.shared import Shared
from bot.store.signals import Signals
from tests.servers import Redis
from tests.stories.stage import House, buttons, playing

RESET = "I forgot my Okta password"
UNREADABLE = ("users.info", "users.list", "conversations.list", "conversations.members")


@pytest.fixture
async def hasty(tmp_path: Path, learned: Learned, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """A bot that asks Slack once instead of five times, and always anew."""
    monkeypatch.setattr(client, "READS_AGAIN", 0)
    async with playing(tmp_path, learned) as house:
        monkeypatch.setattr(lookups, "FRESH_SECONDS", 0.0)
        monkeypatch.setattr(lookups, "REST_SECONDS", 0.0)
        yield house


async def unreadable(house: House, *methods: str, times: int = 1000) -> None:
    """Have Slack fail at these reads."""
    for method in methods:
        await house.ada.does("faults", method=method, kind="error_before", times=times)


async def test_somebody_known_is_answered_while_slack_cannot_be_read(hasty: House) -> None:
    await hasty.ada.asks(RESET, gets="reply")
    await unreadable(hasty, *UNREADABLE)

    await hasty.ada.asks(RESET, gets="reply", containing="one-time link")

    assert await hasty.posts("packet") == []


async def test_somebody_new_waits_until_slack_can_be_read(hasty: House) -> None:
    await unreadable(hasty, "users.info", times=3)

    await hasty.ben.asks(RESET, gets="reply", containing="one-time link")

    await hasty.settles()
    assert len(await hasty.posts()) == 1


async def test_a_whole_handover_while_slack_cannot_be_read(hasty: House) -> None:
    told = await hasty.ada.asks("can I talk to somebody in IT about my mouse", gets="notice")
    packet = await hasty.sam.sees_next("packet", "my mouse", channel="it-support")
    await hasty.sam.clicks(packet, "claim")
    await hasty.ada.sees_next("notice", "has taken", thread=told["thread_ts"])
    await unreadable(hasty, *UNREADABLE)

    await hasty.sam.says("Which one?", channel="it-support", thread_ts=packet["ts"])
    await hasty.ada.sees_next("relay", "Which one?", thread=told["thread_ts"])
    await hasty.ada.says("the left one", thread_ts=told["thread_ts"])
    await hasty.sam.sees_next("relay", "the left one", channel="it-support")


async def test_commands_home_and_forms_survive_it(hasty: House) -> None:
    await unreadable(hasty, "users.info", times=2)
    assert "requests" in await hasty.ada.commands("/support mine")
    await unreadable(hasty, *UNREADABLE, times=2)
    await hasty.ben.does("home")
    await unreadable(hasty, "users.info", times=1)
    await hasty.fay.commands("/support")
    await hasty.ada.asks(RESET, gets="reply")


@pytest.fixture
async def redis() -> AsyncIterator[Redis]:
    """A Redis of this story's own."""
    server = Redis()
    await asyncio.to_thread(server.start)
    yield server
    await asyncio.to_thread(server.remove)


async def test_redis_may_come_and_go(tmp_path: Path, learned: Learned, redis: Redis) -> None:
    async with playing(tmp_path, learned, redis_url=redis.url) as house:
        await house.ada.asks(RESET, gets="reply")
        await asyncio.to_thread(redis.stop_hard)
        question = await house.ada.asks("I forgot my password", gets="question")
        await house.ada.presses(question, buttons(question)["Okta"], gets="reply")
        await asyncio.to_thread(redis.start)
        await house.ben.asks(RESET, gets="reply")
        await house.settles()
        assert len(await house.posts()) == 4


async def test_baton_starts_without_the_redis_it_was_promised(
    tmp_path: Path, learned: Learned, caplog: pytest.LogCaptureFixture
) -> None:
    async with playing(tmp_path, learned, redis_url="redis://127.0.0.1:1/0") as house:
        await house.ada.asks(RESET, gets="reply")
        assert await house.bot.ready()
    assert [r.levelname for r in caplog.records if "Redis" in r.getMessage()] == ["WARNING"]


async def test_what_one_replica_was_told_about_people_makes_the_others_ask_again(
    tmp_path: Path, learned: Learned, redis: Redis
) -> None:
    async with playing(tmp_path, learned, redis_url=redis.url) as house:
        await house.ada.asks(RESET, gets="reply")
        await house.settles()
        asked = _asked(house)
        await house.ada.asks(RESET, gets="reply")
        assert _asked(house) == asked

        app = house.playground.space.people.app_id
        other = Signals(Shared(redis.url, f"{TEAM}:{app}"), "another")
        other.tell("people", "U000000ADA")
        await asyncio.wait_for(_changed(house), 10)
        await house.ada.asks(RESET, gets="reply")

        assert _asked(house) > asked
        await other.stop()
        await other.shared.close()


def _asked(house: House) -> int:
    """How often Slack was asked who somebody is."""
    rows = house.playground.space.journal.rows(0)
    return sum(row["what"] == "api" and row["data"]["method"] == "users.info" for row in rows)


async def _changed(house: House) -> None:
    """Wait until the bot no longer believes what it knew about Ada."""
    people = house.bot.rooms.people
    assert isinstance(people, Directory)
    while people._lookups.age(("member", "U000000ADA")) < math.inf:
        await asyncio.sleep(0.01)
