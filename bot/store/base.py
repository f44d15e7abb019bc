"""What all tables share: the declarative base, time stamps in UTC, and sealed JSON."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from bot.store.clock import clock
from bot.store.sealed import Sealed


def now() -> datetime:
    """The present moment, in UTC; see `SteadyClock` for what happens when the machine's clock is set."""
    return clock.now()


class Moment(TypeDecorator[datetime]):
    """A point in time; always UTC, on stores with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone, which was UTC; PostgreSQL answers in the zone of the connection."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class SealedJson(TypeDecorator[Any]):
    """A JSON value, encrypted in the file."""

    impl = Sealed
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write compact JSON, which Sealed encrypts."""
        return None if value is None else json.dumps(value, separators=(",", ":"), ensure_ascii=False)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        """Read it back."""
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    """The base of the bot's own tables."""
