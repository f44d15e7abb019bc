"""Group commit: nobody goes on before what they wrote is on the disk, and one wait serves many."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.store import flush
from bot.store.flush import Flush
from bot.store.session import Sessions, connect, sessions


class Disk:
    """A disk that takes as long as it is told to."""

    def __init__(self) -> None:
        self.free = threading.Event()
        self.waits = 0

    def __call__(self, descriptor: int) -> None:
        assert self.free.wait(10)
        self.waits += 1
        os.fsync(descriptor)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Every flush goes here."""
    found = Disk()
    monkeypatch.setattr(flush, "_to_disk", found)
    return found


@pytest.fixture
async def words(tmp_path: Path) -> AsyncIterator[Sessions]:
    """A store with one table."""
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/words.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT)"))
    yield sessions(engine)
    await engine.dispose()


async def _write(words: Sessions, word: str) -> None:
    async with words.begin() as session:
        await session.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})


async def _count(words: Sessions) -> int:
    async with words() as session:
        return len((await session.execute(text("SELECT word FROM words"))).all())


async def test_who_wrote_waits_for_the_disk_and_others_read_meanwhile(disk: Disk, words: Sessions) -> None:
    writing = asyncio.create_task(_write(words, "kept"))
    while True:
        async with words() as session:
            if (await session.execute(text("SELECT word FROM words"))).all():
                break
        await asyncio.sleep(0)
    assert not writing.done()
    disk.free.set()
    await writing


async def test_one_wait_serves_many(disk: Disk, words: Sessions) -> None:
    writing = [asyncio.create_task(_write(words, str(n))) for n in range(50)]
    while await _count(words) < 50:
        await asyncio.sleep(0)
    disk.free.set()
    await asyncio.gather(*writing)
    assert disk.waits <= 3


async def test_who_comes_while_the_disk_is_busy_waits_for_a_wait_of_their_own(
    disk: Disk, tmp_path: Path
) -> None:
    (tmp_path / "words.db-wal").touch()
    flushed = Flush(str(tmp_path / "words.db"))
    first = asyncio.create_task(flushed())
    await asyncio.sleep(0.02)
    second = asyncio.create_task(flushed())
    await asyncio.sleep(0)
    disk.free.set()
    await asyncio.gather(first, second)
    assert disk.waits == 2


async def test_a_disk_that_fails_is_trouble_that_passes(
    words: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(flush, "_to_disk", broken)
    with pytest.raises(OperationalError):
        await _write(words, "lost?")


async def test_a_log_that_grew_large_begins_anew_although_somebody_always_reads(
    words: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flush, "TIDY_AFTER", 2)
    monkeypatch.setattr(flush, "LARGE", 100_000)
    reading = [asyncio.create_task(_read_on(words)) for _ in range(8)]
    for _ in range(150):
        await _write(words, "word " * 500)
    for each in reading:
        each.cancel()
    await asyncio.gather(*reading, return_exceptions=True)
    assert (tmp_path / "words.db-wal").stat().st_size < 400_000


async def _read_on(words: Sessions) -> None:
    while True:
        async with words() as session:
            await session.execute(text("SELECT word FROM words LIMIT 1"))
            await asyncio.sleep(0.05)
