"""Tickets: one request of one person, and everything that happened to it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now
from bot.store.sealed import Sealed


class TicketRow(Base):
    """One request. `channel` and `thread` are where the employee asked and is answered."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("tickets_by_thread", "team", "channel", "thread"),
        Index("tickets_by_requester", "team", "requester", "state"),
        Index("tickets_by_desk", "team", "desk", "state"),
        Index("tickets_by_opening", "team", "opened_at"),
        Index("tickets_by_solution", "team", "requester", "solved_at"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    requester: Mapped[str]
    coworker: Mapped[str]
    desk: Mapped[str]
    skill: Mapped[str | None]
    state: Mapped[str]
    request: Mapped[str] = mapped_column(Sealed)
    opened_at: Mapped[datetime] = mapped_column(Moment, default=now)
    updated_at: Mapped[datetime] = mapped_column(Moment, default=now, onupdate=now)

    rule: Mapped[str] = mapped_column(default="")
    score: Mapped[float | None]
    runner_up: Mapped[str | None]
    why: Mapped[str] = mapped_column(Sealed, default="")

    handed_at: Mapped[datetime | None] = mapped_column(Moment)
    handed_because: Mapped[str] = mapped_column(Sealed, default="")
    suggestion: Mapped[str] = mapped_column(Sealed, default="")
    packet: Mapped[str | None]
    assignee: Mapped[str | None]
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    solved_at: Mapped[datetime | None] = mapped_column(Moment)
    solved_by: Mapped[str] = mapped_column(default="")
    fix: Mapped[str] = mapped_column(Sealed, default="")
    route_was_right: Mapped[bool | None]
    minutes: Mapped[int | None]
    reopened: Mapped[int] = mapped_column(default=0)
    rating: Mapped[int | None]
    had_to_repeat: Mapped[bool | None]

    severity: Mapped[str] = mapped_column(default="normal", server_default="normal")
    assigned_group: Mapped[str] = mapped_column(default="", server_default="")
    """The group of the desk that is asked to take it; "" for everybody there."""
    clock_from: Mapped[datetime | None] = mapped_column(Moment)
    """Since when the desk's targets are measured; being passed about does not change it."""
    responded_at: Mapped[datetime | None] = mapped_column(Moment)
    heard_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the assignee last did or said something about it."""
    paused_at: Mapped[datetime | None] = mapped_column(Moment)
    paused_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    """Working time of the desk in which it was not the desk's turn, without the present pause."""
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    held_because: Mapped[str] = mapped_column(Sealed, default="", server_default="")
    snoozed_until: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def id(self) -> str:
        """What people call it."""
        return f"T-{self.number}"


class TicketThread(Base):
    """Another thread in which a ticket was talked about, before it went on where it is now."""

    __tablename__ = "ticket_threads"
    __table_args__ = (Index("ticket_threads_by_place", "channel", "thread"),)

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    thread: Mapped[str] = mapped_column(primary_key=True)


class TicketEvent(Base):
    """One thing that happened to a ticket: who, what, when."""

    __tablename__ = "ticket_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str]
    what: Mapped[str]
    detail: Mapped[str] = mapped_column(Sealed, default="")
