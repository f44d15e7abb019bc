"""Fixtures: a running playground, and people in it."""

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.delivery import Patience
from bot.playground.server import Config, Running, start
from tests.playground.driver import Person, web_client

HASTY = Patience(0.05, (0.0, 0.01, 0.01))


@pytest.fixture
async def playground() -> AsyncIterator[Running]:
    """A playground whose retries come at once."""
    running = await start(Config(port=0, patience=Patience(3.0, (0.0, 0.01, 0.01))))
    yield running
    await running.stop()


@pytest.fixture
async def hasty() -> AsyncIterator[Running]:
    """A playground that waits 50 ms for an ack."""
    running = await start(Config(port=0, patience=HASTY))
    yield running
    await running.stop()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    """An HTTP session."""
    async with ClientSession() as made:
        yield made


@pytest.fixture
def person(session: ClientSession, playground: Running) -> Callable[[str], Person]:
    """People by name."""
    return lambda name: Person(session, playground, name)


@pytest.fixture
def ada(person: Callable[[str], Person]) -> Person:
    """An employee."""
    return person("ada")


@pytest.fixture
def slack(playground: Running) -> AsyncWebClient:
    """The app's Web API client."""
    return web_client(playground)
