"""A desk on a real SQLite file, with a fake line and a fake company."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import tickets
from bot.desk.aftercare import Aftercare
from bot.desk.desk import Desk
from bot.desk.messages import Place
from bot.desk.relay.relays import Spoken
from bot.governance.audit import Audit
from bot.settings import DEFAULT_DESKS
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import TicketRow, metadata
from tests.fakes import ADA, TEAM, FakeLine, FakePeople
from tests.tables import create_tables


@dataclass
class Scene:
    """Everything a test of the desk plays with."""

    sessions: Sessions
    line: FakeLine
    people: FakePeople
    desk: Desk
    after: Aftercare

    async def opened(self, session: AsyncSession, request: str = "My laptop is slow") -> TicketRow:
        """Ada's ticket, with Jordan."""
        return await tickets.open_ticket(
            session,
            team=TEAM,
            place=Place("D-UADA", "10.1"),
            requester=ADA.id,
            coworker="jordan",
            desk="it",
            request=request,
            skill="slow_laptop",
        )

    async def queued(self, session: AsyncSession, request: str = "My laptop is slow") -> TicketRow:
        """Ada's ticket, on the desk."""
        ticket = await self.opened(session, request)
        packet = await self.desk.pack(session, ticket, reason="She asked for a person.", rule="asked")
        await self.desk.hand_over(session, ticket, packet, "She asked for a person.", "asked")
        return ticket


def by_ada(text: str, ts: str = "20.1") -> Spoken:
    """Ada says something in her thread."""
    return Spoken(ADA.id, text, f"D-UADA:{ts}")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Sessions]:
    """An empty store of its own."""
    vault.unlock([b"k" * 32])
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/desk.db")
    await create_tables(engine, [metadata])
    yield sessions(engine)
    await engine.dispose()


@pytest.fixture
def scene(store: Sessions) -> Scene:
    """A desk with nobody in line."""
    line, people = FakeLine(), FakePeople()
    desk = Desk(line, people, Audit(), DEFAULT_DESKS)
    return Scene(store, line, people, desk, Aftercare(desk, people, DEFAULT_DESKS))
