"""Tickets that belong together, pass from one owner to another, are watched, or are answered alike."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now
from bot.store.sealed import Sealed


class LinkRow(Base):
    """A ticket that goes with another one, its lead: as the same person's duplicate, or in an incident."""

    __tablename__ = "ticket_links"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    lead: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    kind: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class IncidentRow(Base):
    """A trouble that several people report. `title` is what all of them may read; `lead` its first ticket."""

    __tablename__ = "incidents"
    __table_args__ = (Index("incidents_open", "team", "desk", "solved_at"),)

    lead: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    team: Mapped[str]
    desk: Mapped[str]
    title: Mapped[str] = mapped_column(Sealed)
    opened_by: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    solved_at: Mapped[datetime | None] = mapped_column(Moment)


class LikenessRow(Base):
    """An open ticket that a new one resembles, shown to the desk on the new one's card."""

    __tablename__ = "likenesses"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    other: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    score: Mapped[float]


class HandoffRow(Base):
    """A ticket passed from one owner to another: who gave it, who has it since, why, and with which packet.

    Owners are `coworker:jordan`, `desk:it` or `person:U123`. `giver` is the `taker` of the row before.
    """

    __tablename__ = "handoffs"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    giver: Mapped[str]
    taker: Mapped[str]
    by: Mapped[str]
    why: Mapped[str] = mapped_column(Sealed, default="")
    packet: Mapped[str | None]


class WatcherRow(Base):
    """Somebody of a desk who is told whenever a ticket moves."""

    __tablename__ = "watchers"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class MacroRow(Base):
    """A reply that a desk has saved, by its name."""

    __tablename__ = "macros"

    team: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Sealed)
    author: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class QueueViewRow(Base):
    """Which part of the queue somebody looks at on their Home page; `desk` is "" for all of theirs."""

    __tablename__ = "queue_views"

    team: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(default="")
    part: Mapped[str]
    page: Mapped[int] = mapped_column(default=0)
