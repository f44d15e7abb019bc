"""Housekeeping deletes what has served its purpose, and nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.store.base import now
from bot.store.housekeeping import LANE, Housekeeping
from bot.store.inbox import BATCH, Arrival, Inbox, InboxRow
from bot.store.leases import Leases
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import MarkRow, StepRow, TimerRow, metadata
from tests.intake.watched import beside
from tests.tables import create_tables

DAYS = 14


@dataclass
class House:
    """Stores, replicas, and a clock that goes when a test says so."""

    store: Sessions
    inbox: Inbox
    one: Leases
    other: Leases
    later: timedelta = field(default_factory=timedelta)

    def clock(self) -> datetime:
        """The present moment, here."""
        return now() + self.later

    async def tidies(self) -> None:
        """Time for housekeeping."""
        await Housekeeping(self.store, self.inbox, self.one, DAYS, self.clock).tidy()

    async def takes(self, *ids: str, done: bool = True) -> None:
        """These come in, and are dealt with."""
        for each in ids:
            await self.inbox.take(Arrival(each, "D1", "hello", event=f"Ev-{each}"))
            if done:
                await self.inbox.done(each)

    async def steps(self) -> list[str]:
        """The turns whose steps are known."""
        async with self.store() as session:
            return sorted(set(await session.scalars(select(StepRow.inbound))))


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    vault.unlock([b"k" * 32])
    engine = connect(database_url)
    await create_tables(engine, [metadata])
    inbox = Inbox(beside(database_url, "inbox"))
    one, other = (Leases(beside(database_url, "leases"), name) for name in ("one", "other"))
    for part in (inbox, one, other):
        await part.open()
    yield House(sessions(engine), inbox, one, other)
    for part in (one, other, inbox):
        await part.close()
    await engine.dispose()


async def test_a_replay_within_the_fourteen_days_is_still_known(house: House) -> None:
    await house.takes("a")
    house.later = timedelta(days=DAYS - 1)
    await house.tidies()

    await house.takes("a", done=False)

    assert await house.inbox.conversations() == []


async def test_what_was_dealt_with_longer_ago_is_forgotten_and_the_rest_is_not(house: House) -> None:
    await house.takes("old")
    await house.takes("open", done=False)
    await house.inbox.take(Arrival("parked", "D2", "x"))
    await house.inbox.park("parked")
    house.later = timedelta(days=DAYS + 1)
    await house.tidies()

    assert await house.inbox.known(["old", "open", "parked"]) == {"open"}
    assert await house.inbox.read("open") == "hello"


async def test_many_are_forgotten_past_one_that_is_never_done(house: House) -> None:
    await house.takes("open", done=False)
    for n in range(BATCH + 10):
        await house.inbox.take(Arrival(f"{n}", "D1", "x"))
    with house.inbox._engine.begin() as connection:
        connection.execute(update(InboxRow).where(InboxRow.id != "open").values(state="done"))
    house.later = timedelta(days=DAYS + 1)

    await house.tidies()

    assert await house.inbox.known([f"{n}" for n in range(BATCH + 10)]) == set()
    assert await house.inbox.conversations() == ["D1"]


async def test_steps_go_a_day_after_their_turn_has_ended(house: House) -> None:
    await house.takes("ended")
    await house.takes("open", done=False)
    async with house.store.begin() as session:
        for inbound in ("ended", "open"):
            session.add_all(StepRow(inbound=inbound, n=n, name="hear", result="") for n in (1, 2))
    await house.tidies()
    assert await house.steps() == ["ended", "open"]

    house.later = timedelta(days=2)
    await house.tidies()

    assert await house.steps() == ["open"]


async def test_timers_and_other_marks_stay(house: House) -> None:
    async with house.store.begin() as session:
        for name in ("waiting:D1:1.0", "silence:outbox", "heard:T1"):
            session.add(MarkRow(name=name, at=now()))
        session.add(TimerRow(id="t", due_at=now(), conversation="c", what="remind"))
    house.later = timedelta(days=99)
    await house.tidies()

    async with house.store() as session:
        assert sorted(await session.scalars(select(MarkRow.name))) == ["heard:T1", "silence:outbox"]
        assert list(await session.scalars(select(TimerRow.id))) == ["t"]


async def test_only_one_replica_at_a_time_is_at_it(house: House) -> None:
    await house.takes("old")
    house.later = timedelta(days=DAYS + 1)
    await house.other.take(LANE)
    await house.tidies()
    assert await house.inbox.known(["old"]) == {"old"}

    await house.other.let_go(LANE)
    await house.tidies()

    assert await house.inbox.known(["old"]) == set()
