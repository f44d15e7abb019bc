"""The socket: noticed when it is down or dead, and replaced until Slack takes it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp

from bot.playground.server import Config, Running, start
from bot.slack import sockets
from bot.slack.client import http_session, posting_client
from bot.slack.sockets import Socket
from tests.playground.driver import APP_TOKEN, BOT_TOKEN, Person

PATIENCE = 10.0


class Line:
    """A socket to a playground, and somebody who can cut it."""

    def __init__(self, socket: Socket, admin: Person, playground: Running) -> None:
        self.socket = socket
        self.playground = playground
        self._admin = admin
        self._connected = asyncio.Event()
        socket.connected = self._connected.set

    async def cut(self, **how: bool) -> None:
        """Break it, in one of several ways."""
        self._connected.clear()
        await self._admin.does("faults", kind="disconnect", **how)

    async def fault(self, **what: object) -> None:
        """Have the next calls fail."""
        await self._admin.does("faults", **what)

    async def is_back(self) -> bool:
        """Wait for a new connection; whether it is ready."""
        async with asyncio.timeout(PATIENCE):
            await self._connected.wait()
        return await self.socket.ready()


@pytest.fixture
async def line(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    """An open socket that is pinged often."""
    monkeypatch.setattr(sockets, "PING_SECONDS", 0.4)
    playground = await start(Config(port=0))
    async with http_session() as session, ClientSession() as human:
        client = posting_client(BOT_TOKEN, playground.api_url, session)
        app = AsyncApp(client=client, request_verification_enabled=False)
        socket = Socket(app, APP_TOKEN, playground.api_url)
        await socket.open()
        yield Line(socket, Person(human, playground, "root"), playground)
        await socket.close()
    await playground.stop()


async def test_a_cut_socket_is_noticed_and_replaced(line: Line) -> None:
    await line.cut()

    assert await line.is_back()


async def test_a_socket_that_answers_nothing_is_replaced(line: Line) -> None:
    await line.cut(silent=True)

    assert await line.is_back()


async def test_a_socket_that_slack_wants_to_close_is_replaced(line: Line) -> None:
    await line.cut(polite=True)

    assert await line.is_back()


async def test_it_is_not_ready_while_slack_takes_no_connection(line: Line) -> None:
    await line.fault(method="apps.connections.open", kind="error_before", times=2)
    await line.cut()
    async with asyncio.timeout(PATIENCE):
        while await line.socket.ready():
            await asyncio.sleep(0.01)

    assert await line.is_back()


async def test_an_address_that_went_stale_is_not_tried_for_ever(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "CONNECT_SECONDS", 0.2)
    asked = line.playground.space.redeem_socket_ticket
    refusals = iter([False])
    monkeypatch.setattr(line.playground.space, "redeem_socket_ticket", lambda t: next(refusals, asked(t)))

    await line.cut()

    assert await line.is_back()
    assert next(refusals, None) is None
