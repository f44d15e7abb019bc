"""Timers: things to look at again later, kept so that a restart forgets none."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class TimerRow(Base):
    """Ring at `due_at`: put (what, ticket) into the inbox of `conversation`, where it is checked again."""

    __tablename__ = "timers"

    id: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    conversation: Mapped[str]
    what: Mapped[str]
    ticket: Mapped[int | None] = mapped_column(index=True)
    set_at: Mapped[datetime] = mapped_column(Moment, default=now)
