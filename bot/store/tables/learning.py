"""What people teach the coworkers: corrections, lessons, verdicts on answers, drafts of articles."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, now
from bot.store.sealed import Sealed


class CorrectionRow(Base):
    """A route that somebody says was wrong, and what became of that.

    `before` and `right` are a skill's name, or `desk:<name>`. `text` are the request's words as they may be
    kept. Of `weighed` examples and lessons `right_before` went right without it and `right_after` would.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("corrections_by_state", "team", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str]
    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), index=True)
    coworker: Mapped[str]
    author: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    before: Mapped[str]
    right: Mapped[str]
    text: Mapped[str] = mapped_column(Sealed)
    reason: Mapped[str] = mapped_column(Sealed, default="")
    state: Mapped[str]
    weighed: Mapped[int]
    right_before: Mapped[int]
    right_after: Mapped[int]
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class LessonRow(Base):
    """An accepted correction, which triage follows until it is withdrawn. Each is a version of its own."""

    __tablename__ = "lessons"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str] = mapped_column(index=True)
    correction: Mapped[int] = mapped_column(ForeignKey("corrections.id"))
    accepted_by: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    withdrawn_by: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class CheckRow(Base):
    """A request that a coworker solved alone and a person is to look at. `verdict` is "" until one has."""

    __tablename__ = "checks"
    __table_args__ = (Index("checks_waiting", "team", "desk", "verdict"),)

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    team: Mapped[str]
    desk: Mapped[str]
    coworker: Mapped[str]
    why: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    verdict: Mapped[str] = mapped_column(default="")
    reviewer: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)


class DraftRow(Base):
    """An article made from a request that people solved; in the handbook once somebody approved it.

    `audience` is a desk's name, or "everybody".
    """

    __tablename__ = "drafts"
    __table_args__ = (Index("drafts_by_state", "team", "desk", "state"),)

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    team: Mapped[str]
    desk: Mapped[str]
    title: Mapped[str] = mapped_column(Sealed)
    body: Mapped[str] = mapped_column(Sealed)
    audience: Mapped[str]
    state: Mapped[str]
    author: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    decided_by: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
