"""What each person of a desk carries: what they have in hand, what they took, how much of it out of hours."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.calendar.hours import Hours
from bot.desk.states import OWNED, Move
from bot.store.tables import TicketEvent, TicketRow


@dataclass(frozen=True)
class Load:
    """Of one person: open tickets that are theirs; claims since the last report, and those out of hours."""

    in_hand: int
    claimed: int
    out_of_hours: int


async def loads(
    session: AsyncSession, team: str, desk: str, hours: Hours, since: datetime
) -> Mapping[str, Load]:
    """By user id, whoever carries most first; nobody who carries nothing."""
    held = await _in_hand(session, team, desk)
    claims = await _claims(session, team, desk, since)
    took = Counter(user for user, _ in claims)
    late = Counter(user for user, at in claims if not hours.is_open(at))
    found = {user: Load(held[user], took[user], late[user]) for user in held | took}
    return dict(sorted(found.items(), key=lambda one: (-one[1].in_hand, -one[1].claimed, one[0])))


def told(name: str, load: Load) -> str:
    """`Sam Whitfield: 2 in hand; took 5, 1 of them out of hours`."""
    late = f", {load.out_of_hours} of them out of hours" if load.out_of_hours else ""
    return f"{name}: {load.in_hand} in hand; took {load.claimed}{late}"


async def _in_hand(session: AsyncSession, team: str, desk: str) -> Counter[str]:
    query = (
        select(TicketRow.assignee, func.count())
        .where(TicketRow.team == team, TicketRow.desk == desk, TicketRow.state.in_(OWNED))
        .group_by(TicketRow.assignee)
    )
    return Counter({user: count for user, count in await session.execute(query) if user})


async def _claims(session: AsyncSession, team: str, desk: str, since: datetime) -> list[tuple[str, datetime]]:
    query = (
        select(TicketEvent.actor, TicketEvent.at)
        .join(TicketRow, TicketRow.number == TicketEvent.ticket)
        .where(TicketRow.team == team, TicketRow.desk == desk)
        .where(TicketEvent.what == Move.CLAIM, TicketEvent.at > since)
    )
    return [(actor, at) for actor, at in await session.execute(query)]
