"""The sandbox company over a real SQLite file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.connections import metadata
from bot.connections.sandbox import Sandbox
from bot.store.session import Sessions, connect
from bot.store.session import sessions as session_maker
from tests.tables import create_tables


@pytest.fixture
async def sessions(tmp_path: Path) -> AsyncIterator[Sessions]:
    """A session maker over a fresh file with the company's tables."""
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/company.db")
    await create_tables(engine, [metadata])
    yield session_maker(engine)
    await engine.dispose()


@pytest.fixture
async def sandbox(sessions: Sessions) -> Sandbox:
    """The company with its sample people."""
    company = Sandbox(sessions)
    await company.seed()
    return company
