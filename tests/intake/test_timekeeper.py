"""Timers ring when they are due, once, also when they came due while nobody was there."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.intake.turn import Rang
from bot.intake.watch import timekeeper
from bot.intake.watch.timekeeper import Timekeeper
from bot.store.base import now
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import TimerRow, metadata
from tests.tables import create_tables


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Sessions]:
    engine = connect(database_url)
    await create_tables(engine, [metadata])
    yield sessions(engine)
    await engine.dispose()


class Taken:
    """Takes turns, unless the store does not take any."""

    def __init__(self) -> None:
        self.turns: list[Rang] = []
        self.broken = False
        self.first = asyncio.Event()

    async def __call__(self, turn: Rang) -> None:
        """Keep one."""
        if self.broken:
            raise OSError
        self.turns.append(turn)
        self.first.set()


async def set_timer(store: Sessions, name: str, minutes: float) -> None:
    """Set a timer due in so many minutes."""
    async with store.begin() as session:
        session.add(
            TimerRow(
                id=name, due_at=now() + timedelta(minutes=minutes), conversation="D1", what="remind", ticket=7
            )
        )


async def left(store: Sessions) -> list[str]:
    """Timers that have not rung."""
    async with store() as session:
        return list(await session.scalars(select(TimerRow.id)))


async def test_what_came_due_while_nobody_was_there_rings_once(store: Sessions) -> None:
    taken = Taken()
    await set_timer(store, "old", -600)
    keeper = Timekeeper(store, "T1", taken)

    assert [await keeper.ring_due(), await keeper.ring_due()] == [1, 0]
    assert [(turn.key, turn.ticket, turn.conversation) for turn in taken.turns] == [("timer:old", 7, "D1")]


async def test_what_is_not_due_waits(store: Sessions) -> None:
    taken = Taken()
    await set_timer(store, "later", 5)

    await Timekeeper(store, "T1", taken).ring_due()

    assert (taken.turns, await left(store)) == ([], ["later"])


async def test_a_timer_that_could_not_be_taken_rings_next_time(store: Sessions) -> None:
    taken = Taken()
    await set_timer(store, "due", -1)
    keeper = Timekeeper(store, "T1", taken)

    taken.broken = True
    with pytest.raises(OSError):
        await keeper.ring_due()
    taken.broken = False
    await keeper.ring_due()

    assert (len(taken.turns), await left(store)) == (1, [])


async def test_two_replicas_that_ring_the_same_timer_ring_it_under_one_key(store: Sessions) -> None:
    one, other = Taken(), Taken()
    await set_timer(store, "due", -1)
    await asyncio.gather(*(Timekeeper(store, "T1", taken).ring_due() for taken in (one, other)))

    assert {turn.key for turn in (*one.turns, *other.turns)} == {"timer:due"}
    assert await left(store) == []


async def test_it_wakes_for_a_timer_that_is_set_while_it_sleeps(
    store: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timekeeper, "LONGEST_NAP", timedelta(hours=1))
    taken = Taken()
    keeper = Timekeeper(store, "T1", taken)
    keeper.start()
    await asyncio.sleep(0)
    await set_timer(store, "soon", 0.001)

    async with asyncio.timeout(5):
        await taken.first.wait()
    await keeper.stop()

    assert [turn.key for turn in taken.turns] == ["timer:soon"]


async def test_timers_ring_in_the_order_in_which_they_came_due(store: Sessions) -> None:
    taken = Taken()
    for name, minutes in (("b", -1.0), ("c", -0.5), ("a", -2.0)):
        await set_timer(store, name, minutes)

    await Timekeeper(store, "T1", taken).ring_due()

    assert [turn.key for turn in taken.turns] == ["timer:a", "timer:b", "timer:c"]
