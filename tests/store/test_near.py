"""SQLite close by: short statements where they stand, waiting in the thread."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import aiosqlite
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.near import near
from bot.store.session import connect, sessions


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    """A store with one empty table."""
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/near.db")
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE words (word TEXT)"))
    yield engine
    await engine.dispose()


async def _threads(connection: aiosqlite.Connection, query: str) -> set[int]:
    """The threads that computed the rows of a query."""
    await connection.create_function("here", 1, lambda _: threading.get_ident())
    async with connection.cursor() as cursor:
        await cursor.execute(query)
        return {int(row[0]) for row in await cursor.fetchall()}


async def test_short_statements_stay_and_those_that_read_whole_tables_go(tmp_path: Path) -> None:
    connection = await near(str(tmp_path / "near.db"), check_same_thread=False)
    try:
        ours = {threading.get_ident()}
        assert await _threads(connection, "SELECT here(1)") == ours
        assert await _threads(connection, "SELECT here(count(*)) FROM sqlite_master") != ours
    finally:
        await connection.close()


async def test_reading_wakes_no_thread(database: AsyncEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sessions(database)() as session:
        await session.execute(text("SELECT word FROM words"))
        monkeypatch.setattr(aiosqlite.Connection, "_execute", None)
        assert (await session.execute(text("SELECT word FROM words"))).all() == []
        monkeypatch.undo()


async def test_who_waits_to_write_holds_up_nobody_else(database: AsyncEngine, tmp_path: Path) -> None:
    async def write() -> None:
        async with sessions(database).begin() as session:
            await session.execute(text("INSERT INTO words VALUES ('later')"))

    with closing(sqlite3.connect(tmp_path / "near.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        writing = asyncio.create_task(write())
        for _ in range(20):
            async with sessions(database)() as session:
                assert (await session.execute(text("SELECT word FROM words"))).all() == []
        assert not writing.done()
        other.execute("COMMIT")
        await writing
        assert other.execute("SELECT word FROM words").fetchall() == [("later",)]


async def test_whoever_gives_up_waiting_leaves_nothing_behind(database: AsyncEngine, tmp_path: Path) -> None:
    ours = sessions(database)

    async def write(word: str) -> None:
        async with ours.begin() as session:
            await session.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})

    with closing(sqlite3.connect(tmp_path / "near.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        given_up = asyncio.create_task(write("never"))
        await asyncio.sleep(0.05)
        given_up.cancel()
        freeing = asyncio.get_running_loop().call_later(0.05, other.execute, "COMMIT")
        await asyncio.gather(given_up, return_exceptions=True)
        freeing.cancel()
        if other.in_transaction:
            other.execute("COMMIT")
        await write("once")
        assert other.execute("SELECT word FROM words").fetchall() == [("once",)]
