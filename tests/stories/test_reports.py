"""A desk's report comes at its time, once, also when Baton was away then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.app import run
from bot.intake.learning import Learned
from bot.settings import DEFAULT_DESKS, CompanyFile
from bot.store.base import now
from bot.store.tables import TimerRow
from tests.playground.driver import Json
from tests.stories.stage import House, kind_of, playing

IT = DEFAULT_DESKS["it"].model_copy(update={"report": "mon-fri 09:00", "timezone": "Europe/Berlin"})


@pytest_asyncio.fixture
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """A house whose IT desk wants a report."""
    company = CompanyFile(desks={**DEFAULT_DESKS, "it": IT})
    async with playing(tmp_path, learned, company=company) as house:
        yield house


async def timers(house: House) -> list[datetime]:
    """When the desk's report is due."""
    async with house.bot.rooms.sessions() as session:
        query = select(TimerRow.due_at).where(TimerRow.what == "report:it")
        return list(await session.scalars(query))


async def comes_due(house: House, ago: timedelta = timedelta()) -> None:
    """The report's time has come (so long ago)."""
    async with house.bot.rooms.sessions.begin() as session:
        timer = (await session.scalars(select(TimerRow).where(TimerRow.what == "report:it"))).one()
        timer.due_at = now() - ago


async def reports(house: House) -> list[Json]:
    """Every report so far."""
    return [message for message in await house.posts("notice") if "desk stands" in message["text"]]


async def test_the_channel_reads_how_the_desk_stands(house: House) -> None:
    await house.ada.asks("I want a person, my laptop is broken", gets="notice")
    await house.sam.sees_next("packet", channel="it-support")
    await house.ben.asks("I forgot my Okta password", gets="reply")

    await comes_due(house)
    report = await house.sam.sees_next("notice", "desk stands", channel="it-support")

    assert "1 request on the desk; 1 of them nobody has taken" in report["text"]
    assert ": not taken" in report["text"]
    assert "2 new requests; 0 waited longer than 15 minutes" in report["text"]
    assert "Jordan: 1 solved, 1 of them without a person" in report["text"]
    assert "thread_ts" not in report


async def test_articles_whose_review_is_due_are_named_to_the_desk_that_owns_them(house: House) -> None:
    house.settings.articles.mkdir()
    for owner in ("it", "hr"):
        page = f"---\ntitle: Rules of {owner}\nowner: {owner}\nreview_by: 2020-01-31\n---\n# Rules\nNone.\n"
        (house.settings.articles / f"{owner}.md").write_text(page)
    await house.bot.rooms.library.look()

    await comes_due(house)
    report = await house.sam.sees_next("notice", "desk stands", channel="it-support")

    assert "Read again “Rules of it”; its review was due on 2020-01-31." in report["text"]
    assert "Rules of hr" not in report["text"]


async def test_two_replicas_give_it_once_and_ask_nobody_who_rang(house: House) -> None:
    second = house.settings.model_copy(update={"baton_instance": "second"})
    async with run(second, house.learned):
        due = await timers(house)
        await comes_due(house)
        while await timers(house) != due:
            await asyncio.sleep(0.02)
        await house.settles()

    assert len(await reports(house)) == 1
    rows = house.playground.space.journal.rows()
    asked = [row["data"] for row in rows if row["what"] == "api" and row["data"]["method"] == "users.info"]
    assert "" not in [each["args"].get("user") for each in asked]


async def test_the_next_is_due_on_the_next_working_day(house: House) -> None:
    before = await timers(house)
    await comes_due(house)
    await house.sam.sees_next("notice", "desk stands", channel="it-support")

    assert await timers(house) == before


@pytest.mark.parametrize(("hours", "given"), [(1, 1), (5, 0)])
async def test_one_that_was_missed_is_given_once_if_it_is_not_too_late(
    house: House, hours: int, given: int
) -> None:
    due = await timers(house)
    await house.closes()
    await house.opens()
    await comes_due(house, timedelta(hours=hours))
    for _ in range(2):
        await house.restarts()
        while await timers(house) != due:
            await house.settles()
        await house.settles()

    assert len(await reports(house)) == given
    assert {kind_of(each) for each in await reports(house)} <= {"notice"}
