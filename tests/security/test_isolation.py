"""What one person said is shown to no other: not by memory, not in answers, packets, channels, or logs."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import select

import memory
from bot.intake.commands.forgetting import FORGET, let_go
from bot.intake.learning import Learned
from bot.intake.rooms import Rooms
from bot.store.sealed import vault
from bot.store.session import Sessions, connect, sessions
from bot.store.tables import AuditRow, StepRow, TimerRow, metadata
from memory import Fact, LexicalEmbedder, Memory, Role, Said
from tests.playground.driver import Json
from tests.stories.stage import House, everything_in, playing
from tests.tables import create_tables

MORNING = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEAMS = ("T1", "T2")
PEOPLE = [f"U{n:02}" for n in range(25)]
EVERYBODY = list(product(TEAMS, PEOPLE))


def canary(team: str, person: str) -> str:
    """A word that nobody else says."""
    return f"canary{team}{person}x".lower()


def theirs(shown: object) -> set[str]:
    """Whose canaries stand in something that is shown to somebody."""
    text = str(shown).lower()
    return {word for each in EVERYBODY if (word := canary(*each)) in text}


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Sessions]:
    vault.unlock([b"k" * 32])
    engine = connect(f"sqlite+aiosqlite:///{tmp_path}/baton.db")
    await create_tables(engine, [memory.metadata, metadata])
    yield sessions(engine)
    await engine.dispose()


async def said_by_everybody(store: Sessions, mind: Memory) -> None:
    """Each says the same with a word of their own; people and threads have the same ids in both teams."""
    async with store.begin() as session:
        for n, (team, person) in enumerate(EVERYBODY):
            word, at, here = canary(team, person), MORNING + timedelta(minutes=n), f"D{person}:1.0"
            told = f"My asset tag is {word} and I prefer mornings. The error is 0x{n:08X} on {word}."
            for role, text in ((Role.EMPLOYEE, told), (Role.COWORKER, f"I have noted {word}.")):
                await mind.hear(session, Said(f"{n}:{role}", team, person, here, "Somebody", role, text, at))
            await mind.note(session, team, person, [Fact("asset", word, f"{n}:1", at, here)])


async def test_memory_tells_fifty_people_in_two_teams_only_what_is_theirs(store: Sessions) -> None:
    mind = Memory(vault, LexicalEmbedder())
    await said_by_everybody(store, mind)
    question = "what is my asset tag, and the error on canaryT1U07x?"

    for team, person in EVERYBODY:
        own, here = {canary(team, person)}, f"D{person}:1.0"
        async with store() as session:
            shown = {
                "context": await mind.context(session, team, person, here, asked=question),
                "context elsewhere": await mind.context(session, team, person, "D99:1.0", asked=question),
                "recalled": await mind.recall(session, team, person, question, 50),
                "facts": await mind.facts(session, team, person, current=False),
                "about": await mind.about(session, team, person),
                "latest": await mind.latest(session, team, person, "asset"),
                "summary": await mind.summary(session, team, here),
                "transcript": await mind.transcript(session, team, here),
            }
            others = await mind.context(session, team, person, "C1:1.0", elsewhere=False, asked=question)
        assert {what: theirs(each) for what, each in shown.items()} == dict.fromkeys(shown, own)
        assert theirs(others) == set(), "where others read along, nothing of elsewhere is told"


async def test_forgetting_one_takes_nothing_from_the_others(store: Sessions) -> None:
    mind = Memory(vault, LexicalEmbedder())
    await said_by_everybody(store, mind)
    async with store.begin() as session:
        await mind.forget(session, "T1", "U07")

    async with store() as session:
        gone = [each for each in EVERYBODY if not await mind.about(session, *each)]
        left = await mind.recall(session, "T2", "U07", "what is my asset tag?", 5)
    assert gone == [("T1", "U07")]
    assert theirs(left) == {canary("T2", "U07")}


async def test_what_another_replica_holds_in_its_memory_goes_too(store: Sessions) -> None:
    mind = Memory(vault, LexicalEmbedder())
    await said_by_everybody(store, mind)
    async with store.begin() as session:
        for person in ("U07", "U08"):
            await mind.recall(session, "T1", person, "what is my asset tag?")
        session.add(TimerRow(id="t", due_at=MORNING, conversation="U07", what=f"{FORGET}U07"))

    await let_go(cast("Rooms", SimpleNamespace(sessions=store, memory=mind, team="T1")))

    assert list(mind._recollection._kept) == [("T1", "U08")]


ASKED = {
    "ada": "I want a person in IT, {} is on fire",
    "ben": "I want a person in HR about {}",
    "fay": "I want a person in facilities, {} leaks",
    "sara": "my laptop has been slow since {}",
    "root": "how much may a hotel in Paris cost, {}?",
}


STAFF = {"sam": "it-support", "hana": "hr-support", "fay": "facilities-support"}


async def test_nothing_crosses_between_people_who_talk_to_one_bot(
    tmp_path: Path, learned: Learned, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with playing(tmp_path, learned) as house:
        await asyncio.gather(*(_talk(house, name) for name in ASKED))
        await house.settles()
        direct = {name: _whose(await getattr(house, name).sees("@app")) for name in ASKED}
        desks = {desk: _whose(await getattr(house, who).sees(desk)) for who, desk in STAFF.items()}
        async with house.bot.rooms.sessions() as session:
            tables = (AuditRow, StepRow)
            rows = [vars(row) for table in tables for row in await session.scalars(select(table))]

    assert direct == {name: {name} for name in ASKED}
    assert desks == {"it-support": {"ada"}, "hr-support": {"ben"}, "facilities-support": {"fay"}}
    assert "canary" not in str(rows)
    assert "canary" not in caplog.text


async def _talk(house: House, name: str) -> None:
    person = getattr(house, name)
    await person.says(ASKED[name].format(f"canary-{name}"))
    await person.says("what do you remember about me?")


def _whose(messages: list[Json]) -> set[str]:
    shown = "".join(map(everything_in, messages))
    return {name for name in ASKED if f"canary-{name}" in shown}
