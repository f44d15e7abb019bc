"""Secrets people type are masked before anything is kept: no file, log, packet or message holds them."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import select

import memory
from bot import connections
from bot.store.inbox import InboxBase
from bot.store.session import connect, sessions
from bot.store.tables import metadata
from tests.security.conftest import Kept
from tests.security.payloads import click, command, edit, event, message, submission
from tests.security.secrets import SECRETS, found_in
from tests.security.wire import Wire

pytestmark = pytest.mark.asyncio(loop_scope="module")

MASKED = "I masked it before anything was kept"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def told(wire: Wire, log: Kept) -> AsyncIterator[Wire]:
    """A bot that was told every secret through every entrance."""
    handed = await wire.handed_over()
    await wire.sam.clicks(handed.packet, "claim")
    await wire.settles()
    desk = {"channel": "C0ITSUPPORT", "channel_type": "group", "thread_ts": handed.packet["ts"]}
    for text in SECRETS:
        await wire.sends(event(message(text, "ben")))
        await wire.sends(event(message(f"my laptop is slow, can I talk to a person in IT, {text}", "hana")))
        await wire.sends(event(message(text, thread_ts=handed.thread)))
        await wire.sends(event(message(text, "sam", **desk)))
        await wire.sends(event(edit(text, "ben")))
        await wire.sends(event({"type": "nonsense", "text": text}))
        await wire.sends({"type": "nonsense", "text": text, "event": [text]})
        await wire.sends(event(message(text, "ben", ts=[text])))
        await wire.interacts(submission("support", "", {"request": text}, "ben"))
        await wire.interacts(submission("correct_packet", handed.number, {"correction": text}))
        typed = click("nonsense", text, "ben")
        typed["actions"][0]["type"] = "plain_text_input"
        await wire.interacts(typed)
        await wire.interacts(submission("nonsense", "", {"request": text}) | {"user": text})
        await wire.types(command("/support", text, "ben", address=wire.nowhere))
        await wire.types(command("/coworkers", f"pause bob {text}", "root", address=wire.nowhere))
        await wire.ada.does("files", channel="@app", name=f"{text}.txt", content="x", thread_ts=handed.thread)
    asked = await wire.ben.says("my laptop is slow")
    await wire.sends(event(message(next(iter(SECRETS)), "ben", thread_ts=asked)))
    await wire.interacts(
        submission("resolve_ticket", handed.number, {"fix": "; ".join(SECRETS)}, "sam"),
    )
    await wire.settles()
    yield wire


async def test_no_file_holds_a_byte_of_them(told: Wire) -> None:
    files = [path for path in told.settings.folder.rglob("*") if path.is_file()]

    assert {"baton.db", "inbox.db"} <= {path.name for path in files}
    assert {
        path.name: found for path in files if (found := found_in(path.read_bytes().decode("latin-1")))
    } == {}


async def test_nor_does_what_is_encrypted_in_them(told: Wire) -> None:
    for store, tables in {
        "baton": [
            *metadata.sorted_tables,
            *memory.metadata.sorted_tables,
            *connections.metadata.sorted_tables,
        ],
        "inbox": InboxBase.metadata.sorted_tables,
    }.items():
        engine = connect(f"sqlite+aiosqlite:///{told.settings.folder}/{store}.db")
        async with sessions(engine)() as session:
            for table in tables:
                rows = [str(tuple(row)) for row in await session.execute(select(table))]
                assert (table.name, found_in("\n".join(rows))) == (table.name, [])
        await engine.dispose()


async def test_nothing_that_was_said_holds_them(told: Wire) -> None:
    assert found_in(told.shown()) == []


async def test_no_log_holds_them(told: Wire, log: Kept) -> None:
    assert len(log.lines) > 10
    assert {line[:300]: found for line in log.lines if (found := found_in(line))} == {}


async def test_what_was_not_said_to_us_is_masked_in_silence(told: Wire) -> None:
    said = len(told.calls("chat."))

    root = await told.ada.says("who has the projector?", channel="general")
    await told.ben.says("my password is Vx4!heron-Pond", channel="general", thread_ts=root)
    await told.guest.says("my password is Vx4!heron-Pond", channel="general", thread_ts=root)
    await told.settles()

    assert len(told.calls("chat.")) == said


async def test_the_reply_says_that_something_was_masked(told: Wire) -> None:
    typed = {"my password is Vx4!heron-Pond": "a password", "token ghp_" + "a1B2" * 9: "an access token"}
    for text, kind in typed.items():
        asked = await told.fay.says(f"I forgot my Okta password. {text}")

        await told.fay.sees_next("reply", kind, thread=asked)
        await told.fay.sees_next("reply", MASKED, thread=asked)
