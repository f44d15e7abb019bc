"""The stage the stories play on: a playground, a running bot, and people who say, see and click."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from pydantic import SecretStr
from sqlalchemy import Engine, select

from bot.app import Running, run
from bot.app.store import beside
from bot.intake.learning import Learned
from bot.playground.delivery import Patience
from bot.playground.server import Config
from bot.playground.server import Running as Playground
from bot.playground.server import start as start_playground
from bot.settings import Settings
from bot.slack.scopes import METHODS
from bot.store.inbox import InboxRow
from bot.store.session import connect_blocking
from bot.store.tables import OutboxRow
from tests.playground.driver import Json, Person

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PATIENCE = 10.0
DESKS = {"it": "it-support", "hr": "hr-support", "facilities": "facilities-support"}


def kind_of(message: Json) -> str:
    """What kind of message of Baton's this is; "" for anything else."""
    metadata = message.get("metadata") or {}
    return str(metadata.get("event_payload", {}).get("kind", ""))


def ticket_of(message: Json) -> str:
    """The ticket a message belongs to: `T-12`; "" for none."""
    return str(message["metadata"]["event_payload"]["ticket"])


def buttons(message: Json) -> dict[str, str]:
    """What a person can press under a message: what it says -> its action id."""
    found = (block.get("elements", []) for block in message.get("blocks", []) if block["type"] == "actions")
    return {each["text"]["text"]: each["action_id"] for row in found for each in row if "text" in each}


def everything_in(message: Json) -> str:
    """All a person can read in a message: its text and blocks."""
    return json.dumps([message.get("text", ""), message.get("blocks", [])], ensure_ascii=False)


class Actor(Person):
    """Somebody in a story."""

    async def asks(self, text: str, gets: str, containing: str = "", channel: str = "@app") -> Json:
        """Write something new; the first message of the kind `gets` in its thread."""
        thread = await self.says(text, channel=channel)
        return await self.sees_next(gets, containing, channel, thread)

    async def adds(self, below: Json, text: str, gets: str, containing: str = "") -> Json:
        """Write in the thread of a message; the next message of the kind `gets` there."""
        channel, thread = below["channel"], below["thread_ts"]
        before = len(await self.seen(gets, containing, channel, thread))
        await self.says(text, channel=channel, thread_ts=thread)
        return await self.sees_next(gets, containing, channel, thread, before + 1)

    async def presses(self, below: Json, action: str, gets: str, containing: str = "") -> Json:
        """Press a button under a message; the next message of the kind `gets` in its thread."""
        channel, thread = below["channel"], below.get("thread_ts", below["ts"])
        before = len(await self.seen(gets, containing, channel, thread))
        await self.clicks(below, action)
        return await self.sees_next(gets, containing, channel, thread, before + 1)

    async def sees_next(
        self,
        kind: str,
        containing: str = "",
        channel: str = "@app",
        thread: str | None = None,
        nth: int = 1,
    ) -> Json:
        """Wait for the nth message of this kind (in a thread); fails with what there was instead."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    found = await self.seen(kind, containing, channel, thread)
                    if len(found) >= nth:
                        return found[nth - 1]
                    await asyncio.sleep(0.02)
        except TimeoutError:
            there = [(kind_of(m), m.get("text", "")[:120]) for m in await self.sees(channel)]
            raise AssertionError(f"No {kind} with {containing!r} in {channel}: {there}") from None

    async def seen(
        self, kind: str, containing: str = "", channel: str = "@app", thread: str | None = None
    ) -> list[Json]:
        """The messages of this kind that are there now."""
        return [
            message
            for message in await self.sees(channel)
            if kind_of(message) == kind
            and containing.casefold() in everything_in(message).casefold()
            and (thread is None or message.get("thread_ts") == thread)
        ]

    async def clicks(self, message: Json, action: str, value: str | None = None) -> Json:
        """Press a button under a message."""
        body: dict[str, Any] = {"channel": message["channel"], "ts": message["ts"], "action_id": action}
        return await self.does("clicks", **body, **({"value": value} if value else {}))

    async def fills_in(self, **values: str) -> Json:
        """Fill in the topmost open form and send it."""
        async with asyncio.timeout(PATIENCE):
            while not (views := (await self.looks("views"))["views"]):
                await asyncio.sleep(0.02)
        return await self.does("submissions", view_id=views[-1]["id"], values=values)

    async def is_told(self, containing: str = "", nth: int = 1) -> Json:
        """Wait for something only this person sees (ephemeral), anywhere; the nth such thing."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    found = await self.whispers(containing)
                    if len(found) >= nth:
                        return found[nth - 1]
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"Nobody told {self.name} {containing!r}.") from None

    async def commands(self, text: str, channel: str = "general") -> str:
        """Type a slash command; all that its answer says."""
        before = len(await self.whispers())
        command, _, rest = text.partition(" ")
        await self.does("commands", channel=channel, command=command, text=rest)
        return everything_in(await self.is_told(nth=before + 1))

    async def whispers(self, containing: str = "") -> list[Json]:
        """All that only this person ever saw, in order."""
        state = await self.looks("state")
        found = [
            message
            for channel in state["channels"]
            for message in await self.sees(channel["id"])
            if message.get("ephemeral") and containing.casefold() in everything_in(message).casefold()
        ]
        return sorted(found, key=lambda message: float(message["ts"]))


