"""The outbox against a Slack that refuses, breaks and falls silent: each message exactly once, in order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine import lanes
from bot.playground.server import Config, Running, start
from bot.slack import outbox as outbox_room
from bot.slack.calls import Calls
from bot.slack.client import http_session, posting_client, reading_client
from bot.slack.outbox import Outbox
from bot.slack.pace import Pace
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import OutboxRow, metadata
from tests.fakes_leases import FakeLeases
from tests.playground.driver import BOT_TOKEN, Person
from tests.tables import create_tables

SOON = 20.0
GENERAL = "C0GENERAL"


class Office:
    """An outbox, its store, and the Slack it talks to."""

    def __init__(self, store: Sessions, playground: Running, calls: Calls) -> None:
        self.store = store
        self.playground = playground
        self.undelivered: list[tuple[str, str]] = []
        self._calls = calls
        self.outbox = self.another()

    def another(self, pace: Pace | None = None) -> Outbox:
        """An outbox on the same store, as after a restart."""
        return Outbox(self.store, self._calls, self._note, FakeLeases(), pace)

    async def _note(self, session: AsyncSession, row: OutboxRow) -> None:
        self.undelivered.append((row.id, row.trouble))

    async def put(self, *rows: OutboxRow) -> None:
        """Commit rows in this order."""
        async with self.store.begin() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def delivered(self, outbox: Outbox | None = None) -> list[OutboxRow]:
        """Deliver everything; the rows as they stand afterwards."""
        outbox = outbox or self.outbox
        outbox.lanes.start()
        async with asyncio.timeout(SOON):
            while any(row.state in {"pending", "sending"} for row in await self.rows()):
                await asyncio.sleep(0.01)
        await outbox.lanes.drain(SOON, to_the_end=True)
        return await self.rows()

    async def rows(self) -> list[OutboxRow]:
        """All rows, in order."""
        async with self.store() as session:
            return list(await session.scalars(select(OutboxRow).order_by(OutboxRow.seq)))

    def said(self, what: str = "message") -> list[str]:
        """Texts in the order in which Slack took them."""
        rows = self.playground.space.journal.rows()
        return [row["data"]["text"] for row in rows if row["what"] == what and row["by"] == "app"]


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(lanes, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(outbox_room, "UNDER_WAY_SECONDS", 0.05)
    vault.unlock([b"k" * 32])
    playground = await start(Config(port=0))
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [metadata])
    store = sessions(engine)
    async with http_session() as session:
        poster = posting_client(BOT_TOKEN, playground.api_url, session)
        reader = reading_client(BOT_TOKEN, playground.api_url, session)
        yield Office(store, playground, Calls(poster, reader, store))
    await engine.dispose()
    await playground.stop()


@pytest.fixture
async def breaks(office: Office) -> AsyncIterator[Callable[..., Awaitable[None]]]:
    """Plant a fault through the playground's human side."""
    async with ClientSession() as session:
        person = Person(session, office.playground, "ada")

        async def plant(method: str, kind: str, times: int = 1, **more: float) -> None:
            assert (await person.does("faults", method=method, kind=kind, times=times, **more))["ok"]

        yield plant


def post(n: int, channel: str = GENERAL, **more: Any) -> OutboxRow:
    """The nth post."""
    return OutboxRow(
        id=f"row{n}", verb="post", channel=channel, kind="reply", **{"body": {"text": f"text {n}"}, **more}
    )


Breaks = Callable[..., Awaitable[None]]


@pytest.mark.parametrize("kind", ["error_before", "error_after", "drop_after", "ratelimited"])
@pytest.mark.parametrize("times", [1, 3])
async def test_a_post_arrives_exactly_once_whatever_slack_does(
    office: Office, breaks: Breaks, kind: str, times: int
) -> None:
    await breaks("chat.postMessage", kind, times, **({"retry_after": 0} if kind == "ratelimited" else {}))
    await office.put(post(1), post(2))

    rows = await office.delivered()

    assert office.said() == ["text 1", "text 2"]
    assert [row.state for row in rows] == ["sent", "sent"]


async def test_doubt_survives_a_rate_limit_on_the_way_to_look(office: Office, breaks: Breaks) -> None:
    await breaks("chat.postMessage", "drop_after")
    await breaks("conversations.history", "ratelimited", 4, retry_after=0)
    await office.put(post(1))

    await office.delivered()

    assert office.said() == ["text 1"]


