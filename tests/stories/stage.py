"""The stage the stories play on: a playground, a running bot, and people who say, see and click."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from bot.app import Learned, Running, run
from bot.playground.server import Config
from bot.playground.server import Running as Playground
from bot.playground.server import start as start_playground
from bot.settings import Settings
from tests.playground.driver import Json, Person

MANIFEST = Path(__file__).parents[2] / "manifest.yml"
PATIENCE = 10.0
DESKS = {"it": "it-support", "hr": "hr-support", "facilities": "facilities-support"}


def kind_of(message: Json) -> str:
    """What kind of message of Baton's this is; "" for anything else."""
    metadata = message.get("metadata") or {}
    return str(metadata.get("event_payload", {}).get("kind", ""))


def everything_in(message: Json) -> str:
    """All a person can read in a message: its text and blocks."""
    return json.dumps([message.get("text", ""), message.get("blocks", [])], ensure_ascii=False)


class Actor(Person):
    """Somebody in a story."""

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
                    found = await self._whispers(containing)
                    if len(found) >= nth:
                        return found[nth - 1]
                    await asyncio.sleep(0.02)
        except TimeoutError:
            raise AssertionError(f"Nobody told {self.name} {containing!r}.") from None

    async def commands(self, text: str, channel: str = "general") -> str:
        """Type a slash command; all that its answer says."""
        before = len(await self._whispers())
        command, _, rest = text.partition(" ")
        await self.does("commands", channel=channel, command=command, text=rest)
        return everything_in(await self.is_told(nth=before + 1))

    async def _whispers(self, containing: str = "") -> list[Json]:
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

    def __init__(self, playground: Playground, settings: Settings, session: ClientSession) -> None:
        self.playground = playground
        self.settings = settings
        self.bot: Running | None = None
        self._session = session

    def __getattr__(self, name: str) -> Actor:
        """`house.ada`: the person of that name."""
        return Actor(self._session, self.playground, name)

    async def posts(self, kind: str = "") -> list[Json]:
        """Every message the bot ever posted (of one kind), in order, from the playground's journal."""
        rows = self.playground.space.journal.rows(0)
        said = [row["data"] for row in rows if row["what"] == "message" and row["by"] == "app"]
        return [message for message in said if not kind or kind_of(message) == kind]


@asynccontextmanager
async def playing(folder: Path, learned: Learned, **changes: Any) -> AsyncIterator[House]:
    """A house for one story, with its own store in `folder`."""
    playground = await start_playground(Config(port=0, manifest=MANIFEST))
    settings = Settings(
        slack_bot_token="xoxb-playground",
        slack_app_token="xapp-playground",
        slack_api_url=f"{playground.url}/api/",
        database_url=f"sqlite+aiosqlite:///{folder}/baton.db",
        baton_instance="story",
        port=0,
    ).model_copy(update=changes)
    async with ClientSession() as session:
        house = House(playground, settings, session)
        try:
            async with run(settings, learned) as house.bot:
                yield house
        finally:
            await playground.stop()
