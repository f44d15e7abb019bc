"""The audit: an intent row before every effect, its outcome after, and refusals too."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, Moment, SealedJson, now
from bot.store.sealed import Sealed


class AuditRow(Base):
    """Who did what to which ticket, why, and what came of it.

    `outcome` is intended, done, failed or refused. `key` makes an intent the same intent when a step
    is run again after a crash.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("audit_by_actor", "team", "actor", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(unique=True)
    team: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    actor: Mapped[str]
    on_behalf_of: Mapped[str] = mapped_column(default="")
    action: Mapped[str]
    ticket: Mapped[int | None]
    why: Mapped[str] = mapped_column(Sealed, default="")
    details: Mapped[dict[str, Any]] = mapped_column(SealedJson, default=dict)
    outcome: Mapped[str]
