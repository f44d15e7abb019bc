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


class AuditLink(Base):
    """That a row says what it says; `own` binds that, `mac` its place `n` in the chain. The last one counts.

    A row gets one when it is written, and one each time it says something new, such as what came of it.
    `key` is the row's: another one may come to have its `seq`. `n` and `mac` come a moment later.
    """

    __tablename__ = "audit_links"
    __table_args__ = (Index("audit_links_in_order", "team", "n", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    own: Mapped[str]
    n: Mapped[int | None]
    mac: Mapped[str] = mapped_column(default="")


class AuditHead(Base):
    """Where a team's chain ends: how many links it has and the last `mac`; `seal` binds both."""

    __tablename__ = "audit_heads"

    team: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    mac: Mapped[str]
    seal: Mapped[str]


class AuditKey(Base):
    """A key that bound links before BATON_SECRET_KEY was changed, sealed with the one in use; hexadecimal."""

    __tablename__ = "audit_keys"

    name: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Sealed)
