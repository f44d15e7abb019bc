"""Turns whose steps are recorded beside what they did: taken up after a crash where they stopped.

Decision 0010 says why this is ours. A step's record is written in the step's own transaction, so it stands
there exactly when the step's work does; its key is (inbound, n), so of two replicas only one can write it.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine.passing import as_if_alone, collides, passes
from bot.engine.steps import Effect, Interrupted, StepFailed, TurnBody, TurnFailed, Work
from bot.store.session import Sessions
from bot.store.tables import StepRow

log = logging.getLogger(__name__)

T = TypeVar("T")


class Engine:
    """Runs turns to their end."""

    def __init__(self, sessions: Sessions, body: TurnBody, sound: Callable[[], bool]) -> None:
        """`sound` says whether this replica may still act: nobody can have taken over its work."""
        self._sessions = sessions
        self._body = body
        self._sound = sound

    async def run(self, inbound: str) -> None:
        """Run the turn of this inbound, from where it stopped; a turn that ended does nothing more.

        Raises TurnFailed when it ended badly, InterruptedError when running it again may help.
        """
        try:
            steps = RecordedSteps(self._sessions, inbound, await self._recorded(inbound), self._sound)
            await self._body(inbound, steps)
        except Interrupted as error:
            raise InterruptedError(f"It was cut short: {error}") from None
        except Exception as error:
            if passes(error):
                raise InterruptedError(f"It was cut short by {type(error).__name__}.") from None
            raise TurnFailed(f"{type(error).__name__}: {error}") from None

    async def _recorded(self, inbound: str) -> dict[int, StepRow]:
        async with self._sessions() as session:
            rows = await session.scalars(select(StepRow).where(StepRow.inbound == inbound))
            return {row.n: row for row in rows}


class RecordedSteps:
    """The steps of one turn; those that are recorded return what they returned."""

    def __init__(
        self,
        sessions: Sessions,
        inbound: str,
        recorded: Mapping[int, StepRow],
        sound: Callable[[], bool],
    ) -> None:
        self._sessions = sessions
        self._inbound = inbound
        self._recorded = recorded
        self._sound = sound
        self._n = 0

    async def commit(self, name: str, work: Work) -> str:
        """Run `work` in one transaction that also records its result: exactly once."""
        if row := self._next(name):
            return _replayed(row)
        try:
            return await self._written(name, work)
        except StepFailed as error:
            await self._fail(name, str(error))
            raise

    async def attempt(self, name: str, work: Effect) -> str:
        """Run `work`, then what it returns in one transaction with the record of it."""
        if row := self._next(name):
            return _replayed(row)
        if not self._sound():
            raise Interrupted("others may think us dead")
        try:
            return await self._written(name, await _unworded(name, work()))
        except StepFailed as error:
            await self._fail(name, str(error))
            raise
        except Exception as error:
            raise Interrupted(type(error).__name__) from None

    def _next(self, name: str) -> StepRow | None:
        """The record of the step that comes now, if it was done before.

        Raises TurnFailed where another step was recorded at this place: the turn was begun by a Baton of
        another version, and what it meant is not guessed at.
        """
        self._n += 1
        row = self._recorded.get(self._n)
        if row is not None and row.name != name:
            raise TurnFailed(f"Step {self._n} was {row.name!r} when it was recorded, and is {name!r} now.")
        return row

    async def _fail(self, name: str, failed: str) -> None:
        async def nothing(_: AsyncSession) -> str:
            return ""

        await self._written(name, nothing, failed)

    async def _written(self, name: str, work: Work, failed: str = "") -> str:
        """`work` and the record of it in one transaction, run again where it met another one."""
        try:
            return await as_if_alone(lambda: self._transaction(name, work, failed))
        except Exception as error:
            if not collides(error):
                raise
            raise Interrupted("too many collisions") from None

    async def _transaction(self, name: str, work: Work, failed: str) -> str:
        try:
            async with self._sessions.begin() as session:
                result = await _unworded(name, _flushed(session, work))
                await self._add_record(session, StepRow(n=self._n, name=name, result=result, failed=failed))
        except Exception as error:
            if passes(error) and not collides(error):
                log.warning("The store does not take writes (%s).", type(error).__name__)
                raise Interrupted(type(error).__name__) from None
            raise
        return result

    async def _add_record(self, session: AsyncSession, row: StepRow) -> None:
        row.inbound = self._inbound
        session.add(row)
        try:
            await session.flush()
        except IntegrityError:
            raise Interrupted("another replica did this step") from None


async def _flushed(session: AsyncSession, work: Work) -> str:
    result = await work(session)
    await session.flush()
    return result


def _replayed(row: StepRow) -> str:
    if row.failed:
        raise StepFailed(row.failed)
    return row.result


async def _unworded(name: str, work: Awaitable[T]) -> T:
    """Failures are recorded in the clear, so they lose their text; trouble that passes is not the step's."""
    try:
        return await work
    except Exception as error:
        if passes(error):
            raise
        log.exception("The step %r failed.", name)
        raise StepFailed(f"{name}: {type(error).__name__}") from None
