"""`/metrics`: counts and ages from the store, nothing that anybody said."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.slack.metrics import metrics
from bot.store.base import now
from bot.store.inbox import Arrival, Inbox
from bot.store.leases import Leases
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import OutboxRow, TicketRow, TimerRow, metadata
from tests.tables import create_tables


class Watched:
    """Stores, and what is read of them."""

    def __init__(self, store: Sessions, inbox: Inbox, leases: Leases) -> None:
        self.store, self.inbox, self.leases = store, inbox, leases

    async def shows(self) -> str:
        """The page."""
        app = web.Application()
        app.add_routes([metrics(self.store, self.inbox, self.leases)])
        async with TestClient(TestServer(app)) as client:
            return await (await client.get("/metrics")).text()

    async def value(self, name: str) -> float:
        """One number of it."""
        return next(
            float(line.split()[1])
            for line in (await self.shows()).splitlines()
            if line.startswith(f"{name} ")
        )


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    vault.unlock([b"k" * 32])
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [metadata])
    inbox, leases = Inbox(f"sqlite:///{tmp_path}/inbox.db"), Leases(f"sqlite:///{tmp_path}/leases.db", "one")
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        for part in (inbox, leases):
            await part.open()
            stack.push_async_callback(part.close)
        yield Watched(sessions(engine), inbox, leases)


async def test_tickets_are_counted_by_state_without_their_words(watched: Watched) -> None:
    async with watched.store.begin() as session:
        for state in ("open", "solved", "solved"):
            session.add(
                TicketRow(
                    team="T1",
                    channel="D1",
                    thread="1.0",
                    requester="UADA",
                    coworker="jordan",
                    desk="it",
                    state=state,
                    request="a very private wish",
                )
            )
    await watched.inbox.take(Arrival("a", "D1", "a very private word"))

    text = await watched.shows()

    assert 'baton_tickets{state="solved"} 2.0' in text
    assert "private" not in text


async def test_what_waits_has_an_age(watched: Watched) -> None:
    names = ("baton_inbound_oldest_seconds", "baton_outbox_oldest_seconds", "baton_timers_due")
    assert [await watched.value(name) for name in names] == [0, 0, 0]

    await watched.inbox.take(Arrival("a", "D1", "hello"))
    async with watched.store.begin() as session:
        since = now() - timedelta(minutes=5)
        session.add(OutboxRow(id="a", verb="post", channel="C1", body={}, created_at=since))
        session.add(TimerRow(id="t", due_at=since, conversation="c", what="remind"))

    assert await watched.value("baton_inbound_waiting") == 1
    assert 0 < await watched.value("baton_inbound_oldest_seconds") < 60
    assert 300 <= await watched.value("baton_outbox_oldest_seconds") < 360
    assert await watched.value("baton_timers_due") == 1


async def test_replicas_are_counted(watched: Watched) -> None:
    other = Leases(watched.leases.url, "other")
    await other.open()
    await watched.leases.beat()

    assert await watched.value("baton_replicas") == 2
    await other.close()
