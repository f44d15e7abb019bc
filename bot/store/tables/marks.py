"""Marks: moments that outlive a restart, each under a name."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment
from bot.store.once import insert_once


class MarkRow(Base):
    """A moment, such as the last one at which a workspace was listened to."""

    __tablename__ = "marks"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


async def read_mark(session: AsyncSession, name: str) -> datetime | None:
    """The moment under this name; None when there is none yet."""
    row = await session.get(MarkRow, name)
    return row.at if row else None


async def set_mark(session: AsyncSession, name: str, at: datetime) -> None:
    """Put a mark there, whatever it was before."""
    await insert_once(session, MarkRow, name=name, at=at)
    await session.execute(update(MarkRow).where(MarkRow.name == name).values(at=at))


async def set_mark_once(session: AsyncSession, name: str, at: datetime) -> bool:
    """Put a mark there if there is none; whether there was none."""
    return await insert_once(session, MarkRow, name=name, at=at)


async def lift_mark(session: AsyncSession, name: str, before: datetime | None = None) -> bool:
    """Take a mark away (if it is from before a moment); whether there was one to take away."""
    theirs = [MarkRow.name == name] + ([MarkRow.at < before] if before else [])
    done = await session.execute(delete(MarkRow).where(*theirs))
    return cast("CursorResult[Any]", done).rowcount == 1
