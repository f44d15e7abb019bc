"""“Forget me”: not a word of hers is left in any store, the desk knows why, and the audit still holds."""

import asyncio
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession
from typer.testing import CliRunner

from bot.cli.main import app
from bot.intake.commands import forgetting
from bot.settings import Settings
from bot.store.erasure import Whose, erase
from bot.store.sealed import vault
from bot.store.tables import AuditRow, RunRow, TicketRow, TimerRow
from tests.playground.driver import Json
from tests.stories.stage import House, everything_in, ticket_of

SEALED = re.compile(r"[0-9a-f]{8}:gAAAA")
CANARY = "marmalade"
ADA = "U000000ADA"


@pytest.fixture(autouse=True)
def _soon() -> Iterator[None]:
    """It is gone over again sooner than usual."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forgetting, "AGAIN", (timedelta(seconds=0.3),))
        yield


def kept(folder: Path, word: str) -> dict[str, int]:
    """In which columns of which tables a word stands, once all that is sealed is opened; how often."""
    found: dict[str, int] = {}
    for file in sorted(folder.glob("*.db")):
        with closing(sqlite3.connect(file)) as store:
            for (table,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = store.execute(f"SELECT * FROM {table}")
                names = [f"{file.stem}.{table}.{name}" for name, *_ in rows.description]
                for place in (
                    p for row in rows for p, cell in zip(names, row, strict=True) if word in opened(cell)
                ):
                    found[place] = found.get(place, 0) + 1
    return found


def opened(value: object) -> str:
    """What stands in a column, as text."""
    text = str(value)
    return vault.open(text) if SEALED.match(text) else text


def listed(settings: Settings, *options: str) -> list[str]:
    """What `baton audit` says, run on this store; lines."""
    environment = {"DATABASE_URL": settings.database_url, "BATON_CONFIG": ""}
    ran = CliRunner().invoke(app, ["audit", *options], env=environment)
    return [str(ran.exit_code), *ran.stdout.splitlines()]


async def rung(house: House) -> None:
    """Wait until it was gone over again."""
    async with asyncio.timeout(10):
        waiting = select(func.count()).where(TimerRow.what.startswith(forgetting.FORGET))
        while True:
            async with house.bot.rooms.sessions() as session:
                if not await session.scalar(waiting):
                    break
            await asyncio.sleep(0.02)
    await house.settles()


async def full_of(house: House, word: str) -> tuple[Json, Json]:
    """Ada's conversations: solved by a coworker, solved by people, at the desk, with a question open."""
    await house.ada.asks(f"I forgot my Okta password, {word} is my hint", gets="reply")
    told = await house.ada.asks(f"can I talk to a person in IT about {word}", gets="notice")
    packet = await house.sam.sees_next("packet", word, channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=told["thread_ts"])
    await house.ada.says(f"the {word} is stuck", thread_ts=told["thread_ts"])
    await house.sam.sees_next("relay", f"the {word} is stuck", channel="it-support")
    await house.sam.says(f"Which {word} do you mean?", channel="it-support", thread_ts=packet["ts"])
    await house.ada.sees_next("relay", "do you mean", thread=told["thread_ts"])
    await house.settles()
    await house.sam.clicks(packet, "resolve")
    await house.sam.fills_in(fix=f"Took the {word} out of the drive with a spoon and cleaned it well.")
    await house.ada.sees_next("survey")
    await house.ada.asks(f"my laptop has been slow since the {word}", gets="question")
    waiting = await house.ada.asks(f"I want a person in IT, the {word} is back", gets="notice")
    packet = await house.sam.sees_next("packet", "is back", channel="it-support")
    await house.sam.clicks(packet, "wrong_route")
    await house.sam.fills_in(right="desk:facilities", example=f"{word} again", reason="A smell.")
    await house.root.sees_next("notice", "the wrong way")
    packet = await house.fay.sees_next("packet", "is back", channel="facilities-support")
    await house.settles()
    return waiting, packet


