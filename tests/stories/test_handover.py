"""Asking for a person: one packet with everything said, at the right desk; and the talk through the relay."""

import asyncio

import pytest

from bot.store.tables import TicketRow
from tests.playground.driver import Json
from tests.stories.stage import Actor, House, everything_in, kind_of, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def handed(house: House, employee: Actor, about: str) -> tuple[Json, Json]:
    """A request at the IT desk: the notice in the employee's thread, and the packet."""
    told = await employee.asks(f"can I talk to a person in IT about {about}", gets="notice")
    return told, await house.sam.sees_next("packet", about, channel="it-support")


async def claimed(house: House, employee: Actor, about: str) -> tuple[Json, Json]:
    """The same, claimed by Sam."""
    told, packet = await handed(house, employee, about)
    await house.sam.clicks(packet, "claim")
    taken = await employee.sees_next("notice", "has taken", thread=told["thread_ts"])
    await house.settles()  # the packet shows it, too, and has other buttons now
    return taken, packet


async def thread_under(packet: Json, reader: Actor) -> list[Json]:
    """What stands in a packet's thread."""
    return [m for m in await reader.sees("it-support") if m.get("thread_ts") == packet["ts"] != m["ts"]]


async def test_after_six_messages_one_packet_holds_every_identifier(office: House) -> None:
    said = [
        "my laptop has been so slow since the update",
        "the tag is CRP-1042",
        "it shows error 0x80070057 in the log",
        "the order number was PO-88312",
        "I also wrote to vendor@printers.example about it",
        "can I talk to someone",
    ]
    first = await office.ada.asks(said[0], gets="question")
    for text in said[1:]:
        await office.ada.says(text, thread_ts=first["thread_ts"])
    told = await office.ada.sees_next("notice", "IT desk", thread=first["thread_ts"])
    await office.settles()

    packet, *more = [m for m in await office.posts("packet") if ticket_of(m) == ticket_of(told)]
    shown = everything_in(packet) + "".join(map(everything_in, await thread_under(packet, office.sam)))
    assert more == []
    for identifier in ("CRP-1042", "0x80070057", "PO-88312", "vendor@printers.example"):
        assert identifier in shown
    assert len(await office.ada.seen("notice", "passed this to the IT desk", thread=first["thread_ts"])) == 1


async def test_twenty_claim_at_once_and_one_has_it(office: House) -> None:
    told, packet = await handed(office, office.ada, "twenty clicks")

    people = [office.sam, office.sara] * 10
    await asyncio.gather(*(person.clicks(packet, "claim") for person in people))
    await office.settles()

    async with office.bot.rooms.sessions() as session:
        ticket = await session.get_one(TicketRow, int(ticket_of(packet).removeprefix("T-")))
    winner = {"U000000SAM": "Sam", "U00000SARA": "Sara"}[ticket.assignee or ""]
    assert len(await office.ada.seen("notice", "has taken", thread=told["thread_ts"])) == 1
    loser = office.sara if winner == "Sam" else office.sam
    await loser.is_told(f"{ticket.id} already")
    card = next(m for m in await office.sam.sees("it-support") if m["ts"] == packet["ts"])
    assert f"<@{ticket.assignee}>" in everything_in(card)


async def test_the_click_of_another_desk_changes_nothing(office: House) -> None:
    _, packet = await handed(office, office.ben, "a stranger's click")

    await office.otherbot.does("clicks", channel="it-support", ts=packet["ts"], action_id="claim")
    await office.root.does("members", channel="it-support")
    await office.root.clicks(packet, "claim")
    await office.settles()

    async with office.bot.rooms.sessions() as session:
        ticket = await session.get_one(TicketRow, int(ticket_of(packet).removeprefix("T-")))
    assert ticket.assignee in {None, "U00000ROOT"}


