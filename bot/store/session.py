"""Opening the store: one async engine, SQLite tuned for durability, a session maker, the tables."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.errors import ConfigurationError

Sessions = async_sessionmaker[AsyncSession]

PRAGMAS = ("journal_mode=WAL", "busy_timeout=30000", "foreign_keys=ON")
DURABLE = "FULL"
"""SQLite's `synchronous`: a commit that returned is on the disk. NORMAL is for what a power cut may take."""

ISOLATION = "REPEATABLE READ"
"""On PostgreSQL a transaction that met another one is run again, not guessed at (bot/engine/recorded.py)."""


def connect(url: str) -> AsyncEngine:
    """An engine for this address; SQLite files get WAL, full durability and immediate write locks."""
    if not url.startswith("sqlite"):
        return create_async_engine(url, pool_pre_ping=True, isolation_level=ISOLATION, pool_size=16)
    Path(url.partition(":///")[2]).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(url, pool_size=8, max_overflow=24)
    event.listen(engine.sync_engine, "connect", tuned(DURABLE))
    return engine


def connect_blocking(url: str, synchronous: str = DURABLE) -> Engine:
    """The same for code that runs in threads."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url)
    event.listen(engine, "connect", tuned(synchronous))
    return engine


def tuned(synchronous: str) -> Callable[[Any, object], None]:
    """Take the write lock when a transaction begins, so that two writers wait instead of failing."""

    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = "IMMEDIATE"
        for pragma in (*PRAGMAS, f"synchronous={synchronous}"):
            connection.execute(f"PRAGMA {pragma}")

    return tune


def sessions(engine: AsyncEngine) -> Sessions:
    """One session is one transaction: `async with sessions.begin() as session`."""
    return async_sessionmaker(engine, expire_on_commit=False)


async def create_tables(engine: AsyncEngine, metadatas: Sequence[MetaData]) -> None:
    """Make what is missing; raises ConfigurationError when the database cannot be opened or written."""
    try:
        async with engine.begin() as connection:
            for metadata in metadatas:
                await connection.run_sync(metadata.create_all)
    except (OperationalError, OSError) as error:
        reason = getattr(error, "orig", error)
        raise ConfigurationError(
            f"The database {engine.url.render_as_string(hide_password=True)} cannot be opened or written "
            f"({reason}); DATABASE_URL can name another."
        ) from None
