"""Who of the staff is away: said by themselves, until a day, and who covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.store.tables import AbsenceRow


@dataclass(frozen=True)
class Absence:
    """Away until this moment; `backup` is a user id, "" for nobody in particular."""

    until: datetime
    backup: str = ""


async def leave(session: AsyncSession, team: str, user: str, absence: Absence) -> None:
    """Somebody is away from now on; what they said before about it no longer holds."""
    await come_back(session, team, user)
    session.add(AbsenceRow(team=team, user=user, until=absence.until, backup=absence.backup))
    await session.flush()


async def come_back(session: AsyncSession, team: str, user: str) -> bool:
    """Somebody is here again; whether they were away."""
    theirs = (AbsenceRow.team == team) & (AbsenceRow.user == user)
    return (
        await session.execute(delete(AbsenceRow).where(theirs).returning(AbsenceRow.user))
    ).first() is not None


async def away(session: AsyncSession, team: str, at: datetime) -> Mapping[str, Absence]:
    """Everybody who is away at this moment, by user id."""
    query = select(AbsenceRow).where(AbsenceRow.team == team, AbsenceRow.until > at)
    return {row.user: Absence(row.until, row.backup) for row in await session.scalars(query)}