async def test_nothing_she_said_is_left_anywhere(house: House, tmp_path: Path) -> None:
    await house.ben.asks("I forgot my Okta password, treacle is my hint", gets="reply")
    _, packet = await full_of(house, CANARY)
    before = kept(tmp_path, CANARY)
    assert {"baton.tickets.request", "baton.outbox.body", "baton.memory_messages.text"} < set(before)

    answer = await house.ada.commands("/support forget me")
    await house.settles()
    await rung(house)

    assert "I have forgotten you" in answer
    assert f"{ticket_of(packet)} were still open" in answer
    assert kept(tmp_path, CANARY) == {}
    assert kept(tmp_path, "treacle"), "what Ben said stays"
    raw = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert CANARY.encode() not in raw
    seen = [*await house.sam.sees("it-support"), *await house.fay.sees("facilities-support")]
    seen += await house.root.sees("@app")
    assert CANARY not in "".join(everything_in(each) for each in seen if each.get("metadata"))
    (word,) = await house.fay.seen("notice", "wants all of it forgotten", channel="facilities-support")
    assert ticket_of(packet) in word["text"]
    async with house.bot.rooms.sessions() as session:
        assert not await session.scalar(select(func.count()).where(AuditRow.actor == ADA))
    assert "no requests yet" in await house.ada.commands("/support mine")
    assert "Nothing yet" in await house.ada.commands("/support remember")

    await house.closes()
    status, verdict = await asyncio.to_thread(listed, house.settings, "verify")
    assert (status, "holds" in verdict) == ("0", True)
    found = await asyncio.to_thread(listed, house.settings, "list", "--csv", "--actor", ADA)
    assert any("/support forget" in line for line in found), "who asks for her by her id finds her"
    with closing(sqlite3.connect(tmp_path / "baton.db")) as store:
        store.execute("UPDATE audit SET actor = 'nobody' WHERE action = '/support forget'")
        store.commit()
    status, verdict = await asyncio.to_thread(listed, house.settings, "verify")
    assert (status, "now says '/support forget' by 'nobody'" in verdict) == ("1", True)


async def test_others_of_her_incident_still_wait_by_an_empty_card(house: House, tmp_path: Path) -> None:
    report = "the VPN is down since {} and drops all the time, I want a person in IT"
    await house.ada.asks(report.format(CANARY), gets="notice")
    lead = await house.sam.sees_next("packet", CANARY, channel="it-support")
    told = await house.ben.asks(report.format("this morning"), gets="notice")
    packet = await house.sam.sees_next("packet", "this morning", channel="it-support")
    await house.settles()
    await house.sam.clicks(packet, "link_ticket")
    await house.ben.sees_next("notice", "Several people report", thread=told["thread_ts"])

    answer = await house.ada.commands("/support forget me")
    await house.settles()
    await rung(house)

    assert "still open" not in answer
    assert kept(tmp_path, CANARY) == {}
    card = next(m for m in await house.sam.sees("it-support") if m["ts"] == lead["ts"])
    assert "others still wait" in everything_in(card)
    assert CANARY not in everything_in(card)
    await house.sam.clicks(card, "claim")
    await house.settles()
    await house.sam.clicks(card, "resolve")
    await house.sam.fills_in(fix="The gateway was restarted")
    await house.ben.sees_next("notice", "has solved", thread=told["thread_ts"])


async def test_what_a_running_skill_writes_down_meanwhile_goes_too(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AGAIN", (timedelta(seconds=1.5),))
    await house.ada.asks("I forgot my Okta password", gets="reply")
    await house.ada.commands("/support forget me")
    async with house.bot.rooms.sessions.begin() as session:
        await session.execute(update(RunRow).values(found={"hint": CANARY}))
        await session.execute(update(TicketRow).values(why=f"{CANARY}."))

    await rung(house)

    assert kept(tmp_path, CANARY) == {}
    again = await house.ada.asks("I forgot my Okta password, apricot is my hint", gets="reply")
    assert kept(tmp_path, "apricot"), "what she says afterwards is new"
    assert again


async def test_what_fails_in_the_middle_is_nothing_yet_and_is_done_over(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.ada.asks(f"I forgot my Okta password, {CANARY} is my hint", gets="reply")
    whole = kept(tmp_path, CANARY)
    failed = asyncio.Event()

    async def fails_once(session: AsyncSession, whose: Whose) -> None:
        await erase(session, whose)
        if not failed.is_set():
            failed.set()
            raise OperationalError("", None, OSError("the disk is gone"))

    monkeypatch.setattr(forgetting, "erase", fails_once)
    await house.ada.does("commands", channel="general", command="/support", text="forget me")
    await asyncio.wait_for(failed.wait(), 10)
    assert kept(tmp_path, CANARY) == whole

    await house.ada.is_told("I have forgotten you")
    assert "baton.tickets.request" not in kept(tmp_path, CANARY)
