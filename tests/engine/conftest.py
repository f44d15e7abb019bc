"""A store for turns, on SQLite and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.session import Sessions, connect, sessions
from bot.store.tables import metadata
from tests.tables import create_tables


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[AsyncEngine]:
    """A store with its tables, on SQLite and on PostgreSQL."""
    database = connect(database_url)
    await create_tables(database, [metadata])
    async with database.begin() as connection:
        await connection.execute(text("CREATE TABLE done (what TEXT)"))
        await connection.execute(text("CREATE TABLE tally (n INTEGER)"))
        await connection.execute(text("INSERT INTO tally VALUES (0)"))
    yield database
    await database.dispose()


@pytest.fixture
def store(database: AsyncEngine) -> Sessions:
    """Its sessions."""
    return sessions(database)
