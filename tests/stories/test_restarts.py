"""Baton goes away at every point of a story and comes back: the ticket goes on where it stood."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.intake.learning import Learned
from bot.playground.delivery import Patience
from tests.playground.driver import Json
from tests.stories.stage import House, buttons, everything_in, playing, ticket_of


@pytest.fixture
async def house(tmp_path: Path, learned: Learned) -> AsyncIterator[House]:
    """Slack comes again soon with what nobody took."""
    async with playing(tmp_path, learned, patience=Patience(retry_delays=(0.2,) * 50)) as house:
        yield house


async def said_while_away(house: House, who: str, text: str, below: Json | None = None) -> str:
    """Write something while Baton is away, and have it come back."""
    where = {"channel": below["channel"], "thread_ts": below.get("thread_ts", below["ts"])} if below else {}
    await house.closes()
    ts = await getattr(house, who).says(text, **where)
    await house.opens()
    return str(ts)


async def clicked_and_gone(house: House, who: str, below: Json, action: str) -> None:
    """Press a button, and have Baton go away as soon as it has taken it."""
    await getattr(house, who).clicks(below, action)
    await house.restarts()


async def test_a_handover_with_a_restart_at_every_point(house: House) -> None:
    asked = await said_while_away(house, "ada", "I forgot my password")
    question = await house.ada.sees_next("question", thread=asked)
    await said_while_away(house, "ada", "can I talk to somebody instead", question)
    told = await house.ada.sees_next("notice", "IT desk", thread=asked)
    packet = await house.sam.sees_next("packet", channel="it-support")
    assert ticket_of(packet) == ticket_of(told) == ticket_of(question)

    await clicked_and_gone(house, "sam", packet, "claim")
    await house.ada.sees_next("notice", "Sam Whitfield", thread=asked)
    await house.restarts()
    await house.sara.clicks(packet, "claim")
    await house.sara.is_told("already")

    await said_while_away(house, "sam", "Which system is it?", packet)
    await house.ada.sees_next("relay", "Which system", thread=asked)
    await said_while_away(house, "ada", "the VPN", told)
    await house.sam.sees_next("relay", "the VPN", channel="it-support")

    await house.settles()
    await house.sam.clicks(packet, "resolve")
    await house.sam.fills_in(fix="Reset the VPN token")
    await house.restarts()
    await house.ada.sees_next("notice", "Reset the VPN token", thread=asked)
    survey = await house.ada.sees_next("survey", thread=asked)
    await clicked_and_gone(house, "ada", survey, "feedback:5")
    await said_while_away(house, "ada", "it does not work again", told)
    await house.sam.sees_next("relay", "it does not work again", channel="it-support")
    await house.settles()

    for kind in ("question", "packet", "survey"):
        assert len(await house.posts(kind)) == 1
    assert await house.posts("reply") == []
    relays = [everything_in(post) for post in await house.posts("relay")]
    for text in ("Which system", "the VPN", "it does not work again"):
        assert sum(text in relay for relay in relays) == 1


async def test_a_skill_goes_on_with_what_it_had_found_out(house: House) -> None:
    asked = await said_while_away(house, "ada", "lost my yubikey")
    question = await house.ada.sees_next("question", "YubiKey", thread=asked)

    await clicked_and_gone(house, "ada", question, buttons(question)["Yes, go ahead"])

    await house.ada.sees_next("reply", "no longer counts", thread=asked)
    await house.settles()
    assert len(await house.posts("question")) == 1
    assert len(await house.posts("reply")) == 1


@pytest.mark.parametrize("moment", range(6))
async def test_a_handover_cut_short_at_any_moment_is_one_packet(house: House, moment: int) -> None:
    await house.ada.does("faults", method="chat.postMessage", kind="delay", times=3, seconds=0.1)
    asked = await house.ada.says("can I talk to a person in IT about my mouse")
    await _rows(house, 3 * moment)

    await house.restarts()

    packet = await house.sam.sees_next("packet", "my mouse", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "Sam Whitfield", thread=asked)
    await house.settles()
    assert len(await house.posts("packet")) == 1
    assert len(await house.ada.seen("notice", "passed this to the IT desk", thread=asked)) == 1


async def _rows(house: House, count: int) -> None:
    """Wait until so much more has happened in Slack, or nothing more does."""
    journal = house.playground.space.journal
    begun = journal.last
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(2):
            while journal.last < begun + count:
                await asyncio.sleep(0.002)


async def test_what_was_edited_shown_or_felt_while_baton_was_away_crosses_once(house: House) -> None:
    asked = await house.ada.says("can I talk to a person in IT about my mouse")
    packet = await house.sam.sees_next("packet", "my mouse", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=asked)
    said = await house.ada.says("the red one", thread_ts=asked)
    copy = await house.sam.sees_next("relay", "the red one", channel="it-support")
    await house.settles()

    await house.closes()
    await house.ada.does("edits", channel="@app", ts=said, text="the blue one")
    await house.ada.does("files", channel="@app", thread_ts=asked, name="mouse.png", content="png")
    await house.sam.does("reactions", channel="it-support", ts=copy["ts"], name="+1")
    await house.opens()
    await house.sam.sees_next("relay", "the blue one", channel="it-support")
    await house.restarts()
    await house.settles()

    assert len(await house.sam.seen("relay", channel="it-support")) == 2
    assert sum("files" in post for post in await house.posts()) == 1
    mine = next(message for message in await house.ada.sees() if message["ts"] == said)
    assert [(one["name"], one["count"]) for one in mine["reactions"]] == [("+1", 1)]
