"""Nobody says anything twice: what was told counts after a restart, in other threads, with other people."""

import re
from datetime import datetime

from sqlalchemy import update

from bot.store.base import now
from bot.store.tables import TicketRow
from tests.stories.stage import House, everything_in, ticket_of


async def number_of(house: House, value: str) -> str:
    """What ada can call a fact by."""
    listed = await house.ada.commands("/support remember")
    found = re.search(rf"#(\d+)`[^#]*{re.escape(value)}", listed)
    assert found, listed
    return found.group(1)


async def test_a_single_thing_is_put_right_and_another_forgotten(house: House) -> None:
    await house.ada.asks("my laptop LT-20394 is slow, I am on the 4th floor", gets="question")

    tag = await number_of(house, "LT-20394")
    assert "LT-20395" in await house.ada.commands(f"/support correct #{tag} LT-20395")
    listed = await house.ada.commands("/support remember")
    assert "LT-20395" in listed
    assert "LT-20394" not in listed

    assert "nothing about you under" in await house.ben.commands(f"/support forget #{tag}")
    tag = await number_of(house, "LT-20395")
    assert "forgotten" in await house.ada.commands(f"/support forget #{tag}")
    assert "LT-2039" not in await house.ada.commands("/support remember")


async def test_what_solved_it_last_time_is_told_to_whoever_asked_then(house: House) -> None:
    await house.ada.says("my laptop LT-1001 makes a grinding noise, can I talk to someone in IT?")
    packet = await house.sam.sees_next("packet", "grinding noise", channel="it-support")
    await house.sam.clicks(packet, "claim")
    await house.sam.clicks(packet, "resolve")
    await house.sam.fills_in(fix="Replaced the left fan")
    await house.ada.sees_next("notice", "Replaced the left fan")
    opened = await _move_to_march(house)

    told = await house.ada.asks("how did you fix the noise of my laptop in March?", gets="reply")
    assert "Replaced the left fan" in everything_in(told)
    assert f"March {opened.year}" in everything_in(told)

    again = "my laptop makes that grinding noise, like last time. Can I talk to someone in IT?"
    await house.ada.asks(again, gets="notice", containing="Replaced the left fan")
    second = await house.sam.sees_next("packet", channel="it-support", nth=2)
    assert "like last time" in everything_in(second)

    other = await house.ben.asks("how did you fix the noise of my laptop in March?", gets="reply")
    assert "find nothing of yours" in everything_in(other)


async def _move_to_march(house: House) -> datetime:
    """As if all tickets had been opened in March of last year."""
    then = now().replace(year=now().year - 1, month=3, day=4)
    async with house.bot.rooms.sessions.begin() as session:
        await session.execute(update(TicketRow).values(opened_at=then))
    return then


async def test_nothing_is_asked_twice_across_restarts_threads_and_people(house: House) -> None:
    which = await house.ben.asks("my laptop has become so slow", gets="question", containing="Which laptop")
    await house.restarts()
    when = await house.ben.adds(which, "CRP-2311", gets="question", containing="When is it slow")
    await house.restarts()
    told = await house.ben.adds(when, "let me talk to a person first", gets="notice")

    packet = await house.sam.sees_next("packet", ticket_of(told), channel="it-support")
    assert "CRP-2311" in everything_in(packet)
    await house.sam.clicks(packet, "return_to_coworker")
    again = await house.ben.sees_next("question", "When is it slow", thread=when["thread_ts"], nth=2)
    await house.ben.adds(again, "All the time", gets="reply")

    country = await house.sara.asks("how many vacation days do I have left?", gets="question")
    await house.sara.adds(country, "US", gets="reply")
    await house.restarts()
    await house.sara.asks("and how much sick leave do I have left?", gets="reply", containing="sick")

    answered = ("Which laptop", "country")
    asked = [everything_in(post) for post in await house.posts("question")]
    assert [sum(text in question for question in asked) for text in answered] == [1, 1]


async def test_what_an_admin_states_for_the_company_answers_everybody(house: House) -> None:
    await house.root.commands("/coworkers fact parental leave contact: Lena Brandt, extension 4417")
    told = await house.ada.asks("who is the contact for parental leave?", gets="reply")
    assert "Lena Brandt, extension 4417" in everything_in(told)


async def test_what_somebody_told_once_is_recalled_for_them_alone(house: House) -> None:
    await house.ada.asks("my dock at desk 4.31 charges only on the left side", gets="question")
    await house.restarts()
    told = await house.ada.asks("what did I tell you about the docking station?", gets="reply")
    assert "only on the left side" in everything_in(told)
    other = await house.ben.asks("what did I tell you about the docking station?", gets="reply")
    assert "nothing from you yet" in everything_in(other)
