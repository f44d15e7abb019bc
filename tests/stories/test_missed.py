"""What was said while nobody listened, for longer than Slack tries again, is heard afterwards, and once."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.intake.learning import Learned
from bot.playground.delivery import Patience
from bot.slack import attendance, backfill, history, sockets
from bot.store.tables import MarkRow, Outcome
from tests.stories.stage import PATIENCE, House, everything_in, playing
from tests.stories.test_replays import FULL

ONCE = Patience(0.2, ())
"""A Slack that brings everything once and never again."""


@pytest_asyncio.fixture
async def house(tmp_path: Path, learned: Learned, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    """A bot whose Slack does not come again, and whose socket is pinged often."""
    monkeypatch.setattr(sockets, "PING_SECONDS", 0.5)
    monkeypatch.setattr(attendance, "KEEP_SECONDS", 1.0)
    async with playing(tmp_path, learned, patience=ONCE) as house:
        await listens_since(house, None)
        yield house


async def marked(house: House) -> datetime | None:
    """Until when the company counts as listened to."""
    async with house.bot.rooms.sessions() as session:
        return await session.scalar(select(MarkRow.at))


async def listens_since(house: House, before: datetime | None) -> None:
    """Wait until the mark has moved on: everything missed has been taken."""
    async with asyncio.timeout(PATIENCE):
        while await marked(house) == before:
            await asyncio.sleep(0.02)


async def comes_back(house: House) -> None:
    """Start the bot again, and have it read everything it missed."""
    await house.opens()
    await listens_since(house, await marked(house))
    await house.settles()


async def turns(house: House) -> int:
    """How many messages came to something."""
    async with house.bot.rooms.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Outcome)) or 0


@pytest.mark.parametrize("over_http", [False, True])
async def test_a_message_written_while_nobody_listened_is_answered_once(
    tmp_path: Path, learned: Learned, over_http: bool
) -> None:
    async with playing(tmp_path, learned, over_http=over_http, patience=ONCE) as house:
        await listens_since(house, None)
        await house.closes()
        asked = await house.ada.says("I forgot my Okta password")

        await house.opens()
        reply = await house.ada.sees_next("reply", "one-time link", thread=asked)
        await house.settles()

        assert len(await house.posts("reply", asked)) == 1
        assert "out of reach" not in everything_in(reply)


async def test_the_first_start_answers_nothing_old(house: House, tmp_path: Path) -> None:
    await house.closes()
    old = await house.ada.says("I forgot my Okta password")
    new_store = f"sqlite+aiosqlite:///{tmp_path}/new/baton.db"
    house.settings = house.settings.model_copy(update={"database_url": new_store})

    await house.opens()
    await listens_since(house, None)
    new = await house.ada.says("I forgot my Okta password")
    await house.ada.sees_next("reply", thread=new)
    await house.settles()

    assert await house.posts(thread=old) == []


async def test_what_was_taken_live_is_not_taken_again(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot.slack.backfill")
    asked = await house.ada.says("I forgot my Okta password")
    await house.ada.sees_next("reply", thread=asked)
    await house.settles()
    await house.closes()

    await comes_back(house)

    assert "1 messages for us, 0 new" in caplog.text
    assert await turns(house) == 1
    assert len(await house.posts("reply", asked)) == 1


async def test_staff_and_employee_talk_across_a_time_in_which_nobody_listened(house: House) -> None:
    asked = await house.ada.says("my laptop makes a grinding noise, can I talk to someone in IT?")
    packet = await house.sam.sees_next("packet", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "Sam", thread=asked)
    await house.closes()
    await house.sam.says("First, turn it off.", channel="it-support", thread_ts=packet["ts"])
    await house.ada.says("it is off", thread_ts=asked)
    await house.sam.says("Then bring it to me.", channel="it-support", thread_ts=packet["ts"])

    await comes_back(house)

    there = [everything_in(each) for each in await house.ada.seen("relay", thread=asked)]
    assert ["First" in text for text in there] == [True, False]
    assert "Then bring it" in there[1]
    assert len(await house.sam.seen("relay", "it is off", channel="it-support")) == 1


async def test_mentions_in_a_channel_and_in_a_thread_are_found(house: House) -> None:
    talk = await house.ben.says("lunch anyone?", channel="general")
    await house.settles()
    await house.closes()
    asked = await house.ada.says("@Baton I forgot my Okta password", channel="general")
    await house.ben.says("@Baton I forgot my Okta password", channel="general", thread_ts=talk)
    await house.ben.says("nobody means you here", channel="general")

    await comes_back(house)

    assert len(await house.posts(thread=asked)) == 1
    assert len(await house.posts(thread=talk)) == 1


async def test_direct_messages_are_taken_as_they_were_said_across_threads_and_pages(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    first = await house.ada.says("I forgot my Okta password")
    await house.settles()
    await house.closes()
    said = [
        await house.ada.says("what is the dress code?"),
        await house.ada.says("thanks", thread_ts=first),
        await house.ada.says("how many vacation days do I have left"),
        await house.ada.says("hello again"),
    ]
    said.append(await house.ada.says("and in my first year?", thread_ts=said[0]))

    await comes_back(house)

    with closing(sqlite3.connect(house.settings.folder / "inbox.db")) as inbox:
        taken = [row[0].split(":")[2] for row in inbox.execute("SELECT id FROM inbox ORDER BY seq")]
    assert taken == [first, *said]


async def test_a_channel_that_cannot_be_read_keeps_nobody_else_waiting(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = house.playground.space
    general = space.channels.named("general")
    monkeypatch.setattr(space, "app_is_in", lambda channel: channel is not general)
    await house.closes()
    asked = await house.ada.says("I forgot my Okta password")

    await comes_back(house)

    assert "cannot be read (not_in_channel)" in caplog.text
    assert len(await house.posts("reply", asked)) == 1


async def test_an_edited_message_is_read_as_it_is_now_and_a_deleted_one_is_not(house: House) -> None:
    await house.closes()
    edited = await house.ada.says("never mind")
    deleted = await house.ben.says("I forgot my Okta password")
    dm = (await house.ada.sees())[-1]["channel"]
    await house.ada.does("edits", channel=dm, ts=edited, text="I forgot my Okta password")
    await house.ben.does("deletions", channel="@app", ts=deleted)

    await comes_back(house)

    assert len(await house.posts("reply", edited)) == 1
    assert await house.posts(thread=deleted) == []


async def test_other_bots_are_no_more_heard_than_live(house: House) -> None:
    await house.closes()
    await house.otherbot.says("I forgot my Okta password")

    await comes_back(house)

    assert await turns(house) == 0


async def test_who_waited_long_is_told_why(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "LATE_SECONDS", 0.0)
    await house.closes()
    asked = await house.ada.says("I forgot my Okta password")

    await house.opens()

    await house.ada.sees_next("reply", "out of reach", thread=asked)


async def test_what_comes_while_the_socket_is_down_is_not_lost(house: House) -> None:
    await house.ada.does("faults", kind="disconnect")
    asked = await house.ada.says("I forgot my Okta password")

    await house.ada.sees_next("reply", thread=asked)
    await house.settles()

    assert len(await house.posts("reply", asked)) == 1


async def test_what_could_not_be_kept_is_read_when_there_is_room_again(house: House) -> None:
    inbox = house.settings.folder / "inbox.db"
    with closing(sqlite3.connect(inbox)) as store:
        store.execute(FULL)
    asked = await house.ada.says("I forgot my Okta password")
    await house.ada.reads("ack", where='"ok": false')
    with closing(sqlite3.connect(inbox)) as store:
        store.execute("DROP TRIGGER full")

    await house.ada.sees_next("reply", thread=asked)

    assert len(await house.posts("reply", asked)) == 1


async def test_a_socket_that_died_unnoticed_loses_nothing(house: House) -> None:
    await house.ada.does("faults", kind="disconnect", silent=True)
    asked = await house.ada.says("I forgot my Okta password")

    await house.ada.sees_next("reply", thread=asked)

    assert len(await house.posts("reply", asked)) == 1
