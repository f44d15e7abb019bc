"""The tables memory keeps: messages, facts, one summary a conversation. What was said is sealed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Index, MetaData, String, Text, TypeDecorator
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, the same on SQLite, which forgets time zones, as on PostgreSQL."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses times without a zone: nobody could say when they were."""
        if value is not None and value.tzinfo is None:
            raise ValueError("A time needs its time zone.")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    """Memory's own family of tables."""

    metadata = metadata


class Message(Base):
    """One message of a transcript. A deleted one stays, empty, so that a redelivery cannot revive it."""

    __tablename__ = "memory_messages"
    __table_args__ = (
        Index(None, "team", "conversation", "n"),
        Index(None, "team", "person", "n"),
    )

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(200), unique=True)
    team: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(64))
    conversation: Mapped[str] = mapped_column(String(200))
    speaker: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    dropped: Mapped[bool] = mapped_column(default=False)


class FactRow(Base):
    """One fact. `superseded_by` is the n of the fact that replaced it."""

    __tablename__ = "memory_facts"
    __table_args__ = (
        Index(None, "team", "person", "conversation", "n"),
        Index(None, "team", "person", "key", "n"),
        Index(None, "team", "source_id"),
    )

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(64))
    conversation: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(100))
    value: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[str] = mapped_column(String(200))
    said_at: Mapped[datetime] = mapped_column(Moment)
    pinned: Mapped[bool] = mapped_column(default=False)
    superseded_by: Mapped[int | None] = mapped_column(default=None, index=True)


class SummaryRow(Base):
    """The rolling summary of a conversation, of all messages up to `upto`; `state` is sealed JSON."""

    __tablename__ = "memory_summaries"

    team: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(200), primary_key=True)
    person: Mapped[str] = mapped_column(String(64), index=True)
    upto: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(Text)


class CompanyRow(Base):
    """One version of a fact about the whole company; the newest holds, an empty value takes it back."""

    __tablename__ = "memory_company"
    __table_args__ = (Index(None, "team", "key", "n"),)

    n: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    team: Mapped[str] = mapped_column(String(64))
    key: Mapped[str] = mapped_column(String(100))
    value: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
