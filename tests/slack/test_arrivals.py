"""What becomes of a relay on its way: taken back, late, there; and an emoji is put there once."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.slack import outbox as outbox_room
from bot.slack.outbox import Outbox
from bot.store.tables import OutboxRow
from tests.fakes_leases import FakeLeases
from tests.slack.test_outbox import GENERAL, Breaks, Office, breaks, office, post

__all__ = ["breaks", "office"]


async def test_what_is_taken_back_before_it_was_said_never_is(office: Office) -> None:
    row = post(1)
    await office.put(row, post(2))
    meant = await office.outbox.next(GENERAL)
    async with office.store.begin() as session:
        (await session.get_one(OutboxRow, row.seq)).state = "withdrawn"

    assert meant is not None
    await office.outbox.see_through(meant, 0)
    rows = await office.delivered()

    assert office.said() == ["text 2"]
    assert [each.state for each in rows] == ["withdrawn", "sent"]


async def test_a_relay_that_takes_long_is_said_to_and_that_it_is_there(
    office: Office, breaks: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_room, "STUCK_SECONDS", 0.3)
    heard: list[tuple[str, str]] = []

    async def stuck(_: AsyncSession, row: OutboxRow) -> None:
        heard.append(("stuck", row.id))

    async def arrived(_: AsyncSession, row: OutboxRow) -> None:
        heard.append(("arrived", row.trouble))

    await breaks("chat.postMessage", "error_before", 2)
    relay = post(1)
    relay.kind = "relay"
    await office.put(relay)
    calls, nobody = office.outbox._calls, outbox_room.nobody
    outbox = Outbox(office.store, calls, nobody, FakeLeases(), arrived=arrived, stuck=stuck)
    await office.delivered(outbox)

    assert heard == [("stuck", "row1"), ("arrived", "stuck")]


async def test_an_emoji_twice_is_one_and_none_is_none(office: Office) -> None:
    await office.put(post(1))
    ts = (await office.delivered())[0].ts
    body = {"channel": GENERAL, "timestamp": ts, "name": "tada"}
    lane = f"react:{GENERAL}"
    verbs = ("react", "react", "unreact", "unreact")
    again = [OutboxRow(id=f"r{n}", verb=verb, channel=lane, body=body) for n, verb in enumerate(verbs)]
    await office.put(*again)

    rows = await office.delivered(office.another())

    assert [row.state for row in rows] == ["sent"] * 5
    assert office.undelivered == []
