"""Nobody repeats themselves, and it is measured: a packet put right, rated, and a question asked again."""

import pytest

from bot.learning.handovers import handovers
from tests.playground.driver import Json
from tests.stories.stage import Actor, House, everything_in, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def handed(office: House, employee: Actor, *said: str) -> tuple[Json, Json, Json]:
    """What was said, then a wish for a person: the notice, the packet, and the details below it."""
    first = await employee.asks(said[0], gets="question")
    for text in (*said[1:], "please let me talk to a person in IT"):
        await employee.says(text, thread_ts=first["thread_ts"])
    told = await employee.sees_next("notice", "IT desk", thread=first["thread_ts"])
    packet = await office.sam.sees_next("packet", f"{ticket_of(told)} ", channel="it-support")
    details = await office.sam.sees_next("notice", "words", channel="it-support", thread=packet["ts"])
    return told, packet, details


async def test_an_employee_reads_the_packet_and_puts_it_right_before_staff_arrive(office: House) -> None:
    told, packet, _ = await handed(
        office, office.ada, "my laptop is slow", "I sit in room 4.12", "tag CRP-1042"
    )

    await office.ada.clicks(told, "correct_packet")
    await office.settles()
    form = everything_in({"blocks": (await office.ada.looks("views"))["views"][-1]["blocks"]})
    for piece in ("my laptop is slow", "4.12", "CRP-1042", "Why it comes to you", "Next step"):
        assert piece in form
    await office.ada.fills_in(correction="It is room 4.21")
    await office.ada.sees_next("notice", "correction", thread=told["thread_ts"])
    await office.settles()

    card = next(m for m in await office.sam.sees("it-support") if m["ts"] == packet["ts"])
    assert "It is room 4.21" in everything_in(card)
    assert "Waiting for somebody to claim it" in everything_in(card)


async def test_staff_rate_a_packet_and_say_what_they_still_had_to_ask(office: House) -> None:
    told, _, details = await handed(office, office.ben, "my laptop is so slow today")
    number = ticket_of(told).removeprefix("T-")

    await office.sam.clicks(details, "rate_packet:yes")
    await office.sam.is_told("your last click")
    await office.sam.clicks(details, "still_asked", f"{number}|device")
    await office.sara.clicks(details, "rate_packet:no")
    await office.settles()

    async with office.bot.rooms.sessions() as session:
        found = await handovers(session, office.bot.rooms.team, ["it"])
    assert (found.judged, found.useful, found.lacked) == (2, 1, {"device": 1})


async def test_a_question_that_the_packet_answers_is_counted(office: House) -> None:
    told, packet, _ = await handed(office, office.ada, "my laptop is slow again", "the tag is CRP-1043")
    await office.sam.clicks(packet, "claim")
    await office.ada.sees_next("notice", "has taken", thread=told["thread_ts"])

    for text in ("Hi Ada, what's your asset tag?", "Does it get hot?", "// what a day, which laptop?"):
        await office.sam.says(text, channel="it-support", thread_ts=packet["ts"])
    await office.ada.sees_next("relay", "get hot", thread=told["thread_ts"])
    await office.sam.clicks(packet, "resolve")
    await office.sam.fills_in(fix="Cleaned the fan")
    survey = await office.ada.sees_next("survey", thread=told["thread_ts"])
    await office.ben.clicks(survey, "feedback:repeat_no")
    await office.ada.clicks(survey, "feedback:repeat_yes")
    await office.ada.is_told("Thank you")
    await office.settles()

    report = await office.root.commands("/coworkers report")
    assert "Asked again though the packet said it: 100% (1 of 1 people took); 1 of 2 questions" in report
    assert "Had to repeat themselves: 100% (1 of 1 who answered)" in report
    assert "Came back after being solved: 0% (0 of 1 solved by people)" in report