async def test_release_puts_it_back_for_a_colleague(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a mouse that drifts")

    await office.sam.clicks(packet, "release")
    await office.ada.sees_next("notice", "back on the IT desk", thread=told["thread_ts"])
    await office.sara.clicks(packet, "claim")

    await office.ada.sees_next("notice", "Sara Lindqvist", thread=told["thread_ts"])


async def test_assign_gives_it_to_a_colleague(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a wobbly dock")

    await office.sam.clicks(packet, "assign")
    await office.sam.fills_in(assignee="U00000SARA")

    await office.ada.sees_next("notice", "Sara Lindqvist", thread=told["thread_ts"])
    await office.sara.sees_next("notice", "asked you to take", channel="it-support", thread=packet["ts"])


async def test_what_goes_back_to_the_coworker_is_carried_on(office: House) -> None:
    question = await office.ben.asks("I forgot my password", gets="question")
    told = await office.ben.adds(question, "let me talk to a person", gets="notice")
    packet = await office.sam.sees_next("packet", ticket_of(told) + " ", channel="it-support")

    await office.sam.clicks(packet, "return_to_coworker")

    await office.ben.sees_next("notice", "carry on", thread=question["thread_ts"])
    again = await office.ben.sees_next("question", "get into", thread=question["thread_ts"], nth=2)
    await office.ben.adds(again, "okta", gets="reply", containing="one-time link")


async def test_what_goes_back_without_a_skill_is_asked_about(office: House) -> None:
    told, packet = await handed(office, office.ben, "the blue thing")

    await office.sam.clicks(packet, "return_to_coworker")

    question = await office.ben.sees_next("question", thread=told["thread_ts"])
    assert ticket_of(question) == ticket_of(packet)


async def test_resolving_asks_what_fixed_it(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a squeaky fan")

    await office.sam.clicks(packet, "resolve")
    answer = await office.sam.fills_in(fix="   ")
    assert "what fixed it" in answer["errors"]["fix"]
    await office.sam.fills_in(fix="A drop of oil", minutes="15", route="yes")

    await office.ada.sees_next("notice", "A drop of oil", thread=told["thread_ts"])
    await office.settles()
    assert len(await office.ada.seen("survey", thread=told["thread_ts"])) == 1


async def test_thanks_ends_it_and_a_real_reply_brings_it_back(office: House) -> None:
    told, packet = await claimed(office, office.ben, "a crackling headset")
    await office.sam.clicks(packet, "resolve")
    await office.sam.fills_in(fix="New cable")
    survey = await office.ben.sees_next("survey", thread=told["thread_ts"])

    await office.ben.says("thanks a lot", thread_ts=told["thread_ts"])
    await office.settles()
    assert await office.ben.seen("notice", "opened", thread=told["thread_ts"]) == []
    await office.ben.clicks(survey, "feedback:4")
    await office.ben.is_told("thank")

    await office.ben.says("it crackles again", thread_ts=told["thread_ts"])
    await office.ben.sees_next("notice", "opened", thread=told["thread_ts"])
    await office.sam.sees_next("relay", "crackles again", channel="it-support", thread=packet["ts"])

    await office.sara.clicks(packet, "claim")
    await office.ben.sees_next("notice", "Sara Lindqvist", thread=told["thread_ts"])
    await office.sara.clicks(packet, "resolve")
    await office.sara.fills_in(fix="New headset")
    await office.ben.sees_next("notice", "New headset", thread=told["thread_ts"])
    await office.settles()
    assert len(await office.ben.seen("survey", thread=told["thread_ts"])) == 1, "one survey a ticket"


async def test_a_new_message_beside_a_claimed_ticket_is_a_new_request(office: House) -> None:
    await claimed(office, office.ada, "a dead pixel")

    reply = await office.ada.asks("I forgot my Okta password", gets="reply")

    assert ticket_of(reply) != ""


async def test_the_coworker_is_silent_while_a_person_has_it(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a sticky key")

    await office.ada.says("I forgot my Okta password too", thread_ts=told["thread_ts"])
    await office.sam.sees_next("relay", "Okta password too", channel="it-support", thread=packet["ts"])
    await office.settles()

    kinds = {kind_of(m) for m in await office.posts(thread=told["thread_ts"])}
    assert kinds.isdisjoint({"reply", "question"})


async def test_words_cross_once_under_the_author_s_name(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a loose hinge")

    await office.sam.says("Which hinge is it?", channel="it-support", thread_ts=packet["ts"])
    there = await office.ada.sees_next("relay", "Which hinge", thread=told["thread_ts"])
    await office.ada.says("the left one", thread_ts=told["thread_ts"])
    await office.sam.sees_next("relay", "the left one", channel="it-support", thread=packet["ts"])
    await office.settles()

    assert there["username"].startswith("Sam Whitfield")
    assert len(await office.ada.seen("relay", thread=told["thread_ts"])) == 1
    assert len(await office.sam.seen("relay", channel="it-support", thread=packet["ts"])) == 1


async def test_notes_and_colleagues_stay_inside(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a cracked lid")

    await office.sam.says("// she is new here", channel="it-support", thread_ts=packet["ts"])
    await office.sara.says("I had one like that", channel="it-support", thread_ts=packet["ts"])
    await office.sara.is_told("only Sam Whitfield")
    await office.settles()

    assert await office.ada.seen("relay", thread=told["thread_ts"]) == []


async def test_before_a_claim_staff_are_told_that_nobody_hears_them(office: House) -> None:
    told, packet = await handed(office, office.ada, "a bent plug")

    await office.sam.says("hello?", channel="it-support", thread_ts=packet["ts"])

    await office.sam.is_told("can't see this yet")
    assert await office.ada.seen("relay", thread=told["thread_ts"]) == []


async def test_edits_and_deletions_cross_both_ways(office: House) -> None:
    told, packet = await claimed(office, office.ada, "a torn sleeve")
    hers = await office.ada.says("the red one", thread_ts=told["thread_ts"])
    his = await office.sam.says("Bring it at 3", channel="it-support", thread_ts=packet["ts"])
    at_the_desk = await office.sam.sees_next("relay", "the red one", "it-support", packet["ts"])
    at_hers = await office.ada.sees_next("relay", "at 3", thread=told["thread_ts"])

    await office.ada.does("edits", channel="@app", ts=hers, text="the blue one")
    await office.sam.does("edits", channel="it-support", ts=his, text="Bring it at 4")
    edited = await office.sam.sees_next("relay", "the blue one", "it-support", packet["ts"])
    assert edited["ts"] == at_the_desk["ts"]
    assert (await office.ada.sees_next("relay", "at 4", thread=told["thread_ts"]))["ts"] == at_hers["ts"]

    await office.ada.does("deletions", channel="@app", ts=hers)
    await office.sam.does("deletions", channel="it-support", ts=his)
    await office.settles()
    assert await office.ada.seen("relay", thread=told["thread_ts"]) == []
    assert await office.sam.seen("relay", channel="it-support", thread=packet["ts"]) == []


async def test_a_correction_stands_on_the_packet(office: House) -> None:
    told, packet = await handed(office, office.ada, "room 4.12")

    await office.ada.clicks(told, "correct_packet")
    await office.ada.fills_in(correction="It is room 4.21")

    await office.ada.sees_next("notice", "correction", thread=told["thread_ts"])
    await office.settles()
    card = next(m for m in await office.sam.sees("it-support") if m["ts"] == packet["ts"])
    assert "4.21" in everything_in(card)


async def test_a_password_sent_to_the_desk_is_masked_and_said_so(office: House) -> None:
    told, packet = await claimed(office, office.ben, "a lost note")

    await office.ben.says("my password is Tr0ub4dor&3x", thread_ts=told["thread_ts"])

    await office.ben.sees_next("notice", "masked", thread=told["thread_ts"])
    relayed = await office.sam.sees_next("relay", channel="it-support", thread=packet["ts"])
    assert "Tr0ub4dor" not in everything_in(relayed)
