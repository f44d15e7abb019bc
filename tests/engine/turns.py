"""Turns of a step or two, and what they leave behind."""

import asyncio
from collections.abc import Awaitable, Callable

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine.recorded import Engine
from bot.engine.steps import Steps, TurnBody
from bot.store.session import Sessions

SOON = 10.0
Work = Callable[[AsyncSession], Awaitable[str]]


def engine(store: Sessions, body: TurnBody, sound: Callable[[], bool] = lambda: True) -> Engine:
    """One replica's engine."""
    return Engine(store, body, sound)


async def done(store: Sessions) -> list[str]:
    """What steps have written."""
    async with store() as session:
        return sorted((await session.scalars(text("SELECT what FROM done"))).all())


def writes(what: str) -> Work:
    """A step that leaves one row."""

    async def work(session: AsyncSession) -> str:
        await session.execute(text("INSERT INTO done VALUES (:what)"), {"what": what})
        return what

    return work


async def two_steps(inbound: str, steps: Steps) -> None:
    """A turn of two transactions."""
    await steps.commit("first", writes("first"))
    await steps.commit("second", writes("second"))


async def cut_short(store: Sessions, inbound: str = "one") -> None:
    """Leave a turn behind that did its first step only, as a crash would."""
    reached = asyncio.Event()

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("first", writes("first"))
        reached.set()
        await asyncio.Event().wait()

    running = asyncio.create_task(engine(store, body).run(inbound))
    await asyncio.wait_for(reached.wait(), SOON)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
