"""Connections to SQLite that change threads only for what takes long.

aiosqlite sends every call to a thread of its own and back: four trips for one SELECT, dozens of SELECTs for
one turn, and on each trip two threads want the interpreter.
"""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from itertools import chain, repeat
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")

WHOLE_TABLES = ("count(", "sum(", "GROUP BY", "VACUUM")
"""What marks a statement that may read whole tables."""

BREATH_SECONDS = 0.002
"""How long statements may follow each other before whatever else waits in the loop has its turn."""

BUSY_SECONDS = 30.0
PAUSES = (0.001, 0.002, 0.005, 0.01)
"""How long to wait before asking again whether another process has stopped writing; the last one repeats."""


class Near(aiosqlite.Connection):
    """Does short statements where it stands; what may read whole tables goes to the thread.

    To write it waits for other processes in the loop. A commit does not wait for the disk: see Flush.
    """

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True
        self._away = 0
        self._far: object = None
        self._breathed = 0.0

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Do it here, unless it takes long or something is still going on in the thread."""
        if self._connection and not (self._away or self._takes_long(fn, args)):
            if args and args[0] == "BEGIN IMMEDIATE":
                return await self._begin(fn)
            if time.monotonic() - self._breathed > BREATH_SECONDS:
                await asyncio.sleep(0)
                self._breathed = time.monotonic()
            return fn(*args, **kwargs)
        self._away += 1
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]
        finally:
            self._away -= 1

    async def _begin(self, execute: Callable[..., T]) -> T:
        """Begin to write as soon as nobody else does. Raises sqlite3.OperationalError after half a minute."""
        late = time.monotonic() + BUSY_SECONDS
        pauses = chain(PAUSES, repeat(PAUSES[-1]))
        while True:
            try:
                return execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > late:
                    raise
            await asyncio.sleep(next(pauses))

    def _takes_long(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        """A cursor that was sent away is read there too: it computes its rows while they are read."""
        name, owner = fn.__name__, getattr(fn, "__self__", None)
        if name in {"execute", "executemany"}:
            self._far = owner if any(mark in args[0] for mark in WHOLE_TABLES) else None
        ends = isinstance(owner, sqlite3.Connection) and name == "close"
        return ends or owner is self._far


def near(database: str, **options: Any) -> Near:
    """A connection for SQLAlchemy (`async_creator_fn`), with the arguments of `sqlite3.connect`."""
    return Near(lambda: sqlite3.connect(database, **options))
