"""Opening the store: one async engine, SQLite tuned for durability, a session maker, the tables."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from bot.store.flush import Flush
from bot.store.near import near
from bot.store.rush import Rush

PRAGMAS = ("busy_timeout=30000", "foreign_keys=ON")
WAL_SECONDS = 10.0
DURABLE = "FULL"
"""SQLite's `synchronous`: a commit that returned is on the disk. NORMAL is for what a power cut may take."""

ISOLATION = "REPEATABLE READ"
"""On PostgreSQL a transaction that met another one is run again, not guessed at (bot/engine/recorded.py)."""

IDLE_SECONDS = 10
"""How long a replica that was frozen in the middle of a transaction may hold up the others on PostgreSQL."""


def postgresql_arguments() -> dict[str, str | int]:
    """What a connection to PostgreSQL is opened with: no end of it waits for ever for the other one."""
    return {
        "application_name": "baton",
        "connect_timeout": 5,
        "keepalives_idle": 15,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "options": f"-c idle_in_transaction_session_timeout={IDLE_SECONDS * 1000:.0f}",
    }


def connect(url: str) -> AsyncEngine:
    """An engine for this address; SQLite files get WAL, full durability and immediate write locks."""
    if not url.startswith("sqlite"):
        arguments = postgresql_arguments()
        return create_async_engine(
            url, connect_args=arguments, pool_pre_ping=True, isolation_level=ISOLATION, pool_size=16
        )
    Path(url.partition(":///")[2]).parent.mkdir(parents=True, exist_ok=True)
    near_by = {"async_creator_fn": near}
    engine = create_async_engine(url, connect_args=near_by, pool_size=8, max_overflow=24)
    event.listen(engine.sync_engine, "connect", tuned("NORMAL", begins=None))
    event.listen(engine.sync_engine, "connect", _near)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def connect_blocking(url: str, synchronous: str = DURABLE) -> Engine:
    """The same for code that runs in threads."""
    if not url.startswith("sqlite"):
        return create_engine(url, connect_args=postgresql_arguments(), pool_pre_ping=True)
    engine = create_engine(url)
    event.listen(engine, "connect", tuned(synchronous))
    return engine


def tuned(synchronous: str, begins: str | None = "IMMEDIATE") -> Callable[[Any, object], None]:
    """Settings of a connection to SQLite. `begins`: how Python begins transactions; None leaves it to us."""

    def tune(connection: Any, _record: object) -> None:
        connection.isolation_level = begins
        _use_wal(connection)
        for pragma in (*PRAGMAS, f"synchronous={synchronous}"):
            connection.execute(f"PRAGMA {pragma}")

    return tune


def _use_wal(connection: Any) -> None:
    """Of several that open a new file at once only one may change this, and SQLite lets no other wait."""
    late = time.monotonic() + WAL_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > late:
                raise
        time.sleep(0.005)


def _near(connection: Any, _record: object) -> None:
    """Flush makes checkpoints, beside the transactions and not in one of them; Near waits by itself to write,
    and for nothing else anybody has to wait.
    """
    for pragma in ("wal_autocheckpoint=0", "busy_timeout=0"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Python would begin before the first write only, and what was read until then could be out of date."""
    writes = connection.get_execution_options().get("writes", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


class Sessions:
    """One session is one transaction: `sessions()` for reading, `sessions.begin()` for writing.

    What was written is on the disk when `begin()` is left. SQLite has one writer at a time. Ours wait for
    each other in a queue: its own way of waiting is to ask again after a while, and who asks last may be
    served first.
    """

    def __init__(self, engine: AsyncEngine, rush: Rush) -> None:
        self._rush = rush
        sqlite = engine.dialect.name == "sqlite"
        self._reading = async_sessionmaker(engine.execution_options(writes=False), expire_on_commit=False)
        self._writing = async_sessionmaker(engine, expire_on_commit=False)
        self._queue: AbstractAsyncContextManager[None] = asyncio.Lock() if sqlite else nullcontext()
        self._flush = Flush(str(engine.url.database)) if sqlite else None

    def __call__(self) -> AsyncSession:
        """A session that only reads."""
        return self._reading()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncSession]:
        """A session that may write; it is committed when it is left."""
        await self._rush.give_way()
        async with self._queue, self._writing.begin() as session:
            yield session
        if self._flush:
            await self._flush()


def sessions(engine: AsyncEngine, rush: Rush | None = None) -> Sessions:
    """The sessions of this engine; those that write give way to a rush."""
    return Sessions(engine, rush or Rush())
