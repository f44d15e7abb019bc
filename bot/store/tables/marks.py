"""Marks: moments that outlive a restart, each under a name."""

from datetime import datetime

from sqlalchemy import update
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
