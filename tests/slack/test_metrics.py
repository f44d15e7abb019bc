"""`/metrics`: counts from the store, nothing that anybody said."""

from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.slack.metrics import metrics
from bot.store.sealed import vault
from bot.store.session import connect, create_tables, sessions
from bot.store.tables import TicketRow, metadata


async def test_tickets_are_counted_by_state_without_their_words(tmp_path: Path) -> None:
    vault.unlock([b"k" * 32])
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [metadata])
    store = sessions(engine)
    async with store.begin() as session:
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
    app = web.Application()
    app.add_routes([metrics(store)])

    async with TestClient(TestServer(app)) as client:
        text = await (await client.get("/metrics")).text()

    assert 'baton_tickets{state="solved"} 2.0' in text
    assert "private" not in text
    await engine.dispose()
