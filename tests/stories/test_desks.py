"""Which desk a wish for a person reaches: by its words, by asking once, by waiting two minutes."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.intake.requests import DEFAULT_DESK
from bot.store.base import now
from bot.store.tables import TimerRow
from tests.stories.stage import House, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("words", "channel", "reader"),
    [
        ("I want a person, my laptop is broken", "it-support", "sara"),
        ("can I talk to somebody about parental leave", "hr-support", "hana"),
        ("please get me a human, my door badge does not open", "facilities-support", "fay"),
    ],
)
async def test_the_words_name_the_desk(office: House, words: str, channel: str, reader: str) -> None:
    await office.ben.asks(words, gets="notice")

    await getattr(office, reader).sees_next("packet", words, channel=channel)


async def test_without_a_word_about_it_one_question_asks_for_the_team(office: House) -> None:
    question = await office.ada.asks("I want to talk to someone", gets="question", containing="Which team")

    await office.ada.adds(question, "it's about my payslip, I think", gets="notice", containing="HR desk")

    assert len(await office.ada.seen("question", thread=question["thread_ts"])) == 1


async def test_the_team_is_taken_from_a_new_message_and_said_so(office: House) -> None:
    question = await office.root.asks("I want a human", gets="question", containing="Which team")

    await office.root.asks("facilities", gets="notice", containing="took this as the answer")

    assert await office.fay.sees_next("packet", "Ruth Okafor", channel="facilities-support")
    assert await office.root.seen("notice", thread=question["thread_ts"]) == []


async def test_unanswered_for_two_minutes_it_goes_to_it(office: House) -> None:
    question = await office.sara.asks("agent please", gets="question", containing="two minutes")
    number = int(ticket_of(question).removeprefix("T-"))
    due = await _comes_due(office, number)
    assert timedelta(seconds=100) < due - now() <= timedelta(seconds=120)

    await office.sara.sees_next("notice", "IT desk", thread=question["thread_ts"])

    await office.sam.sees_next("packet", "did not say which team", channel="it-support")


async def test_an_answered_question_about_the_team_rings_no_more(office: House) -> None:
    question = await office.hana.asks("talk to a human", gets="question")
    await office.hana.adds(question, "hr", gets="notice", containing="HR desk")
    number = int(ticket_of(question).removeprefix("T-"))
    await _comes_due(office, number)
    async with asyncio.timeout(5):
        while await _timers(office, number):
            await asyncio.sleep(0.05)
    await office.settles()

    packets = [m for m in await office.posts("packet") if ticket_of(m) == ticket_of(question)]
    assert len(packets) == 1


async def _comes_due(house: House, number: int) -> datetime:
    """Let the question about the team have waited long enough; when it would have."""
    query = select(TimerRow).where(TimerRow.ticket == number, TimerRow.what == DEFAULT_DESK)
    async with house.bot.rooms.sessions.begin() as session:
        timer = (await session.scalars(query)).one()
        due, timer.due_at = timer.due_at, now()
    return due


async def _timers(house: House, number: int) -> int:
    async with house.bot.rooms.sessions() as session:
        query = select(TimerRow).where(TimerRow.ticket == number, TimerRow.due_at <= now())
        return len((await session.scalars(query)).all())
