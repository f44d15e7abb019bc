"""When something breaks: a person hears of it with everything in hand, and nothing is lost or said twice."""

import asyncio
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.governance.audit import Outcome
from bot.intake import hearing
from bot.intake.learning import Learned
from bot.intake.runs import running
from bot.store.tables import AuditRow
from skills import Ask, Choice, Run, catalog, step
from skills.contract import Step
from tests.stories.stage import House, buttons, everything_in, playing, ticket_of


@step("Do what it does")
async def broken(run: Run) -> None:
    """A step that fails in a way nobody foresaw."""
    raise ZeroDivisionError("the secret of the stack trace")


@step("Do what it does")
async def endless(run: Run) -> None:
    """A step that never comes back."""
    await asyncio.Event().wait()


@step("Do what it does")
async def puzzled(run: Run) -> Ask:
    """A step that is never content."""
    return Ask("Which one is it?", "system", (Choice("This one", "this"),))


def with_step(house: House, skill: str, behaviour: Step) -> None:
    """Give a skill another behaviour under the same name."""
    known = house.learned.catalog.skills
    changed = {**known, skill: replace(known[skill], steps=(behaviour,))}
    house.bot.rooms.catalog = replace(house.learned.catalog, skills=changed)


async def failures(house: House) -> list[str]:
    """What the audit says has failed."""
    async with house.bot.rooms.sessions() as session:
        query = select(AuditRow.action).where(AuditRow.outcome == Outcome.FAILED)
        return list(await session.scalars(query))


async def test_a_skill_that_breaks_hands_over_in_plain_words(house: House) -> None:
    with_step(house, "password_reset", broken)

    told = await house.ada.asks("I forgot my Okta password", gets="notice", containing="IT desk")

    packet = await house.sam.sees_next("packet", "failed in a way it should not", channel="it-support")
    assert "secret of the stack trace" not in everything_in(packet) + everything_in(told)


async def test_a_skill_that_hangs_hands_over_with_the_reason(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "STEP_SECONDS", 0.05)
    with_step(house, "password_reset", endless)

    await house.ada.asks("I forgot my Okta password", gets="notice", containing="IT desk")

    await house.sam.sees_next("packet", "took longer than", channel="it-support")


async def test_a_skill_that_was_changed_under_an_open_request_hands_over(house: House) -> None:
    question = await house.ada.asks("I forgot my password", gets="question")
    known = house.learned.catalog.skills
    changed = {**known, "password_reset": replace(known["password_reset"], code_hash="another")}
    house.bot.rooms.catalog = replace(house.learned.catalog, skills=changed)

    await house.ada.adds(question, "okta", gets="notice", containing="IT desk")

    await house.sam.sees_next("packet", "was changed", channel="it-support")


async def test_a_skill_that_asks_again_and_again_hands_over(house: House) -> None:
    with_step(house, "password_reset", puzzled)
    question = await house.ada.asks("I forgot my Okta password", gets="question")

    for _ in range(8):
        await house.ada.says("hm, I cannot say", thread_ts=question["thread_ts"])
    await house.ada.sees_next("notice", "IT desk", thread=question["thread_ts"])
    await house.settles()

    assert len(await house.posts("packet")) == 1


async def test_a_person_who_stays_unclear_gets_a_person(house: House) -> None:
    question = await house.ada.asks("it is broken", gets="question")
    await house.ada.says("you know, the thing", thread_ts=question["thread_ts"])
    await house.ada.says("just the usual", thread_ts=question["thread_ts"])
    await house.ada.says("as I said", thread_ts=question["thread_ts"])

    await house.ada.sees_next("notice", "passed this to the", thread=question["thread_ts"])
    await house.settles()
    assert len(await house.posts("packet")) == 1


