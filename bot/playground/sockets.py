"""Socket Mode: the open sockets, the envelopes sent over them, the acks that come back."""

import asyncio
import json
from typing import Any

from aiohttp import WSMsgType, web

from bot.playground.accounts import APP_ID
from bot.playground.changes import Json
from bot.playground.envelopes import Delivered
from bot.playground.ids import key
from bot.playground.journal import Journal

SOCKET_LIMIT = 10
_ACCEPTS_PAYLOAD = frozenset({"interactive", "slash_commands"})


class Lost(Exception):
    """The socket broke, or none was open, before the envelope was acked."""


class Sockets:
    """Up to ten sockets; envelopes go round among them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._open: list[tuple[web.Request, web.WebSocketResponse]] = []
        self._next = 0
        self._dumb: set[web.WebSocketResponse] = set()
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}

    def __len__(self) -> int:
        return len(self._open)

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Take one connection and read its acks until it closes."""
        socket = web.WebSocketResponse(heartbeat=20, timeout=1.0)
        await socket.prepare(request)
        if len(self._open) >= SOCKET_LIMIT:
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._open.append((request, socket))
        self._journal.write("socket", "app", {"open": len(self._open)})
        try:
            await socket.send_json(self._hello())
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    self._take(message.data)
        except ConnectionError:
            pass  # the peer is gone, which the lines below deal with
        finally:
            self._forget(socket)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "debug_info": {"host": "playground", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _take(self, text: str) -> None:
        try:
            message: Any = json.loads(text)
        except ValueError:
            return
        envelope_id = message.get("envelope_id") if isinstance(message, dict) else None
        if envelope_id in self._waiting:
            waiting = self._waiting[envelope_id][1]
            if not waiting.done():
                waiting.set_result(message.get("payload") or {})

    def _forget(self, socket: web.WebSocketResponse) -> None:
        self._open = [(request, one) for request, one in self._open if one is not socket]
        self._dumb.discard(socket)
        self._journal.write("socket", "app", {"open": len(self._open)})
        for owner, waiting in list(self._waiting.values()):
            if owner is socket and not waiting.done():
                waiting.set_exception(Lost("the socket closed"))

    async def send(self, delivered: Delivered, seconds: float, attempt: int, reason: str) -> Json:
        """Send an envelope and wait for its ack's payload; raises `Lost` or `TimeoutError`."""
        if not self._open:
            raise Lost("no socket is open")
        self._next += 1
        socket = self._open[self._next % len(self._open)][1]
        envelope_id = key()
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, waiting)
        try:
            if socket not in self._dumb:
                await socket.send_json(_envelope(envelope_id, delivered, attempt, reason))
            return await asyncio.wait_for(waiting, seconds)
        except ConnectionError as error:
            raise Lost(str(error)) from error
        finally:
            del self._waiting[envelope_id]

    async def ask_to_reconnect(self) -> None:
        """Close every socket the polite way, as Slack does when it refreshes connections."""
        for _, socket in list(self._open):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})
            await socket.close()

    def drop(self) -> None:
        """Cut every connection at once, without a goodbye."""
        for request, _ in self._open:
            if request.transport:
                request.transport.abort()

    def fall_silent(self) -> None:
        """Leave every socket open, but hear and say nothing there any more: a line that died unnoticed."""
        for request, socket in self._open:
            self._dumb.add(socket)
            if request.transport:
                request.transport.pause_reading()

    async def close(self) -> None:
        """Close every socket because the playground ends."""
        for _, socket in list(self._open):
            await socket.close()


def _envelope(envelope_id: str, delivered: Delivered, attempt: int, reason: str) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": delivered.kind,
        "payload": delivered.payload,
        "accepts_response_payload": delivered.kind in _ACCEPTS_PAYLOAD,
    }
    if delivered.kind == "events_api":
        envelope |= {"retry_attempt": attempt, "retry_reason": reason}
    return envelope
