"""Connections to SQLite that change threads only where they may have to wait.

aiosqlite sends every call to a thread of its own and back: four trips for one SELECT, dozens of SELECTs for
one turn, and on each trip two threads want the interpreter.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, TypeVar

import aiosqlite

T = TypeVar("T")

LONG = ("BEGIN IMMEDIATE", "VACUUM", "PRAGMA")
"""What waits for other writers, or for the disk."""

WHOLE_TABLES = ("count(", "sum(", "GROUP BY")
"""What marks a statement that may read whole tables."""


class Near(aiosqlite.Connection):
    """Does short statements where it stands; what may take long, and every commit, goes to the thread."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True
        self._away = 0
        self._far: object = None

    async def _execute(self, fn: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Do it here, unless it may take long or something is still going on in the thread."""
        if self._connection and not (self._away or self._takes_long(fn, args)):
            return fn(*args, **kwargs)
        self._away += 1
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]
        finally:
            self._away -= 1

    def _takes_long(self, fn: Callable[..., Any], args: tuple[Any, ...]) -> bool:
        """A cursor that was sent away is read there too: it computes its rows while they are read."""
        name, owner = fn.__name__, getattr(fn, "__self__", None)
        if name in {"execute", "executemany"}:
            long = args[0].startswith(LONG) or any(mark in args[0] for mark in WHOLE_TABLES)
            self._far = owner if long else None
        ends = isinstance(owner, sqlite3.Connection) and name in {"commit", "close"}
        return ends or owner is self._far


def near(database: str, **options: Any) -> Near:
    """A connection for SQLAlchemy (`async_creator_fn`), with the arguments of `sqlite3.connect`."""
    return Near(lambda: sqlite3.connect(database, **options))
