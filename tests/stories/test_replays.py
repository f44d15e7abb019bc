"""What Slack delivers again has one effect, what cannot be kept is not acked, what runs is finished."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.desk.states import Move
from bot.intake.learning import Learned
from bot.store.tables import Outcome, TicketEvent
from tests.playground.driver import Json
from tests.stories.stage import House, playing

FULL = """CREATE TRIGGER full BEFORE INSERT ON inbox
          BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"""


async def again(house: House, kind: str, times: int, containing: str = "") -> None:
    """Deliver the newest delivery of a kind so often more, all at once."""
    rows = [row for row in deliveries(house, kind) if containing in str(row["data"]["payload"])]
    number = rows[-1]["n"]
    await asyncio.gather(*(house.ada.does("redeliver", n=number) for _ in range(times)))
    await house.settles()


def deliveries(house: House, kind: str) -> list[Json]:
    """Everything of this kind that Slack has delivered."""
    rows = house.playground.space.journal.rows()
    return [row for row in rows if row["what"] == "delivery" and row["data"]["kind"] == kind]


async def outcomes(house: House) -> int:
    """How many turns there were."""
    async with house.bot.rooms.sessions() as session:
        return await session.scalar(select(func.count()).select_from(Outcome)) or 0


@pytest.mark.parametrize("times", [3, 50])
async def test_a_message_delivered_again_is_answered_once(house: House, times: int) -> None:
    asked = await house.ada.says("I forgot my Okta password")
    await house.ada.sees_next("reply", thread=asked)

    await again(house, "events_api", times, asked)

    assert len(await house.posts("reply", asked)) == 1
    assert await outcomes(house) == 1


async def test_a_message_delivered_many_times_before_it_is_answered_is_answered_once(house: House) -> None:
    asked = await house.ada.says("I forgot my Okta password")

    await again(house, "events_api", 50, asked)

    assert len(await house.posts("reply", asked)) == 1


@pytest.mark.parametrize("times", [3, 50])
async def test_a_click_delivered_again_has_one_effect(house: House, times: int) -> None:
    await house.ada.says("my laptop makes a grinding noise, can I talk to someone in IT?")
    packet = await house.sam.sees_next("packet", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.settles()
    notices = len(await house.posts("notice"))

    await again(house, "interactive", times)

    async with house.bot.rooms.sessions() as session:
        claimed = select(func.count(TicketEvent.id)).where(TicketEvent.what == Move.CLAIM)
        claims = await session.scalar(claimed)
    assert (claims, len(await house.posts("notice"))) == (1, notices)


async def test_a_command_delivered_again_opens_one_ticket(house: House) -> None:
    await house.ada.does(
        "commands", channel="general", command="/support", text="I want a person for my laptop"
    )
    await house.sam.sees_next("packet", channel="it-support")

    await again(house, "slash_commands", 50)

    assert len(await house.posts("packet")) == 1


@pytest.mark.parametrize("over_http", [False, True])
async def test_what_cannot_be_kept_is_not_acknowledged_and_comes_again(
    tmp_path: Path, learned: Learned, over_http: bool
) -> None:
    async with playing(tmp_path, learned, over_http=over_http) as house:
        inbox = tmp_path / "inbox.db"
        with closing(sqlite3.connect(inbox)) as store:
            store.execute(FULL)
        asked = await house.ada.says("I forgot my Okta password")
        journal = house.playground.space.journal
        refused = await journal.find(lambda row: row["what"] == "ack" and not row["data"]["ok"])
        with closing(sqlite3.connect(inbox)) as store:
            store.execute("DROP TRIGGER full")

        await house.ada.does("redeliver", n=refused["data"]["delivery"])
        await house.ada.sees_next("reply", thread=asked)

        assert len(await house.posts("reply", asked)) == 1


async def test_stopping_finishes_what_was_taken(house: House) -> None:
    asked = await house.ada.says("I forgot my Okta password")
    await house.playground.space.journal.find(lambda row: row["what"] == "ack" and row["data"]["ok"])

    await house.closes()

    assert len(await house.posts("reply", asked)) == 1
