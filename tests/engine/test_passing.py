"""Trouble that passes: two transactions that meet, a full disk. The turn waits, and nothing is lost."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.engine import passing
from bot.engine.steps import Steps
from bot.store.session import Sessions
from tests.engine.turns import SOON, done, engine, writes


async def test_transactions_that_meet_lose_nothing(store: Sessions) -> None:
    """Each reads a number and writes one more; on PostgreSQL some must be run again."""

    async def count(session: AsyncSession) -> str:
        n = await session.scalar(text("SELECT n FROM tally"))
        await asyncio.sleep(0.01)
        await session.execute(text("UPDATE tally SET n = :n"), {"n": n + 1})
        return ""

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("count", count)

    async def counted(inbound: str) -> None:
        while True:
            try:
                return await engine(store, body).run(inbound)
            except InterruptedError:
                await asyncio.sleep(0.05)

    await asyncio.wait_for(asyncio.gather(*(counted(f"{n}") for n in range(6))), 3 * SOON)

    async with store() as session:
        assert await session.scalar(text("SELECT n FROM tally")) == 6


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_full_disk_interrupts_a_turn_and_loses_nothing(
    store: Sessions, database: AsyncEngine
) -> None:
    """A limit on pages stands for the disk; PostgreSQL has none."""
    room = {"pages": 1_000_000}
    wide = "x" * 300_000

    @event.listens_for(database.sync_engine, "checkout")
    def limit(connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={room['pages']}")

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("wide", writes(wide))

    room["pages"] = 1
    with pytest.raises(InterruptedError):
        await engine(store, body).run("one")
    room["pages"] = 1_000_000
    await engine(store, body).run("one")

    assert await done(store) == [wide]


class Met(Exception):
    """What a driver says where two transactions cannot both be as if alone."""

    sqlstate = "40001"


async def test_too_many_collisions_interrupt_the_turn(
    store: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "PAUSE_SECONDS", 0.001)
    tries: list[AsyncSession] = []

    async def always_meets(session: AsyncSession) -> str:
        tries.append(session)
        raise OperationalError("", None, Met())

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("meets", always_meets)

    with pytest.raises(InterruptedError):
        await engine(store, body).run("one")
    assert len(tries) == passing.COLLISIONS
