"""One turn, top to bottom: hear it, run what it asks for, say what came of it; failing that, a person."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.messages import Place
from bot.desk.states import Move
from bot.engine.passing import passes
from bot.engine.steps import Interrupted, Steps
from bot.governance.people import Member, refusal
from bot.intake import (
    admission,
    answering,
    changes,
    clicks,
    forms,
    hearing,
    outcomes,
    phrases,
    rescue,
    ringing,
)
from bot.intake.commands import commanding
from bot.intake.rooms import Rooms
from bot.intake.runs import running
from bot.intake.scene import Scene
from bot.intake.triage.routing import Decision, Route, decide
from bot.intake.turn import (
    Clicked,
    Commanded,
    Deleted,
    Edited,
    Message,
    Rang,
    Reacted,
    Said,
    Submitted,
    Turn,
    parse,
)
from bot.store.tables import TicketRow

log = logging.getLogger(__name__)

Read = Callable[[str], Awaitable[str]]
ShowHome = Callable[[str], Awaitable[None]]
UNREAD = Decision(Route.PERSON, "error", "")


class Pipeline:
    """Carries turns through the rooms."""

    def __init__(self, rooms: Rooms, read: Read, show_home: ShowHome) -> None:
        """`read` gives the body of an inbound by its id; `show_home` shows somebody's Home page anew."""
        self.rooms = rooms
        self._read = read
        self._show_home = show_home
        # One thread: several would keep the interpreter from the loop, and so Slack waiting for its answer.
        self._thinking = ThreadPoolExecutor(1, "triage")

    async def turn(self, inbound: str, steps: Steps) -> None:
        """See a turn through: it ends with an outcome, or with a person who knows that it could not."""
        turn = parse(await self._read(inbound))
        try:
            await self._carry(turn, steps)
        except Exception as error:
            if passes(error):
                raise
            log.exception("The turn %s failed.", inbound)
            await steps.commit("rescue", lambda session: self._rescue(session, turn))
        if isinstance(turn, Clicked) and not turn.channel:
            await self._show_home(turn.user)

    async def give_up(self, inbound: str) -> None:
        """The engine could not carry this turn at all: tell a person without it."""
        turn = parse(await self._read(inbound))
        try:
            async with self.rooms.sessions.begin() as session:
                if not await outcomes.recorded(session, inbound):
                    await self._rescue(session, turn)
        except Exception as error:
            if passes(error):
                raise
            log.exception("The turn %s could not be handed to a person.", inbound)
            async with self.rooms.sessions.begin() as session:
                await rescue.last_word(self._unheard(session, turn))

    async def _carry(self, turn: Turn, steps: Steps) -> None:
        member, decision = await self._from_whom(turn)

        async def hear(session: AsyncSession) -> str:
            await _whose_thread_is_known(session, turn)
            scene = self._scene(session, turn, member, decision)
            numbers = [] if await admission.turned_away(scene) else await hear_turn(scene, turn)
            if not numbers:
                await outcomes.require(session, turn)
            return ",".join(str(number) for number in numbers)

        async def answer(session: AsyncSession) -> str:
            await answering.settle(await self._answered_in(session, turn, member, decision, numbers), numbers)
            await outcomes.require(session, turn)
            return "answered"

        numbers = [int(number) for number in (await steps.commit("hear", hear)).split(",") if number]
        if not numbers:
            return
        with self.rooms.working(turn.channel, turn.thread):
            for number in numbers:
                await running.run_skill(self.rooms, steps, number)
            await steps.commit("answer", answer)

    async def _from_whom(self, turn: Turn) -> tuple[Member, Decision]:
        """Who it is from, and what triage makes of their words; a timer is nobody's and has none."""
        if isinstance(turn, Rang):
            return Member("", turn.team, "Baton"), UNREAD
        member = await self.rooms.people.member(turn.user)
        return member, await self._decide(turn) if refusal(member) is None else UNREAD

    async def _decide(self, turn: Turn) -> Decision:
        badges = {name: skill.badge for name, skill in self.rooms.catalog.skills.items()}
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thinking, decide, words_of(turn), self.rooms.triage, badges)

    def _scene(self, session: AsyncSession, turn: Turn, member: Member, decision: Decision) -> Scene:
        place = Place(turn.channel, turn.thread)
        notes = phrases.late_note(turn) + phrases.masked_note(turn.masked)
        return Scene(self.rooms, session, turn, member, decision, place, words_of(turn), notes)

    async def _answered_in(
        self, session: AsyncSession, turn: Turn, member: Member, decision: Decision, numbers: list[int]
    ) -> Scene:
        """The scene of the answer: the thread of the ticket, and whether it was asked about in another."""
        ticket = await session.get_one(TicketRow, numbers[0])
        scene = self._scene(session, turn, member, decision).at(Place(ticket.channel, ticket.thread))
        fresh = isinstance(turn, Said) and turn.root
        if fresh and await tickets.noted(session, ticket.number, Move.ANSWER):
            return scene.noting(phrases.ANOTHER_THREAD.format(request=ticket.request[:80]))
        return scene

    async def _rescue(self, session: AsyncSession, turn: Turn) -> str:
        await rescue.hand_to_people(self._unheard(session, turn))
        return "rescued"

    def _unheard(self, session: AsyncSession, turn: Turn) -> Scene:
        return self._scene(session, turn, Member(turn.user, turn.team, "someone"), UNREAD)


async def _whose_thread_is_known(session: AsyncSession, turn: Turn) -> None:
    """Somebody may write below a packet before we know that it arrived; raises Interrupted until we do."""
    if not isinstance(turn, Message) or turn.thread == turn.ts:
        return
    known = await tickets.by_packet(session, turn.team, turn.channel, turn.thread)
    if not known and await tickets.packet_on_its_way(session, turn.channel):
        raise Interrupted("this thread may be that of a packet on its way")


async def hear_turn(scene: Scene, turn: Turn) -> list[int]:
    """Do all of a turn that needs no skill; returns the tickets whose skills are to run."""
    match turn:
        case Said():
            return await hearing.hear(scene, turn)
        case Clicked():
            return await clicks.click(scene, turn)
        case Submitted():
            return await forms.submit(scene, turn)
        case Commanded():
            return await commanding.command(scene, turn)
        case Edited() | Deleted() | Reacted():
            return await changes.change(scene, turn)
        case Rang():
            return await ringing.ring(scene, turn)


def words_of(turn: Turn) -> str:
    """The words of a turn that may hold a request, or an instruction of staff."""
    if isinstance(turn, Said | Commanded):
        return turn.text
    values = turn.values if isinstance(turn, Submitted) else {}
    return values.get("request", "") or values.get("instruction", "")
