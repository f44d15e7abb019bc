"""Slack's wire with a hostile hand on it: requests signed, forged, bent; the store and the journal read."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from sqlalchemy import func, select

from bot.intake.learning import Learned
from bot.playground.server import Config
from bot.slack.pace import Pace
from bot.store.inbox import InboxRow
from bot.store.session import connect, sessions
from bot.store.tables import AuditRow, OutboxRow, Outcome, TicketRow
from tests.fakes import at_once
from tests.playground.driver import Json
from tests.stories.stage import PATIENCE, Actor, House, everything_in, kind_of, playing

SECRET = Config().signing_secret
FORM = "application/x-www-form-urlencoded"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "security"


def signed(body: bytes, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """The two headers with which Slack proves that a body is its own; `at` in seconds since 1970."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


@dataclass(frozen=True)
class Answer:
    """What the bot answered."""

    status: int
    text: str


@dataclass(frozen=True)
class Handed:
    """A ticket at the IT desk: its number, the employee's thread, the packet's message."""

    number: str
    thread: str
    packet: Json


class Wire:
    """A house whose bot takes signed HTTP, with a hostile hand on the line. `wire.ada` is a person in it."""

    def __init__(self, house: House, session: ClientSession) -> None:
        self.house = house
        self.playground = house.playground
        self.settings = house.settings
        self.session = session

    def __getattr__(self, name: str) -> Actor:
        return self.house.__getattr__(name)

    @property
    def nowhere(self) -> str:
        """A response_url that takes nothing."""
        return f"{self.playground.url}/response/none"

    async def post(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send these bytes with these headers."""
        url = f"http://127.0.0.1:{self.settings.port}/slack/events"
        async with self.session.post(url, data=BytesIO(body), headers=dict(headers)) as response:
            return Answer(response.status, await response.text(errors="replace"))

    async def sends(self, payload: object, **more: str) -> Answer:
        """Send a payload as Slack sends events."""
        return await self.sends_bytes(json.dumps(payload).encode(), **more)

    async def sends_bytes(self, body: bytes, content_type: str = "application/json") -> Answer:
        """Send signed bytes."""
        return await self.post(body, signed(body) | {"Content-Type": content_type})

    async def interacts(self, payload: object) -> Answer:
        """Send a payload as Slack sends clicks and forms."""
        return await self.sends_bytes(urlencode({"payload": json.dumps(payload)}).encode(), FORM)

    async def types(self, fields: Mapping[str, str]) -> Answer:
        """Send fields as Slack sends slash commands."""
        return await self.sends_bytes(urlencode(fields).encode(), FORM)

    async def kept(self) -> int:
        """How many things were ever taken in."""
        return await self._count(InboxRow, "inbox")

    async def tickets(self) -> int:
        """How many tickets there are."""
        return await self._count(TicketRow)

    async def said(self) -> int:
        """How many calls to Slack were ever queued."""
        return await self._count(OutboxRow)

    async def deeds(self) -> int:
        """How many audit rows there are."""
        return await self._count(AuditRow)

    async def refusals(self, action: str = "") -> list[str]:
        """Who was refused (this action), in order."""
        rows = select(AuditRow.actor).where(AuditRow.outcome == "refused").order_by(AuditRow.seq)
        return list(await self._rows(rows.where(AuditRow.action == action) if action else rows))

    async def failures(self) -> int:
        """How many turns went wrong on our side."""
        failed = select(func.count()).select_from(AuditRow).where(AuditRow.action == "turn")
        return int((await self._rows(failed))[0])

    async def owners(self) -> list[str]:
        """Whose tickets there are."""
        return await self._rows(select(TicketRow.requester))

    async def outcome(self, key: str) -> str:
        """Wait until a turn is through; what became of it."""
        async with asyncio.timeout(PATIENCE):
            while not (found := await self._rows(select(Outcome.what).where(Outcome.inbound == key))):
                await asyncio.sleep(0.02)
        return str(found[0])

    async def settles(self) -> None:
        """Wait until everything that was taken in is done, and everything said is sent."""
        async with asyncio.timeout(6 * PATIENCE):
            # Looking there first is cheaper than looking everywhere.
            while self.house.has_unread() or not await self.house._is_settled():
                await asyncio.sleep(0.05)

    async def handed_over(self, who: str = "ada", about: str = "the fan of my laptop grinds") -> Handed:
        """Have somebody ask for a person in IT; the ticket, once its packet stands in the channel."""
        mark, journal = uuid4().hex[:8], self.playground.space.journal
        after = journal.last
        asked = await self.house.__getattr__(who).says(f"Can I talk to a person in IT? {about} ({mark})")
        row = await journal.find(
            lambda row: (
                row["what"] == "message"
                and kind_of(row["data"]) == "packet"
                and mark in everything_in(row["data"])
            ),
            after,
            PATIENCE,
        )
        packet = dict(row["data"])
        number = packet["metadata"]["event_payload"]["ticket"].removeprefix("T-")
        return Handed(number, asked, packet)

    async def ticket(self, number: str) -> TicketRow:
        """A ticket as it stands."""
        found: TicketRow = (await self._rows(select(TicketRow).where(TicketRow.number == int(number))))[0]
        return found

    def calls(self, *methods: str) -> list[Json]:
        """Arguments of every call to Slack by methods that begin like this."""
        rows = [row["data"] for row in self.playground.space.journal.rows(0) if row["what"] == "api"]
        return [row["args"] for row in rows if row["method"].startswith(methods)]

    def shown(self) -> str:
        """Everything the bot ever sent to Slack to be shown, as one text."""
        return json.dumps(self.outgoing(), ensure_ascii=False)

    def outgoing(self) -> list[Json]:
        """Every payload the bot ever sent to Slack to be shown."""
        return [*self.calls("chat.", "views.", "assistant."), *self.answers()]

    def answers(self) -> list[Json]:
        """Everything the bot sent to response_urls."""
        rows = self.playground.space.journal.rows(0)
        return [row["data"]["args"] for row in rows if row["what"] == "response_url"]

    async def _count(self, table: Any, store: str = "baton") -> int:
        return int((await self._rows(select(func.count()).select_from(table), store))[0])

    async def _rows(self, query: Any, store: str = "baton") -> list[Any]:
        engine = connect(self.settings.database_url.replace("baton.db", f"{store}.db"))
        async with sessions(engine)() as session:
            found = list(await session.scalars(query))
        await engine.dispose()
        return found


@asynccontextmanager
async def wired(folder: Path, learned: Learned, **changes: Any) -> AsyncIterator[Wire]:
    """A running bot over HTTP, with its store in `folder`; it says what it has to say without pacing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Pace, "take", at_once)
        async with playing(folder, learned, over_http=True, **changes) as house, ClientSession() as session:
            yield Wire(house, session)
