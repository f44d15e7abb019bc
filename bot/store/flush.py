"""Group commit for SQLite: however many transactions end at a moment, they reach the disk with one wait.

SQLite's own way (`synchronous=FULL`) waits for the disk within each transaction, while all other writers wait
for it. Here a transaction ends first, the next one begins, and whoever ended waits until the log is on the
disk up to their end at least. What it is written in is a log, so nothing can be on the disk without what was
committed before it.
"""

import asyncio
import contextlib
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy.exc import OperationalError

TIDY_AFTER = 200
"""At the first wait, and after so many more, the log is worked into the database: a process that is killed
again and again tidies too. SQLite's own way holds up a transaction for it.
"""

LARGE = 16 * 2**20
"""So many bytes may the log have. Where somebody always reads, SQLite never finds the moment to begin it
anew by itself: under two busy replicas it took 30 MB in ten seconds, and ever more.
"""

PATIENCE_SECONDS = 1.0
"""How long writers may be held up until nobody reads in a log that is too large."""

# On Linux this leaves out what nobody needs after a power cut, such as the time of the last change.
_to_disk = getattr(os, "fdatasync", os.fsync)


class Flush:
    """Waits for the disk, for everybody at once."""

    def __init__(self, database: str) -> None:
        """`database` is the path of a file whose connections have `synchronous=NORMAL` and no checkpoints."""
        self._database = database
        self._log = Path(f"{database}-wal")
        self._thread = ThreadPoolExecutor(1, "flush")
        self._running: asyncio.Task[None] | None = None
        self._next: asyncio.Task[None] | None = None
        self._waits = 0

    async def __call__(self) -> None:
        """Return when everything that is committed now is on the disk. Raises OperationalError."""
        if self._next is None:
            self._next = asyncio.create_task(self._wait(self._running))
        await asyncio.shield(self._next)

    async def _wait(self, before: asyncio.Task[None] | None) -> None:
        """One wait; those who come while it runs need another one."""
        if before:
            await asyncio.wait({before})
        self._running, self._next = self._next, None
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, self._flush)
        except OSError as error:
            raise OperationalError("The log did not reach the disk.", None, error) from None

    def _flush(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            log = os.open(self._log, os.O_RDONLY)
            try:
                _to_disk(log)
            finally:
                os.close(log)
        self._waits += 1
        if self._waits % TIDY_AFTER == 1:
            self._tidy()

    def _tidy(self) -> None:
        """As far as nobody reads or writes there, and nobody waits for it; unless the log is too large."""
        with (
            contextlib.suppress(sqlite3.Error, OSError),
            contextlib.closing(sqlite3.connect(self._database, PATIENCE_SECONDS)) as own,
        ):
            own.execute("PRAGMA wal_checkpoint(PASSIVE)")
            if self._log.stat().st_size > LARGE:
                own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
