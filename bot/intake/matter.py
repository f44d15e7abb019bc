"""What a bare "can I talk to someone" is about: the open matter of these direct messages, or the last one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.states import ACTIVE, WITH_COWORKER, WITH_DESK, State
from bot.intake.scene import Scene
from bot.store.base import now
from bot.store.tables import TicketRow

FRESH = timedelta(hours=24)
"""A request older than this is not what somebody is talking about now."""

JUST_SOLVED = timedelta(hours=2)
SAME_BREATH = timedelta(minutes=30)
LOOK_BACK = 20


@dataclass(frozen=True)
class Matter:
    """What is being talked about at one desk.

    `handed` is with people already; else `open` are the requests a coworker has, newest first; else
    `solved` is the one it has just solved.
    """

    desk: str
    handed: TicketRow | None = None
    open: tuple[TicketRow, ...] = ()
    solved: tuple[TicketRow, ...] = ()


async def matter_of(scene: Scene) -> Matter | None:
    """The matter of the newest request in these messages; nothing of another desk belongs to it."""
    recent = await _recent(scene.session, scene.turn.team, scene.turn.user, scene.place.channel)
    here = [ticket for ticket in recent if _counts(ticket)]
    if not here:
        return None
    lead = here[0]
    if lead.state in WITH_DESK:
        return Matter(lead.desk, handed=lead)
    still_open = tuple(t for t in here if t.desk == lead.desk and t.state in WITH_COWORKER)
    return Matter(lead.desk, open=still_open, solved=() if still_open else (lead,))


async def said_in_one_breath(session: AsyncSession, ticket: TicketRow) -> list[str]:
    """Threads of what the same person asked the same desk's coworker shortly before, in the same place.

    What was solved is left out where it was about something else.
    """
    recent = await _recent(session, ticket.team, ticket.requester, ticket.channel)
    since = ticket.opened_at - SAME_BREATH
    before = (each for each in recent if each.number < ticket.number and each.opened_at > since)
    return [each.thread for each in before if each.desk == ticket.desk and _belongs(each, ticket)]


def _belongs(before: TicketRow, ticket: TicketRow) -> bool:
    if before.packet:
        return False
    return before.state != State.SOLVED or ticket.skill in {None, before.skill}


async def _recent(session: AsyncSession, team: str, user: str, channel: str) -> Sequence[TicketRow]:
    query = (
        select(TicketRow)
        .where(
            TicketRow.team == team,
            TicketRow.requester == user,
            TicketRow.channel == channel,
            TicketRow.opened_at > now() - FRESH,
        )
        .order_by(TicketRow.number.desc())
        .limit(LOOK_BACK)
    )
    return (await session.scalars(query)).all()


def _counts(ticket: TicketRow) -> bool:
    """Not over yet, or solved by a coworker just now."""
    if ticket.state in ACTIVE:
        return True
    solved_at = ticket.solved_at if ticket.solved_by == "ai" else None
    return ticket.state == State.SOLVED and solved_at is not None and now() - solved_at < JUST_SOLVED
