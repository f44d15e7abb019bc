"""Who works on what: leases on lanes, held by replicas that beat, and taken over from those that do not.

A replica adds one to its count of beats every second. Another one that has looked several times and seen no
new beat declares it dead; no clocks are compared, so none can be wrong. What a dead replica held is free.
A lane that was taken stays taken when the store crashes under us, or two would work on it: whoever holds
one goes on for some seconds without asking. That it was let go, or a beat, may be forgotten.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import StoreUnavailable
from bot.store.session import connect_blocking

log = logging.getLogger(__name__)

BEAT_SECONDS = 1.0
LOOKS = 8
"""So many looks in a row without a new beat, and a replica counts as dead."""

SOUND_SECONDS = 5.0
"""A replica that has not beaten for so long does nothing more: others may soon think it dead."""

MAKING = 7_263_001
"""The advisory lock under which replicas that start at once make the tables on PostgreSQL."""

TABLES = (
    "CREATE TABLE IF NOT EXISTS replicas"
    " (life VARCHAR PRIMARY KEY, name VARCHAR NOT NULL, beats BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS leases"
    " (lane VARCHAR PRIMARY KEY, life VARCHAR NOT NULL, deaths INTEGER NOT NULL)",
)
JOIN = text("INSERT INTO replicas (life, name, beats) VALUES (:life, :name, 0)")
LEAVE = text("DELETE FROM replicas WHERE name = :name")
BEAT = text("UPDATE replicas SET beats = beats + 1 WHERE life = :life")
OTHERS = text("SELECT life, name, beats FROM replicas WHERE life != :life")
BURY = text("DELETE FROM replicas WHERE life = :life AND beats = :beats")
TAKE = text(
    "INSERT INTO leases (lane, life, deaths)"
    " SELECT CAST(:lane AS VARCHAR), CAST(:life AS VARCHAR), 0"
    " WHERE EXISTS (SELECT 1 FROM replicas WHERE life = :life)"
    " ON CONFLICT (lane) DO UPDATE SET life = excluded.life,"
    " deaths = leases.deaths + CASE WHEN leases.life = excluded.life THEN 0 ELSE 1 END"
    " WHERE leases.life = excluded.life"
    " OR NOT EXISTS (SELECT 1 FROM replicas WHERE replicas.life = leases.life)"
    " RETURNING deaths"
)
SETTLE = text("UPDATE leases SET deaths = 0 WHERE lane = :lane AND life = :life")
LET_GO = text("DELETE FROM leases WHERE lane = :lane AND life = :life")
LET_ALL_GO = text("DELETE FROM leases WHERE life = :life")

HASTY = text("SET LOCAL synchronous_commit = off")
"""On PostgreSQL: do not wait for the disk. What is lost by a crash is then the end of a row of commits."""

T = TypeVar("T")


@dataclass
class Other:
    """Another replica, as last seen: its beats, and how many looks found no new one."""

    beats: int
    silent: int = 0


@dataclass
class Leases:
    """This replica among the others. `name` is its own; two that live at once never share one.

    `freed` is called when another replica has died, `lost` when this one was taken for dead and must let
    go of everything it believes to hold. `superseded` is set when another process goes by our name.
    """

    url: str
    name: str
    freed: Callable[[], None] = lambda: None
    lost: Callable[[], None] = lambda: None
    superseded: asyncio.Event = field(default_factory=asyncio.Event)
    others: dict[str, Other] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._engine = connect_blocking(self.url, synchronous="NORMAL")
        self._thread = ThreadPoolExecutor(1, "leases")
        self._beating: asyncio.Task[None] | None = None
        self._life = ""
        self._beaten = 0.0

    @property
    def alone(self) -> bool:
        """Whether no other replica was there at the last look."""
        return not self.others

    @property
    def count(self) -> int:
        """How many replicas live, as far as was seen at the last look."""
        return 1 + len(self.others)

    def sound(self) -> bool:
        """Whether nobody can have taken us for dead yet."""
        return time.monotonic() - self._beaten < SOUND_SECONDS

    async def open(self) -> None:
        """Join; what an earlier life of this replica held is free from now on."""
        await self._do(self._make)
        await self._join()
        self._beating = asyncio.create_task(self._beat_on())

    async def close(self) -> None:
        """Leave, so that others need not wait to notice."""
        if self._beating is None:
            return
        self._beating.cancel()
        await asyncio.gather(self._beating, return_exceptions=True)
        self._beating = None
        if not self.superseded.is_set():
            with contextlib.suppress(SQLAlchemyError):
                await self._do(lambda c: (c.execute(LET_ALL_GO, self._us), c.execute(LEAVE, self._us)))
        self._thread.shutdown()
        self._engine.dispose()

    async def take(self, lane: str) -> int | None:
        """Take a lane: how many replicas died holding it since work there last came to an end.

        None when another replica holds it. What we hold ourselves we are given again: it may be left from
        when the store could not write that we let it go. Raises StoreUnavailable.
        """
        return await self._asked(lambda c: c.scalar(TAKE, self._us | {"lane": lane}))

    async def settle(self, lane: str) -> None:
        """Work came to an end there: the deaths before are forgotten. Raises StoreUnavailable."""
        await self._asked(_run(SETTLE, self._us | {"lane": lane}), lasting=False)

    async def let_go(self, lane: str) -> None:
        """Whoever comes next may have it. Raises StoreUnavailable."""
        await self._asked(_run(LET_GO, self._us | {"lane": lane}), lasting=False)

    async def beat(self) -> None:
        """Show that we live, and look who else does."""
        beaten, seen = await self._do(self._beat, lasting=False)
        if not beaten:
            await self._was_taken_for_dead(seen)
            return
        self._beaten = time.monotonic()
        dead = self._silent({life: beats for life, _, beats in seen})
        for life in dead:
            log.warning("Replica %s has not been heard of for %d looks; its work is free.", life, LOOKS)
            await self._do(_run(BURY, {"life": life, "beats": self.others.pop(life).beats}))
        if dead:
            self.freed()

    @property
    def _us(self) -> dict[str, str]:
        return {"life": self._life, "name": self.name}

    def _silent(self, seen: dict[str, int]) -> list[str]:
        """Take note of everybody's beats; who has been silent too long."""
        gone = self.others.keys() - seen.keys()
        self.others = {life: self._noted(life, beats) for life, beats in seen.items()}
        if gone:
            self.freed()
        return [life for life, other in self.others.items() if other.silent >= LOOKS]

    def _noted(self, life: str, beats: int) -> Other:
        before = self.others.get(life)
        return Other(beats, before.silent + 1 if before and before.beats == beats else 0)

    async def _join(self) -> None:
        self._life = f"{self.name}:{uuid4().hex[:12]}"
        await self._do(lambda c: (c.execute(LEAVE, self._us), c.execute(JOIN, self._us)))
        self._beaten = time.monotonic()

    async def _was_taken_for_dead(self, seen: list[Any]) -> None:
        self._beaten = 0.0
        self.lost()
        if any(name == self.name for _, name, _ in seen):
            log.error("Another process runs under the name %s; this one stops.", self.name)
            self.superseded.set()
            return
        log.warning("This replica was taken for dead, or its store was; it joins again.")
        await self._join()

    async def _beat_on(self) -> None:
        while not self.superseded.is_set():
            await asyncio.sleep(BEAT_SECONDS)
            try:
                await self.beat()
            except SQLAlchemyError as error:
                log.warning("The store of leases does not answer (%s).", type(error).__name__)

    def _make(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({MAKING})"))
        for table in TABLES:
            connection.execute(text(table))

    def _beat(self, connection: Connection) -> tuple[bool, list[Any]]:
        beaten = connection.execute(BEAT, self._us).rowcount == 1
        return beaten, list(connection.execute(OTHERS, self._us))

    async def _asked(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        try:
            return await self._do(work, lasting=lasting)
        except SQLAlchemyError as error:
            raise StoreUnavailable(f"Leases cannot be read ({type(error).__name__}).") from None

    async def _do(self, work: Callable[[Connection], T], *, lasting: bool = True) -> T:
        """One transaction, in the one thread for them; `lasting`: it survives a crash of the store."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._transaction, work, lasting)

    def _transaction(self, work: Callable[[Connection], T], lasting: bool) -> T:
        with self._engine.begin() as connection:
            if not lasting and connection.dialect.name == "postgresql":
                connection.execute(HASTY)
            return work(connection)


def _run(statement: TextClause, values: dict[str, Any]) -> Callable[[Connection], None]:
    """A statement whose result nobody needs."""

    def work(connection: Connection) -> None:
        connection.execute(statement, values)

    return work
