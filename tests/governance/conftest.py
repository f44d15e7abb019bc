"""A real store in a file, and the people of a small company."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.governance.audit import Audit
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import metadata
from tests.fakes import FakePeople
from tests.governance.company import EVERYBODY
from tests.tables import create_tables


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Sessions]:
    """A session maker over a fresh SQLite file."""
    vault.unlock([b"k" * 32])
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [metadata])
    yield sessions(engine)
    await engine.dispose()


@pytest.fixture
def audit() -> Audit:
    """The audit under test."""
    return Audit()


@pytest.fixture
def people() -> FakePeople:
    """Ada works here, Sam is IT staff, Mia manages, Ira audits, Root owns the workspace."""
    return FakePeople(EVERYBODY)
