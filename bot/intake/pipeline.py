"""One turn, top to bottom: hear it, run what it asks for, say what came of it; failing that, a person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.messages import Place
from bot.engine.steps import Steps
from bot.governance.people import Member
from bot.intake import (
    answering,
    changes,
    clicks,
    commanding,
    forms,
    hearing,
    outcomes,
    phrases,
    rescue,
    ringing,
    running,
)
from bot.intake.hearing import Heard
from bot.intake.outcomes import Became
from bot.intake.rooms import Rooms
from bot.intake.routing import Decision, decide
from bot.intake.turn import Clicked, Commanded, Deleted, Edited, Rang, Said, Submitted, Turn, parse
from bot.store.tables import TicketRow

log = logging.getLogger(__name__)

Read = Callable[[str], Awaitable[str]]


class Pipeline:
    """Carries turns through the rooms."""

    def __init__(self, rooms: Rooms, read: Read) -> None:
        """`read` gives the body of an inbound by its id."""
        self.rooms = rooms
        self._read = read

    async def turn(self, inbound: str, steps: Steps) -> None:
        """See a turn through: it ends with an outcome, or with a person who knows that it could not."""
        turn = parse(await self._read(inbound))
        try:
            await self._carry(turn, steps)
        except Exception:
            log.exception("The turn %s failed.", inbound)
            await steps.commit("rescue", lambda session: rescue.hand_to_people(self.rooms, session, turn))

    async def give_up(self, inbound: str) -> None:
        """The engine could not carry this turn at all: tell a person without it."""
        turn = parse(await self._read(inbound))
        async with self.rooms.sessions.begin() as session:
            if not await outcomes.recorded(session, inbound):
                await rescue.hand_to_people(self.rooms, session, turn)

    async def _carry(self, turn: Turn, steps: Steps) -> None:
        member = await self.rooms.people.member(turn.user)
        decision = await self._decide(turn)

        async def hear(session: AsyncSession) -> str:
            return _join(await self._hear(session, turn, member, decision))

        numbers = _split(await steps.commit("hear", hear))
        if not numbers:
            return
        for number in numbers:
            await running.run_skill(self.rooms, steps, number)
        await steps.commit("answer", lambda session: self._settle(session, turn, numbers))

    async def _decide(self, turn: Turn) -> Decision:
        rooms = self.rooms
        badges = {name: skill.badge for name, skill in rooms.catalog.skills.items()}
        return await asyncio.to_thread(decide, _text(turn), rooms.triage, badges)

    async def _hear(  # noqa: PLR0911 - one arm for each kind of turn
        self, session: AsyncSession, turn: Turn, member: Member, decision: Decision
    ) -> list[int]:
        rooms = self.rooms
        match turn:
            case Said():
                return await hearing.hear(rooms, session, Heard(turn, member, decision))
            case Clicked():
                return await clicks.click(rooms, session, turn)
            case Submitted():
                return await forms.submit(rooms, session, turn, decision)
            case Commanded():
                return await commanding.command(rooms, session, turn, member, decision)
            case Edited():
                return await changes.edit(rooms, session, turn)
            case Deleted():
                return await changes.delete(rooms, session, turn)
            case Rang():
                return await ringing.ring(rooms, session, turn)

    async def _settle(self, session: AsyncSession, turn: Turn, numbers: list[int]) -> str:
        first = await session.get_one(TicketRow, numbers[0])
        place = Place(first.channel, first.thread)
        notes = phrases.masked_note(getattr(turn, "masked", ()))
        await answering.settle(self.rooms, session, turn, place, notes, numbers)
        return Became.ANSWERED


def _text(turn: Turn) -> str:
    """The words of a turn that may hold a request."""
    if isinstance(turn, Said | Commanded):
        return turn.text
    return turn.values.get("request", "") if isinstance(turn, Submitted) else ""


def _join(numbers: list[int]) -> str:
    return ",".join(str(number) for number in numbers)


def _split(numbers: str) -> list[int]:
    return [int(number) for number in numbers.split(",") if number]
