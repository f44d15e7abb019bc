"""What a turn leaves behind: how a skill's run stands, and the one outcome of each inbound message."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, SealedJson, now
from bot.store.sealed import Sealed


class RunRow(Base):
    """A skill's run for a ticket. `position` is the next step; `asked` the question that waits.

    `tried` is a list of {"step", "outcome"}; `ending` how it ended, as skills.contract has it.
    """

    __tablename__ = "runs"

    ticket: Mapped[int] = mapped_column(ForeignKey("tickets.number"), primary_key=True)
    skill: Mapped[str]
    code: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    inputs: Mapped[dict[str, str]] = mapped_column(SealedJson, default=dict)
    found: Mapped[dict[str, Any]] = mapped_column(SealedJson, default=dict)
    tried: Mapped[list[dict[str, str]]] = mapped_column(SealedJson, default=list)
    asked: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)
    questions: Mapped[int] = mapped_column(default=0)
    ending: Mapped[dict[str, Any] | None] = mapped_column(SealedJson)


class StepRow(Base):
    """One step of a turn, written in the transaction of the step: what it returned, or that it failed.

    Ids and words of ours only. `n` counts the steps of an inbound from 1.
    """

    __tablename__ = "steps"

    inbound: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    result: Mapped[str]
    failed: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now, index=True)


class Outcome(Base):
    """What became of one inbound message; there is exactly one row for each."""

    __tablename__ = "outcomes"

    inbound: Mapped[str] = mapped_column(primary_key=True)
    conversation: Mapped[str]
    what: Mapped[str]
    ticket: Mapped[int | None]
    rule: Mapped[str] = mapped_column(default="")
    score: Mapped[float | None]
    reason: Mapped[str] = mapped_column(Sealed, default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Acquaintance(Base):
    """People who have been told whom they are talking to."""

    __tablename__ = "acquaintances"

    team: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    coworker: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
