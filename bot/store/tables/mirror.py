"""The relay as a mirror: who may write to the employee beside the assignee, and people's reactions."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now


class JoinRow(Base):
    """Staff whose words cross, too, for as long as the ticket is in the hands of `beside`."""

    __tablename__ = "ticket_joins"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    beside: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class ReactionRow(Base):
    """Somebody's emoji under a message of the relay, or under one that may still become so.

    `crosses` is whether the other side may see it; None until the message is known to have crossed.
    """

    __tablename__ = "reactions"

    channel: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    crosses: Mapped[bool | None]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
