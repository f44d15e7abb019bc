"""How well handing over works: what staff say of packets and ask all the same, what employees say."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.learning.quality import BY_COWORKER
from bot.store.base import now
from bot.store.tables import PacketRating, StaffQuestion, TicketEvent, TicketRow

LACKED: Mapping[str, str] = {
    "wish": "what they want",
    "device": "which device",
    "error": "what it shows",
    "when": "when it is needed",
    "tried": "what was tried",
    "place": "where they are",
    "reach": "how to reach them",
    "other": "something else",
}
"""What a packet may have lacked, and how people say it."""


BACK_ON_THE_DESK = "reopened for the desk"
"""The event of a ticket that came back to people after they had solved it."""


@dataclass(frozen=True)
class Handovers:
    """Counts over tickets that people took. Shares are None where there is nothing to take them of.

    `asked` are questions of staff to employees, `repeated` those whose answer stood in the packet, and
    `repeating` the tickets with one. `told` employees said whether they `had_to_repeat` themselves;
    `rated` gave `stars` in all. Of `solved` tickets `returned` were opened again.
    """

    taken: int = 0
    judged: int = 0
    useful: int = 0
    lacked: Mapping[str, int] = field(default_factory=dict)
    asked: int = 0
    repeated: int = 0
    repeating: int = 0
    told: int = 0
    had_to_repeat: int = 0
    rated: int = 0
    stars: int = 0
    solved: int = 0
    returned: int = 0

    @property
    def repeat_question_rate(self) -> float | None:
        """Share of the tickets people took in which staff asked for what the packet said."""
        return _share(self.repeating, self.taken)

    @property
    def repeat_yourself_rate(self) -> float | None:
        """Share of the employees who answered that had to repeat themselves."""
        return _share(self.had_to_repeat, self.told)

    @property
    def return_rate(self) -> float | None:
        """Share of the tickets people solved that were opened again."""
        return _share(self.returned, self.solved)

    @property
    def useful_rate(self) -> float | None:
        """Share of the packets that staff found useful, of those they judged."""
        return _share(self.useful, self.judged)


async def rate(session: AsyncSession, ticket: int, user: str, *, useful: bool) -> None:
    """Somebody of the staff finds the packet useful, or not; the last click counts."""
    (await _rating(session, ticket, user)).useful = useful
    await session.flush()


async def lack(session: AsyncSession, ticket: int, user: str, what: str) -> None:
    """Somebody of the staff still had to ask for something: a name of `LACKED`."""
    (await _rating(session, ticket, user)).lacked = what
    await session.flush()


async def ask(session: AsyncSession, ticket: int, user: str, source: str, answered_by: str) -> None:
    """Staff put a question to the employee; `answered_by` is the part of the packet that says it already."""
    if await session.get(StaffQuestion, source) is None:
        session.add(StaffQuestion(source=source, ticket=ticket, user=user, answered_by=answered_by))
        await session.flush()


async def handovers(
    session: AsyncSession, team: str, desks: Sequence[str], since: datetime | None = None
) -> Handovers:
    """The figures of some desks, of tickets that were handed over after a moment."""
    ours = (TicketRow.team == team) & TicketRow.desk.in_(desks) & TicketRow.handed_at.is_not(None)
    ours = ours & (TicketRow.handed_at > since) if since else ours
    by_people = TicketRow.solved_by.not_in(("", BY_COWORKER))
    questions = await _questions(session, ours)
    ratings = await _ratings(session, ours)
    return Handovers(
        taken=await _count(session, ours, TicketRow.claimed_at.is_not(None) | by_people),
        judged=sum(row.useful is not None for row in ratings),
        useful=sum(row.useful is True for row in ratings),
        lacked=Counter(row.lacked for row in ratings if row.lacked),
        asked=len(questions),
        repeated=sum(bool(row.answered_by) for row in questions),
        repeating=len({row.ticket for row in questions if row.answered_by}),
        told=await _count(session, ours, TicketRow.had_to_repeat.is_not(None)),
        had_to_repeat=await _count(session, ours, TicketRow.had_to_repeat.is_(True)),
        rated=await _count(session, ours, TicketRow.rating.is_not(None)),
        stars=await session.scalar(select(func.sum(TicketRow.rating)).where(ours)) or 0,
        solved=await _count(session, ours, by_people),
        returned=await _count(session, ours, by_people, _came_back()),
    )


def told(found: Handovers) -> list[str]:
    """The figures as people read them, each with what it is taken of."""
    lines = [
        f"Packets found useful: {_of(found.useful, found.judged, 'judged')}",
        f"Asked again though the packet said it: {_of(found.repeating, found.taken, 'people took')}; "
        f"{found.repeated} of {found.asked} questions",
        f"Had to repeat themselves: {_of(found.had_to_repeat, found.told, 'who answered')}",
        f"Came back after being solved: {_of(found.returned, found.solved, 'solved by people')}",
        f"Rating: {found.stars / found.rated:.1f} of 5 ({found.rated} answered)"
        if found.rated
        else "Rating: nobody has answered",
    ]
    if found.lacked:
        most = sorted(found.lacked.items(), key=lambda pair: (-pair[1], pair[0]))[:3]
        lines.append(f"Still asked for: {', '.join(f'{LACKED[what]} ({n})' for what, n in most)}")
    return lines


def _of(count: int, whole: int, what: str) -> str:
    return f"{count / whole:.0%} ({count} of {whole} {what})" if whole else f"nothing to tell (0 {what})"


def _share(count: int, whole: int) -> float | None:
    return count / whole if whole else None


async def _rating(session: AsyncSession, ticket: int, user: str) -> PacketRating:
    row = await session.get(PacketRating, (ticket, user))
    if row is None:
        row = PacketRating(ticket=ticket, user=user)
        session.add(row)
    row.at = now()
    return row


async def _count(session: AsyncSession, *where: ColumnElement[bool]) -> int:
    return await session.scalar(select(func.count()).select_from(TicketRow).where(*where)) or 0


def _came_back() -> ColumnElement[bool]:
    return (
        select(TicketEvent.id)
        .where(TicketEvent.ticket == TicketRow.number, TicketEvent.what == BACK_ON_THE_DESK)
        .exists()
    )


async def _questions(session: AsyncSession, ours: ColumnElement[bool]) -> Sequence[StaffQuestion]:
    query = select(StaffQuestion).join(TicketRow, TicketRow.number == StaffQuestion.ticket).where(ours)
    return (await session.scalars(query)).all()


async def _ratings(session: AsyncSession, ours: ColumnElement[bool]) -> Sequence[PacketRating]:
    query = select(PacketRating).join(TicketRow, TicketRow.number == PacketRating.ticket).where(ours)
    return (await session.scalars(query)).all()
