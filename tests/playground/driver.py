"""What the tests of the playground share: a running one, a person at its human side, a raw socket."""

import json
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientWebSocketResponse, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground.server import Config, Running

Json = dict[str, Any]
BOT_TOKEN, APP_TOKEN = Config().bot_token, Config().app_token


def web_client(playground: Running, token: str = BOT_TOKEN) -> AsyncWebClient:
    """The real SDK's client, pointed at the playground."""
    client = AsyncWebClient(token, base_url=playground.api_url)
    client.proxy = None
    return client


class Person:
    """Somebody at the human side: `await ada.says("hello")`."""

    def __init__(self, session: ClientSession, playground: Running, name: str) -> None:
        self._session = session
        self._playground = playground
        self.name = name

    async def does(self, deed: str, **body: Any) -> Json:
        """Do something; the whole answer."""
        url = f"{self._playground.url}/try/api/{deed}"
        async with self._session.post(url, json={"user": self.name, **body}) as response:
            answer: Json = await response.json()
            return answer | {"status": response.status}

    async def says(self, text: str, channel: str = "@app", **more: Any) -> str:
        """Write a message; its timestamp."""
        answer = await self.does("messages", channel=channel, text=text, **more)
        return str(answer["ts"])

    async def sees(self, channel: str = "@app") -> list[Json]:
        """The messages this person sees in a channel."""
        return list((await self.looks("messages", channel=channel))["messages"])

    async def looks(self, at: str, **query: str) -> Json:
        """Read something of the human side."""
        url = f"{self._playground.url}/try/api/{at}"
        async with self._session.get(url, params={"user": self.name, **query}) as response:
            answer: Json = await response.json()
            return answer

    async def reads(self, what: str, by: str = "app", after: int = 0, where: str = "") -> Json:
        """The data of the first journal row of this kind; `where` is a text it contains."""
        row = await self._playground.space.journal.find(
            lambda row: row["what"] == what and row["by"] == by and where in json.dumps(row["data"]),
            after,
            15,
        )
        return dict(row["data"])


class RawSocket:
    """A Socket Mode client that acks only when told to."""

    def __init__(self, session: ClientSession, playground: Running) -> None:
        self._session = session
        self._playground = playground
        self.socket: ClientWebSocketResponse

    async def __aenter__(self) -> Self:
        answer = await web_client(self._playground).apps_connections_open(app_token=APP_TOKEN)
        self.socket = await self._session.ws_connect(answer["url"])
        self.hello = await self.socket.receive_json()
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self.socket.close()

    async def next(self) -> Json:
        """The next envelope, not yet acked."""
        envelope: Json = await self.socket.receive_json(timeout=15)
        return envelope

    async def ack(self, envelope: Json, payload: Json | None = None) -> None:
        """Ack an envelope."""
        extra = {"payload": payload} if payload else {}
        await self.socket.send_json({"envelope_id": envelope["envelope_id"], **extra})

    async def take(self, kind: str = "") -> Json:
        """The next envelope's payload, acked; with `kind`, others (late retries) are passed over."""
        while True:
            envelope = await self.next()
            await self.ack(envelope)
            payload: Json = envelope["payload"]
            if kind in ("", payload["type"], payload.get("event", {}).get("type")):
                return payload


Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def listen(answering: Answering) -> tuple[web.AppRunner, str]:
    """A small HTTP server on a free port; its runner and its address."""
    app = web.Application()
    app.router.add_post("/slack/events", answering)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
