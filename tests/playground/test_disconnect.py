"""The fault `disconnect`, in its three ways: cut at once, after a word, or deaf without a word."""

import asyncio

import pytest
from aiohttp import ClientSession, WSMsgType

from bot.playground.server import Running
from tests.playground.driver import Person, RawSocket


async def test_disconnect_cuts_every_socket(playground: Running, session: ClientSession, ada: Person) -> None:
    async with RawSocket(session, playground) as app:
        await ada.does("faults", kind="disconnect")
        message = await app.socket.receive(timeout=5)
        assert message.type in (WSMsgType.CLOSED, WSMsgType.CLOSE, WSMsgType.ERROR)


async def test_a_polite_disconnect_says_so_first(
    playground: Running, session: ClientSession, ada: Person
) -> None:
    async with RawSocket(session, playground) as app:
        asking = asyncio.create_task(ada.does("faults", kind="disconnect", polite=True))
        assert await app.next() == {"type": "disconnect", "reason": "refresh_requested"}
        await app.socket.close()
        assert (await asking)["ok"]


async def test_a_silent_disconnect_leaves_the_socket_open_and_deaf(
    hasty: Running, session: ClientSession
) -> None:
    ada = Person(session, hasty, "ada")
    async with RawSocket(session, hasty) as app:
        await ada.does("faults", kind="disconnect", silent=True)
        await app.socket.ping()
        await ada.says("hello")
        await ada.reads("ack", where="timeout")
        with pytest.raises(TimeoutError):
            await app.socket.receive(timeout=0.1)
        assert not app.socket.closed
