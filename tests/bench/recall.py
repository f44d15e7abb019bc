"""How long it takes to recall what somebody said, in a company that has said 100,000 things.

`python -m tests.bench.recall [MESSAGES] [PEOPLE]`: the messages are put together at random and their vectors
made up, too (embedding 100,000 messages takes minutes and changes nothing here); questions are read by the
real model, and so are all messages of the one person for whom a first recall is timed.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import psutil
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from bot.intake.library import SAMPLE
from memory import Memory, Role, Said, load_embedder, metadata
from memory.cipher import Plain
from memory.embedding import Spelled, Speller, Vectors
from memory.records import Records
from memory.tables import Message
from tests.bench.knowledge import vocabulary_of
from tests.bench.table import show

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
WORDS, PIECES, LINES = 14, 18, 12
QUESTIONS, ASKED = 20, 10


class MadeUp:
    """The real model for questions, random directions for messages: what is read more than one at a time."""

    def __init__(self, model: Speller) -> None:
        self.name = "made up"
        self._model = model
        self._random = np.random.default_rng(7)

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Shape (n, 384)."""
        return np.stack([spelled.whole for spelled in self.read(texts)])

    def read(self, texts: Sequence[str]) -> list[Spelled]:
        """A single text is a question."""
        return self._model.read(texts) if len(texts) == 1 else [self._drawn() for _ in texts]

    def _drawn(self) -> Spelled:
        rows = self._random.standard_normal((PIECES, 384), dtype=np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        ids = tuple(map(int, self._random.integers(1000, 30_000, PIECES)))
        return Spelled(ids, ("piece",) * PIECES, rows, rows[0])


async def measure(messages: int, people: int) -> None:
    """Print the table."""
    threadpool_limits(limits=1, user_api="blas")  # as the bot does once everything is learned
    model, process = load_embedder(), psutil.Process()
    assert isinstance(model, Speller)
    chance = random.Random(7)
    vocabulary = vocabulary_of(SAMPLE)

    def line() -> str:
        return " ".join(chance.choices(vocabulary, k=WORDS))

    async with company(messages, people, line) as session:
        memory = Memory(embedder=MadeUp(model))
        before = process.memory_info().rss
        some = [f"p{n}" for n in range(min(people, ASKED))]
        for person in some:
            await memory.recall(session, "T1", person, "warm")
        grown = (process.memory_info().rss - before) / 2**20
        wall, cpu = [], []
        for person in some:
            for _ in range(QUESTIONS):
                began, spent = perf_counter(), process_time()
                await memory.recall(session, "T1", person, "what about " + line())
                wall.append((perf_counter() - began) * 1000)
                cpu.append((process_time() - spent) * 1000)
        began, spent = perf_counter(), process_time()
        await Memory(embedder=model).recall(session, "T1", "first", "what about the badge?")
        first, first_cpu = perf_counter() - began, process_time() - spent
    share = messages // people
    show(
        f"Recall, {messages:,} messages of {people} people",
        (
            ("a recall, median", f"{np.percentile(wall, 50):.1f} ms", ""),
            ("a recall, 95th percentile", f"{np.percentile(wall, 95):.1f} ms", "50 ms"),
            ("its processor time, 95th percentile", f"{np.percentile(cpu, 95):.1f} ms", ""),
            ("the first recall of somebody with 500 messages", f"{first:.1f} s", ""),
            ("its processor time", f"{first_cpu:.1f} s", ""),
            (f"memory for an index of {share:,} messages", f"{grown / len(some):.1f} MB", ""),
        ),
    )


@asynccontextmanager
async def company(messages: int, people: int, line: Callable[[], str]) -> AsyncIterator[AsyncSession]:
    """A store in which everybody has said equally much, in threads of a dozen; "first" said 500 things."""
    records = Records(Plain())
    columns = [column.key for column in Message.__table__.columns if column.key not in ("n", "dropped")]
    with tempfile.TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder) / 'bench.db'}")
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        async with AsyncSession(engine, expire_on_commit=False) as session:
            whose = [f"p{n % people}" for n in range(messages)] + ["first"] * 500
            for start in range(0, len(whose), 5000):
                rows = (
                    records.message(_said(start + n, person, line()))
                    for n, person in enumerate(whose[start : start + 5000])
                )
                values = [{key: getattr(row, key) for key in columns} for row in rows]
                await session.execute(insert(Message), values)
            await session.commit()
            yield session
        await engine.dispose()


def _said(n: int, person: str, text: str) -> Said:
    thread = f"{person}:{n // LINES}"
    return Said(f"m{n}", "T1", person, thread, person, Role.EMPLOYEE, text, NOON + timedelta(seconds=n))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    asyncio.run(measure(*(given + [100_000, 200][len(given) :])))