async def test_trouble_in_triage_becomes_a_ticket_for_a_person(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def confused(*_: Any) -> None:
        raise RuntimeError("the model is gone")

    monkeypatch.setattr(type(house.bot.rooms.triage), "guess_all", confused)
    with caplog.at_level(logging.CRITICAL):
        told = await house.ada.asks("my laptop is so slow today", gets="notice", containing="a person")

    packet = await house.sam.sees_next("packet", "my laptop is so slow today", channel="it-support")
    assert ticket_of(told) == ticket_of(packet)
    assert "turn" in await failures(house)


async def test_trouble_in_a_handler_becomes_a_ticket_for_a_person(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken_door(*_: Any) -> list[int]:
        raise RuntimeError("the handler broke")

    monkeypatch.setattr(hearing, "hear", broken_door)

    await house.ada.asks("I forgot my Okta password", gets="notice", containing="Something went wrong")

    await house.sam.sees_next("packet", "I forgot my Okta password", channel="it-support")
    assert "turn" in await failures(house)


async def test_trouble_behind_a_button_is_told_to_whoever_pressed_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = await house.ada.asks("can I talk to somebody in IT", gets="notice")
    packet = await house.sam.sees_next("packet", channel="it-support")

    async def broken_claim(*_: Any) -> None:
        raise RuntimeError("the desk broke")

    monkeypatch.setattr(type(house.bot.rooms.desk), "claim", broken_claim)
    await house.sam.clicks(packet, "claim")

    await house.sam.is_told("nothing was changed")
    assert await house.ada.seen("notice", "has taken", thread=told["thread_ts"]) == []


async def test_a_broken_skill_folder_leaves_the_others_working(tmp_path: Path, learned: Learned) -> None:
    (tmp_path / "folder" / "broken").mkdir(parents=True)
    (tmp_path / "folder" / "broken" / "skill.py").write_text("import nowhere\n")
    loaded = catalog.load([catalog.BUILT_IN, tmp_path / "folder"])
    assert loaded.faults

    async with playing(tmp_path, replace(learned, catalog=loaded)) as house:
        await house.ada.asks("I forgot my Okta password", gets="reply", containing="one-time link")


async def test_a_restart_forgets_nothing(house: House) -> None:
    question = await house.ada.asks("I forgot my password", gets="question")
    leave = await house.sara.asks("how many vacation days do I have left?", gets="question")
    await house.sara.adds(leave, "US", gets="reply", containing="PTO")
    told = await house.ben.asks("can I talk to a person in IT about my mouse", gets="notice")
    packet = await house.sam.sees_next("packet", "my mouse", channel="it-support")

    await house.restarts()

    reply = await house.ada.presses(question, buttons(question)["Okta"], gets="reply")
    assert "AI coworker" not in everything_in(reply), "they have met"
    await house.sara.asks("how much sick leave do I have left?", gets="reply", containing="sick")
    await house.sam.clicks(packet, "claim")
    await house.ben.sees_next("notice", "Sam Whitfield", thread=told["thread_ts"])


async def test_the_same_event_twice_is_one_message(house: House) -> None:
    reply = await house.ada.asks("I forgot my Okta password", gets="reply")
    await house.settles()
    rows = house.playground.space.journal.rows()
    delivery = next(r["n"] for r in rows if r["what"] == "delivery" and "forgot" in str(r["data"]))

    await house.ada.does("redeliver", n=delivery)
    await house.settles()

    assert len(await house.posts("reply", reply["thread_ts"])) == 1


@pytest.mark.parametrize("kind", ["error_before", "error_after", "drop_after", "ratelimited"])
async def test_slack_s_troubles_neither_lose_nor_double_an_answer(house: House, kind: str) -> None:
    fault = {"method": "chat.postMessage", "kind": kind, "times": 1, "retry_after": 0.1}
    await house.ada.does("faults", **fault)

    reply = await house.ada.asks("I forgot my Okta password", gets="reply")
    await house.settles()

    assert len(await house.posts("reply", reply["thread_ts"])) == 1


async def test_a_desk_whose_channel_is_gone_leaves_nobody_in_the_dark(house: House) -> None:
    space = house.playground.space
    channel = space.channels.named("it-support")
    assert channel is not None
    space.channels.leave(channel, space.people.app_id)
    await house.settles()

    await house.ada.asks("can I talk to somebody in IT", gets="notice", containing="nobody has seen this yet")

    await house.ada.asks("how many vacation days do I have left?", gets="reply")


async def test_what_staff_write_below_a_packet_crosses_before_we_know_that_it_arrived(house: House) -> None:
    await house.ada.does("faults", method="chat.postMessage", kind="drop_after")
    await house.ada.does("faults", method="conversations.history", kind="delay", seconds=1)
    asked = await house.ada.says("can I talk to a person in IT about a humming monitor")
    packet = await house.sam.sees_next("packet", "humming", channel="it-support")

    await house.sam.clicks(packet, "claim")
    await house.sam.says("Does it hum when it is off?", channel="it-support", thread_ts=packet["ts"])

    await house.ada.sees_next("relay", "hum when it is off", thread=asked)