async def test_a_row_found_half_sent_is_looked_for_before_it_is_said_again(office: Office) -> None:
    row = post(1)
    await office.put(row)
    sent = (await office.delivered())[0]
    async with office.store.begin() as session:
        (await session.get_one(OutboxRow, row.seq)).state = "sending"

    again = (await office.delivered(office.another()))[0]

    assert office.said() == ["text 1"]
    assert (again.state, again.ts) == ("sent", sent.ts)


async def test_a_row_found_half_sent_that_never_arrived_is_said(office: Office) -> None:
    await office.put(post(1, state="sending"))

    await office.delivered()

    assert office.said() == ["text 1"]


async def test_retry_after_is_obeyed(office: Office, breaks: Breaks) -> None:
    await breaks("chat.postMessage", "ratelimited", retry_after=1)
    await office.put(post(1))

    await office.delivered()

    rows = office.playground.space.journal.rows()
    refused, taken = [r for r in rows if r["what"] == "api" and r["data"]["method"] == "chat.postMessage"]
    assert taken["at"] - refused["at"] >= 1.0


async def test_a_lane_keeps_its_order_and_does_not_hold_up_another(office: Office, breaks: Breaks) -> None:
    await breaks("chat.postMessage", "error_before", 1)
    await office.put(*(post(n, GENERAL if n % 2 else "C0ITSUPPORT") for n in range(8)))

    await office.delivered()

    said = office.said()
    for lane in (0, 1):
        assert [text for text in said if int(text[-1]) % 2 == lane] == [
            f"text {n}" for n in range(lane, 8, 2)
        ]


async def test_a_message_is_changed_and_taken_back_under_the_ts_it_got(office: Office) -> None:
    change = OutboxRow(id="u", verb="update", channel=GENERAL, body={"text": "better"}, target="row1")
    away = OutboxRow(id="d", verb="delete", channel=GENERAL, body={}, target="row1")
    await office.put(post(1), change, away)

    rows = await office.delivered()

    assert office.said("edit") == ["better"]
    assert len({row.ts for row in rows}) == 1
    assert any(row["what"] == "deletion" for row in office.playground.space.journal.rows())


async def test_a_reply_goes_into_the_thread_of_a_row_sent_before(office: Office) -> None:
    await office.put(post(1), post(2, thread_of="row1"))

    rows = await office.delivered()

    said = [row["data"] for row in office.playground.space.journal.rows() if row["what"] == "message"]
    assert said[-1]["thread_ts"] == rows[0].ts


async def test_a_reply_whose_thread_was_never_made_is_not_shouted_into_the_channel(office: Office) -> None:
    await office.put(post(1, channel="C0NOWHERE"), post(2, channel="C0NOWHERE", thread_of="row1"))

    rows = await office.delivered()

    assert [row.state for row in rows] == ["failed", "failed"]
    assert office.undelivered == [("row1", "channel_not_found"), ("row2", "no_thread")]


async def test_a_whisper_reaches_one_person(office: Office) -> None:
    body = {"text": "psst", "user": "U000000ADA"}
    await office.put(OutboxRow(id="w", verb="whisper", channel=GENERAL, body=body))

    await office.delivered()

    assert office.said("ephemeral") == ["psst"]


async def test_slack_being_away_for_long_loses_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_room, "LONGEST_WAIT", 0.01)
    away = iter([ConnectionError("away")] * 3 * outbox_room.TRIES)
    make = Calls.make

    async def make_or_not(self: Calls, row: OutboxRow) -> str | None:
        if (trouble := next(away, None)) is not None:
            raise trouble
        return await make(self, row)

    monkeypatch.setattr(Calls, "make", make_or_not)
    await office.put(post(1))

    assert (await office.delivered())[0].state == "sent"


async def test_slack_failing_at_one_message_for_good_is_told_to_a_person(
    office: Office, breaks: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox_room, "TRIES", 2)
    await breaks("chat.postMessage", "error_before", 2)
    await office.put(post(1), post(2))

    await office.delivered()

    assert office.undelivered == [("row1", "internal_error")]
    assert office.said() == ["text 2"]


async def test_an_answer_to_a_used_up_address_is_given_up(office: Office) -> None:
    body = {"text": "hi", "address": f"{office.playground.url}/response/unknown"}
    await office.put(OutboxRow(id="r", verb="respond", channel="respond:x", body=body))

    rows = await office.delivered()

    assert (rows[0].state, rows[0].trouble) == ("failed", "response_url_refused")
