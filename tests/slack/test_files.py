"""Copies of files: once whatever dies or fails in the middle, from Slack's own hosts, and looked at first."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from sqlalchemy import select

from bot.engine import lanes
from bot.playground.server import Config, Running, start
from bot.settings import RelaySettings
from bot.slack import files as files_room
from bot.slack import outbox as outbox_room
from bot.slack.calls import Calls
from bot.slack.client import http_session, posting_client, reading_client
from bot.slack.files import Files
from bot.slack.hosts import Forbidden, PublicOnly, check
from bot.slack.outbox import Outbox
from bot.slack.scan import Scan, Unscanned, program
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import OutboxRow, metadata
from tests.fakes_leases import FakeLeases
from tests.playground.driver import BOT_TOKEN, Json, Person
from tests.tables import create_tables

GENERAL = "C0GENERAL"
API = "https://slack.com/api/"


class Post:
    """A playground with a file in it, and an outbox that may die."""

    def __init__(self, store: Sessions, playground: Running, calls: Calls, ada: Person) -> None:
        self._store, self._playground, self._calls = store, playground, calls
        self.ada = ada

    async def put(self, name: str = "screen.png", content: str = "a picture") -> None:
        """Ada shares a file; the outbox is to copy it into #general."""
        told = await self.ada.does("files", channel="@app", name=name, content=content)
        file = {"id": told["file"]["id"], "name": name, "kind": "", "size": 9}
        mirror = {"inward": False, "author": "Ada", "by": "U1", "files": [file]}
        body = {"channel": GENERAL, "after": "1.0"}
        async with self._store.begin() as session:
            row = OutboxRow(id="copy", verb="file", channel=f"files:{GENERAL}", kind="relay", ticket=7)
            row.body, row.mirror, row.source = body, mirror, "D1:1.1"
            session.add(row)

    async def delivers(self) -> OutboxRow:
        """One life of the outbox: until the row is done with, or it dies."""
        outbox = Outbox(self._store, self._calls, outbox_room.nobody, FakeLeases())
        try:
            async with asyncio.timeout(15):
                row = await outbox.next(f"files:{GENERAL}")
                assert row is not None
                await outbox.see_through(row, 0)
        except asyncio.CancelledError:
            pass
        async with self._store() as session:
            return (await session.scalars(select(OutboxRow))).one()

    def copies(self) -> list[Json]:
        """Messages of ours with a file, ever."""
        rows = self._playground.space.journal.rows(0)
        said = [row["data"] for row in rows if row["what"] == "message" and row["by"] == "app"]
        return [message for message in said if message.get("files")]


@pytest.fixture
async def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Post]:
    monkeypatch.setattr(lanes, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(outbox_room, "UNDER_WAY_SECONDS", 0.01)
    monkeypatch.setattr(files_room, "LOOKS", (0.0,))
    vault.unlock([b"k" * 32])
    playground = await start(Config(port=0))
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [metadata])
    store = sessions(engine)

    async def yes(_channel: str) -> bool:
        return True

    async def nowhere(_user: str) -> str:
        raise AssertionError

    async with http_session() as session, ClientSession() as human:
        poster = posting_client(BOT_TOKEN, playground.api_url, session)
        reader = reading_client(BOT_TOKEN, playground.api_url, session)
        rules = RelaySettings()
        carries = Files(poster, store, rules, Scan(rules, tmp_path / "scanning"), nowhere, yes)
        calls = Calls(poster, reader, store, carries)
        yield Post(store, playground, calls, Person(human, playground, "ada"))
    await engine.dispose()
    await playground.stop()


def dies_once_after(of: Any, name: str, patch: pytest.MonkeyPatch) -> None:
    """The process is gone as soon as this was done, the first time."""
    done: Callable[..., Awaitable[Any]] = getattr(of, name)
    deaths = iter([True])

    async def die(*args: Any, **more: Any) -> Any:
        result = await done(*args, **more)
        if next(deaths, False):
            raise asyncio.CancelledError
        return result

    patch.setattr(of, name, die)


@pytest.mark.parametrize("moment", ["_about", "_fetched", "_handed_in", "hand_on", "_look"])
async def test_a_file_is_copied_once_though_the_process_dies_in_the_middle(
    post: Post, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    dies_once_after(Files, moment, monkeypatch)
    await post.put()

    assert (await post.delivers()).state == "sending"
    row = await post.delivers()

    assert row.state == "sent"
    [copy] = post.copies()
    assert (copy["ts"], copy["text"]) == (row.ts, "From Ada")


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        ("files.completeUploadExternal", "error_before"),
        ("files.completeUploadExternal", "error_after"),
        ("files.completeUploadExternal", "drop_after"),
        ("files.info", "drop_after"),
        ("files.getUploadURLExternal", "error_after"),
    ],
)
async def test_a_file_is_copied_once_whatever_slack_does(post: Post, method: str, kind: str) -> None:
    await post.ada.does("faults", method=method, kind=kind)
    await post.put()

    assert (await post.delivers()).state == "sent"
    assert len(post.copies()) == 1


@pytest.mark.parametrize(
    "address",
    [
        "https://files.slack.com/files-pri/T1-F1/x.png",
        "https://corp.enterprise.slack.com/x",
        "http://127.0.0.1:3700/files/F1/x.png",
    ],
)
def test_slacks_own_addresses_may_be_opened(address: str) -> None:
    check(address, "http://127.0.0.1:3700/api/")


@pytest.mark.parametrize(
    "address",
    [
        "http://files.slack.com/x",
        "https://files.slack.com.evil.example/x",
        "https://evilslack.com/x",
        "https://me@files.slack.com/x",
        "https://files.slack.com:8443/x",
        "https://169.254.169.254/latest",
        "http://127.0.0.1:3701/files/F1/x.png",
        "file:///etc/passwd",
        "https://[",
        "",
    ],
)
def test_our_token_goes_nowhere_else(address: str) -> None:
    with pytest.raises(Forbidden):
        check(address, "http://127.0.0.1:3700/api/")


async def test_a_name_that_leads_into_a_private_network_is_not_followed() -> None:
    resolver = PublicOnly(but="slack.com")

    with pytest.raises(OSError, match="private"):
        await resolver.resolve("localhost")


@pytest.mark.parametrize(
    ("code", "clean"),
    [("exit 0", True), ("exit 1", False), ("grep -q clean", True), ('cat "$0"; exit 2', None)],
)
async def test_the_scan_says_yes_or_no_or_cannot_tell(tmp_path: Path, code: str, clean: bool | None) -> None:
    scan = Scan(RelaySettings(scan=("/bin/sh", "-c", code)), tmp_path / "scanning")

    if clean is None:
        with pytest.raises(Unscanned):
            await scan.is_clean(b"all clean")
    else:
        assert await scan.is_clean(b"all clean") is clean
    assert list((tmp_path / "scanning").iterdir()) == []


async def test_a_scan_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    scan = Scan(RelaySettings(scan=("/bin/sh", "-c", "sleep 30"), scan_seconds=0.05), tmp_path / "scanning")

    with pytest.raises(Unscanned):
        await scan.is_clean(b"x")


async def test_the_scan_knows_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    scan = Scan(RelaySettings(scan=("/bin/sh", "-c", '[ -z "$SLACK_BOT_TOKEN" ]')), tmp_path / "scanning")

    assert await scan.is_clean(b"x")


def test_a_scan_that_is_not_there_is_known_before() -> None:
    assert program(RelaySettings(scan=("/nowhere/scanner",))) is None
    assert program(RelaySettings(scan=("/bin/sh",))) == "/bin/sh"
