"""The inbox: a small store of its own that makes inbound things durable before Slack is answered."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any, TypeVar

from sqlalchemy import Index, Row, Select, bindparam, delete, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.errors import StoreUnavailable
from bot.store.base import Moment, now
from bot.store.migrations import INBOX, upgrade
from bot.store.rush import Rush
from bot.store.sealed import Sealed, vault
from bot.store.session import connect_blocking

T = TypeVar("T")

BATCH = 256
THREADS = 5
"""As many as the pool of connections keeps."""

IN_LINE = text("SELECT pg_advisory_xact_lock(7263002)")
"""On PostgreSQL one replica writes at a time, so that who has the smaller `seq` was there first.

Without it a row may appear before another one that has the smaller number, whose turn would come too late.
"""

INSERT = text(
    "INSERT INTO inbox (id, event, conversation, body, state, received_at) "
    "VALUES (:id, :event, :conversation, :body, 'open', :received_at) ON CONFLICT DO NOTHING"
).bindparams(bindparam("received_at", type_=Moment))
"""Written out, because Slack waits while it is made."""


class InboxBase(DeclarativeBase):
    """Tables that live apart, so that turns never hold up the acknowledgement."""


class InboxRow(InboxBase):
    """One inbound thing. `seq` is the order of durable receipt; `id` makes the same thing the same row.

    The row outlives its work, so that a late replay is known; what was said does not.
    """

    __tablename__ = "inbox"
    __table_args__ = (Index("inbox_waiting", "state", "conversation", "seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(unique=True)
    event: Mapped[str | None] = mapped_column(unique=True)
    conversation: Mapped[str]
    body: Mapped[str] = mapped_column(Sealed)
    state: Mapped[str] = mapped_column(default="open")
    received_at: Mapped[datetime] = mapped_column(Moment, default=now)


@dataclass(frozen=True)
class Arrival:
    """What is written down: `id` names the thing itself, `event` the delivery (both unique)."""

    id: str
    conversation: str
    body: str
    event: str | None = None


@dataclass(frozen=True)
class Waiting:
    """Something that is not done: its id and body, and when it was received."""

    id: str
    body: str
    received_at: datetime


class Inbox:
    """Writes arrivals in groups (one commit for all that came meanwhile) and hands them out in order."""

    def __init__(self, url: str) -> None:
        """`url` is a synchronous SQLAlchemy address."""
        self._engine = connect_blocking(url)
        self._threads = ThreadPoolExecutor(THREADS, "inbox")
        self._queue: asyncio.Queue[tuple[Arrival, asyncio.Future[None]]] = asyncio.Queue()
        self._writer: asyncio.Task[None] | None = None
        self.rush = Rush()

    async def open(self) -> None:
        """Bring the table up to date and start the writer."""
        await self._do(upgrade, self._engine, INBOX)
        self._writer = asyncio.create_task(self._write_groups())

    async def close(self) -> None:
        """Stop the writer; everything acknowledged is on disk already."""
        if self._writer:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)
        await asyncio.to_thread(self._threads.shutdown)
        self._engine.dispose()

    async def take(self, arrival: Arrival) -> None:
        """Return once the arrival is on disk (or was before). Raises StoreUnavailable otherwise."""
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.rush.came()
        self._queue.put_nowait((arrival, kept))
        await kept

    async def known(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that arrived before."""
        query = select(InboxRow.id).where(InboxRow.id.in_(ids))
        return set(await self._do(self._scalars, query))

    async def conversations(self) -> list[str]:
        """Conversations with something left to do."""
        query = select(InboxRow.conversation).where(InboxRow.state == "open").distinct()
        return await self._do(self._scalars, query)

    async def next(self, conversation: str) -> str | None:
        """The oldest inbound id of a conversation that is not done, or None."""
        query = (
            select(InboxRow.id)
            .where(InboxRow.state == "open", InboxRow.conversation == conversation)
            .order_by(InboxRow.seq)
            .limit(1)
        )
        found = await self._do(self._scalars, query)
        return found[0] if found else None

    async def read(self, inbound: str) -> str:
        """The body of an inbound, opened. Raises KeyError for an unknown id."""
        found = await self._do(self._scalars, select(InboxRow.body).where(InboxRow.id == inbound))
        if not found:
            raise KeyError(inbound)
        return found[0]

    async def longest_waiting(self, limit: int) -> list[Waiting]:
        """What is not done, the oldest first; at most so many."""
        columns = select(InboxRow.id, InboxRow.body, InboxRow.received_at)
        query = columns.where(InboxRow.state == "open").order_by(InboxRow.seq).limit(limit)
        return [Waiting(*row) for row in await self._do(self._rows, query)]

    async def backlog(self) -> tuple[int, datetime | None]:
        """How much is not done, and when the oldest of it was received."""
        query = select(func.count(), func.min(InboxRow.received_at)).where(InboxRow.state == "open")
        [(count, oldest)] = await self._do(self._rows, query)
        return count, oldest

    async def done(self, inbound: str) -> None:
        """This inbound has its outcome; its body is forgotten."""
        await self._do(self._mark, inbound, "done")

    async def park(self, inbound: str) -> None:
        """This inbound could not be worked on and a person was told; its body is forgotten."""
        await self._do(self._mark, inbound, "parked")

    async def open_among(self, ids: Sequence[str]) -> set[str]:
        """Those of these ids that are not done."""
        query = select(InboxRow.id).where(InboxRow.id.in_(ids), InboxRow.state == "open")
        return set(await self._do(self._scalars, query))

    async def forget(self, before: datetime) -> int:
        """Forget what was dealt with and had been received before a moment; how many rows that were.

        In small batches, the oldest first: what comes in never waits long for it.
        """
        last = forgotten = 0
        while page := await self._do(self._older, before, last):
            last = page[-1].seq
            forgotten += await self._do(self._forget, [row.seq for row in page if row.state != "open"])
        return forgotten

    async def _do(self, work: Callable[..., T], *arguments: Any) -> T:
        """In a thread of our own: who learns or judges meanwhile does not hold up the acknowledgement."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *arguments)

    async def _write_groups(self) -> None:
        while True:
            group = [await self._queue.get()]
            while len(group) < BATCH and not self._queue.empty():
                group.append(self._queue.get_nowait())
            await self._write(group)

    async def _write(self, group: Sequence[tuple[Arrival, asyncio.Future[None]]]) -> None:
        try:
            await self._do(self._insert, [arrival for arrival, _ in group])
            trouble: Exception | None = None
        except (SQLAlchemyError, OSError) as error:
            trouble = StoreUnavailable(f"The inbox cannot be written: {type(error).__name__}.")
        for _, kept in group:
            if not kept.done():
                kept.set_exception(trouble) if trouble else kept.set_result(None)

    def _insert(self, arrivals: Sequence[Arrival]) -> None:
        moment = now()
        rows = [
            vars(arrival) | {"body": vault.seal(arrival.body), "received_at": moment} for arrival in arrivals
        ]
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(IN_LINE)
            connection.execute(INSERT, rows)

    def _mark(self, inbound: str, state: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(InboxRow).where(InboxRow.id == inbound).values(state=state, body=""))

    def _older(self, before: datetime, last: int) -> list[Row[*tuple[Any, ...]]]:
        """The next rows after `last`, up to the first one that is not from before that moment."""
        columns = select(InboxRow.seq, InboxRow.state, InboxRow.received_at)
        rows = self._rows(columns.where(InboxRow.seq > last).order_by(InboxRow.seq).limit(BATCH))
        return list(takewhile(lambda row: row.received_at < before, rows))

    def _forget(self, numbers: Sequence[int]) -> int:
        with self._engine.begin() as connection:
            connection.execute(delete(InboxRow).where(InboxRow.seq.in_(numbers)))
        return len(numbers)

    def _scalars(self, query: Select[str]) -> list[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def _rows(self, query: Select[*tuple[Any, ...]]) -> list[Row[*tuple[Any, ...]]]:
        with self._engine.connect() as connection:
            return list(connection.execute(query))
