"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from hypothesis import settings

from bot.intake.learning import Learned, learn
from bot.settings import Settings
from tests.servers import Postgres, Redis, fresh_database

# The machine may be busy with other things: examples are judged by what they find, not by how long they take.
settings.register_profile("baton", deadline=None)
settings.load_profile("baton")


@pytest.fixture(scope="session")
def learned() -> Learned:
    """The catalogue, triage and the handbook: made once, because they depend on files alone."""
    return learn(Settings())


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a real PostgreSQL: TEST_DATABASE_URL, or one of our own for all these tests."""
    if running := os.environ.get("TEST_DATABASE_URL"):
        yield running
        return
    server = Postgres()
    server.start()
    yield server.url
    server.remove()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database for this test."""
    with fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """DATABASE_URL of an empty store for this test; the test runs once on each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path}/baton.db"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(scope="session")
def redis_server() -> Iterator[str]:
    """The address of a real Redis: TEST_REDIS_URL, or one of our own for all these tests."""
    if running := os.environ.get("TEST_REDIS_URL"):
        yield running
        return
    server = Redis()
    server.start()
    yield server.url
    server.remove()


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """The address of an empty Redis for this test."""
    with redis.Redis.from_url(redis_server) as client:
        client.flushdb()
    return redis_server