class House:
    """A running bot in a running playground, and everybody who works there."""

    def __init__(
        self, playground: Playground, settings: Settings, session: ClientSession, learned: Learned
    ) -> None:
        self.playground = playground
        self.settings = settings
        self.learned = learned
        self._session = session
        self._stack = AsyncExitStack()
        self._inbox: Engine
        self.bot: Running

    def __getattr__(self, name: str) -> Actor:
        """`house.ada`: the person of that name."""
        return Actor(self._session, self.playground, name)

    async def opens(self) -> None:
        """Start the bot on the house's folder."""
        self._inbox = connect_blocking(beside(self.settings, "inbox"))
        self._stack.callback(self._inbox.dispose)
        self.bot = await self._stack.enter_async_context(run(self.settings, self.learned))

    async def closes(self) -> None:
        """Stop the bot; the folder keeps what it knows."""
        await self._stack.aclose()

    async def restarts(self) -> None:
        """Stop the bot and start it again."""
        await self.closes()
        await self.opens()

    async def settles(self) -> None:
        """Wait until everything that was said has been taken, worked on and answered."""
        async with asyncio.timeout(PATIENCE):
            while not await self._is_settled():
                await asyncio.sleep(0.02)

    async def _is_settled(self) -> bool:
        """Nothing waits in Slack, nothing in the inbox, nothing in the outbox."""
        rows = self.playground.space.journal.rows()
        acked = {row["data"]["delivery"] for row in rows if row["what"] == "ack"}
        if {row["n"] for row in rows if row["what"] == "delivery"} - acked:
            return False
        if self.has_unread():
            return False
        waiting = select(OutboxRow.id).where(OutboxRow.state.in_(("pending", "sending"))).limit(1)
        async with self.bot.rooms.sessions() as session:
            return await session.scalar(waiting) is None

    def has_unread(self) -> bool:
        """Whether something waits in the inbox."""
        with self._inbox.connect() as inbox:
            waiting = select(InboxRow.seq).where(InboxRow.state == "open").limit(1)
            return inbox.scalar(waiting) is not None

    async def posts(self, kind: str = "", thread: str = "") -> list[Json]:
        """Every message the bot ever posted (of one kind, in one thread), in order, from the journal."""
        rows = self.playground.space.journal.rows(0)
        said = [row["data"] for row in rows if row["what"] == "message" and row["by"] == "app"]
        return [
            message
            for message in said
            if kind in ("", kind_of(message)) and thread in ("", message.get("thread_ts"))
        ]


@asynccontextmanager
async def playing(
    folder: Path,
    learned: Learned,
    *,
    over_http: bool = False,
    patience: Patience | None = None,
    people: int = 0,
    **changes: Any,
) -> AsyncIterator[House]:
    """A house for one story, with its own store in `folder`; `patience` is Slack's with what is not acked.

    So many more `people` work there: `colleague1`, …
    """
    port = free_port() if over_http else 0
    config = Config(port=0, manifest=MANIFEST, patience=patience or Patience(), people=people)
    if over_http:
        config = replace(config, request_url=f"http://127.0.0.1:{port}/slack/events")
    playground = await start_playground(config)
    settings = Settings(
        slack_bot_token=SecretStr(config.bot_token),
        slack_app_token=None if over_http else SecretStr(config.app_token),
        slack_signing_secret=SecretStr(config.signing_secret),
        slack_api_url=f"{playground.url}/api/",
        database_url=f"sqlite+aiosqlite:///{folder}/baton.db",
        baton_instance="story",
        port=port,
    ).model_copy(update=changes)
    async with ClientSession() as session:
        house = House(playground, settings, session, learned)
        try:
            await house.opens()
            yield house
        finally:
            await house.closes()
            await playground.stop()
    asked = {row["data"]["method"] for row in playground.space.journal.rows() if row["what"] == "api"}
    assert asked <= set(METHODS), f"bot.slack.scopes knows nothing of {asked - set(METHODS)}"


def free_port() -> int:
    """A port nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
