"""A desk together: a ticket that changes desks or goes back, saved replies, sleep, watchers, the queue."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.desk import handoffs
from bot.intake.learning import Learned
from bot.settings import DEFAULT_DESKS, CompanyFile
from bot.store.base import now
from bot.store.tables import TicketRow, TimerRow
from tests.playground.driver import Json
from tests.stories.at_a_desk import card_of, handed, ticket
from tests.stories.stage import Actor, House, buttons, everything_in, playing, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

MACROS = {"hello": "Hello {{ first_name }}, I'm {{ me }} and have {{ ticket }} now."}
COMPANY = CompanyFile(desks=DEFAULT_DESKS | {"it": DEFAULT_DESKS["it"].model_copy(update={"macros": MACROS})})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[House]:
    """A company whose IT desk has a saved reply."""
    folder = tmp_path_factory.mktemp("together")
    async with playing(folder, learned, company=COMPANY) as house:
        yield house


async def test_the_leak_goes_to_facilities_in_one_thread(office: House) -> None:
    told, packet = await handed(office, office.ada, "the AC is leaking on my desk, room 3.07")
    await office.sam.clicks(packet, "claim")
    await office.sam.clicks(packet, "more", f"hand_on {ticket_of(packet).removeprefix('T-')}")
    await office.sam.fills_in(desk="facilities", why="Water, not wires")
    await office.ada.sees_next("notice", "to the Facilities desk", thread=told["thread_ts"])
    there = await office.fay.sees_next("packet", ticket_of(packet) + " ", channel="facilities-support")

    assert "3.07" in everything_in(there)
    assert "Water, not wires" in everything_in(there)
    await office.settles()
    left = await card_of(office.sam, packet)
    assert "Passed on to Facilities" in everything_in(left)
    assert "claim" not in buttons(left).values()
    await office.fay.clicks(there, "claim")
    await office.ada.sees_next("notice", "Fay Moreau", thread=told["thread_ts"])
    await office.ada.says("it drips on the keyboard", thread_ts=told["thread_ts"])
    await office.fay.sees_next("relay", "keyboard", "facilities-support", there["ts"])
    await office.fay.says("On my way", channel="facilities-support", thread_ts=there["ts"])
    await office.ada.sees_next("relay", "On my way", thread=told["thread_ts"])
    await office.sam.says("is it fixed?", channel="it-support", thread_ts=packet["ts"])
    await office.sam.is_told("is with the Facilities desk now")
    await office.fay.clicks(there, "why")
    await office.fay.is_told("the IT desk → Sam Whitfield → the Facilities desk → Fay Moreau")

    async with office.bot.rooms.sessions() as session:
        rows = await handoffs.chain(session, (await ticket(office, packet)).number)
    owners = [(row.giver.partition(":")[0], row.taker) for row in rows]
    assert owners == [
        ("coworker", "desk:it"),
        ("desk", "person:U000000SAM"),
        ("person", "desk:facilities"),
        ("desk", "person:U000000FAY"),
    ]
    assert "Water, not wires" in rows[2].why
    assert rows[2].packet != rows[0].packet


async def test_one_coworker_passes_the_leak_to_another(office: House) -> None:
    question = await office.ben.asks("something is broken here", gets="question")
    await office.ben.says("AC leaking on my desk, third window", thread_ts=question["thread_ts"])
    for nth, told in enumerate(("room 3.09", "today"), 2):
        await office.ben.sees_next("question", thread=question["thread_ts"], nth=nth)
        await office.ben.says(told, thread_ts=question["thread_ts"])

    packet = await office.fay.sees_next("packet", "third window", channel="facilities-support")
    assert ticket_of(packet) == ticket_of(question)
    await office.ben.sees_next("notice", "to the Facilities desk", thread=question["thread_ts"])
    async with office.bot.rooms.sessions() as session:
        rows = await handoffs.chain(session, (await ticket(office, packet)).number)
    assert [(row.giver, row.taker) for row in rows] == [
        ("coworker:jordan", "coworker:bob"),
        ("coworker:bob", "desk:facilities"),
    ]
    assert rows[0].why
    assert rows[1].packet == (await ticket(office, packet)).packet


async def test_from_a_private_desk_only_the_words_of_staff_go_along(office: House) -> None:
    told, packet = await handed(office, office.ben, "I am ill with CANARY-77 and need a chair", "hr")

    await office.hana.clicks(packet, "more", f"hand_on {ticket_of(packet).removeprefix('T-')}")
    await office.hana.fills_in(desk="facilities", why="Ben needs an ergonomic chair")

    there = await office.fay.sees_next("packet", "ergonomic chair", channel="facilities-support")
    await office.settles()
    shown = [
        m for m in await office.fay.sees("facilities-support") if there["ts"] in (m["ts"], m.get("thread_ts"))
    ]
    assert "CANARY-77" not in "".join(map(everything_in, shown))
    await office.ben.says("a blue one please", thread_ts=told["thread_ts"])
    await office.fay.sees_next("relay", "blue one", "facilities-support", there["ts"])


async def test_a_wrong_route_moves_at_once(office: House) -> None:
    told, packet = await handed(office, office.ada, "the window of room 5.01 does not close")

    await office.sam.clicks(packet, "wrong_route")
    await office.sam.fills_in(right="desk:facilities", example="the window does not close", reason="Windows")

    await office.fay.sees_next("packet", ticket_of(packet) + " ", channel="facilities-support")
    await office.ada.sees_next("notice", "to the Facilities desk", thread=told["thread_ts"])


async def test_what_is_given_back_goes_on_with_what_is_known(office: House) -> None:
    question = await office.ben.asks("I forgot my password", gets="question")
    told = await office.ben.adds(question, "let me talk to a person", gets="notice")
    packet = await office.sam.sees_next("packet", ticket_of(told) + " ", channel="it-support")
    await office.ben.says("it is the one for Okta", thread_ts=question["thread_ts"])
    await office.sam.sees_next("relay", "for Okta", "it-support", packet["ts"])

    await office.sam.clicks(packet, "return_to_coworker")

    await office.ben.sees_next("reply", "one-time link", thread=question["thread_ts"])
    assert len(await office.ben.seen("question", thread=question["thread_ts"])) == 1


async def test_an_instruction_gives_a_skill_what_it_holds(office: House) -> None:
    told, packet = await handed(office, office.ada, "nothing lets me in")

    await office.sam.clicks(packet, "more", f"instruct {ticket_of(packet).removeprefix('T-')}")
    await office.sam.fills_in(instruction="Please reset her Okta password", skill="password_reset")

    await office.ada.sees_next("reply", "one-time link", thread=told["thread_ts"])
    await office.sam.sees_next("notice", "reset her Okta", "it-support", packet["ts"])


async def test_a_saved_reply_goes_out_as_the_sender_s_words(office: House) -> None:
    told, packet = await handed(office, office.ada, "a noisy fan")
    number = ticket_of(packet).removeprefix("T-")
    await office.sam.clicks(packet, "claim")
    await office.ada.sees_next("notice", "has taken", thread=told["thread_ts"])

    assert "reset their token" in await office.sam.commands(
        "/support reply save token: {{ name }}, reset their token"
    )
    assert "placeholder" in await office.sam.commands("/support reply save bad: {{ secret }}")
    assert "people of a desk" in await office.ben.commands("/support replies")
    await office.sam.clicks(packet, "more", f"saved_reply {number}")
    await office.sam.fills_in(macro="hello")

    there = await office.ada.sees_next("relay", "Hello Ada", thread=told["thread_ts"])
    assert f"I'm Sam Whitfield and have T-{number} now." in there["text"]
    await office.sam.sees_next("notice", "saved reply", "it-support", packet["ts"])


async def test_what_sleeps_comes_back_at_its_time(office: House) -> None:
    told, packet = await handed(office, office.ada, "a flickering screen")
    number = int(ticket_of(packet).removeprefix("T-"))
    await office.sam.clicks(packet, "claim")
    await office.ada.sees_next("notice", "has taken", thread=told["thread_ts"])

    await office.sam.clicks(packet, "more", f"snooze {number}")
    await office.sam.fills_in(length="tomorrow")
    await office.sam.sees_next("notice", "to sleep until", "it-support", packet["ts"])
    async with office.bot.rooms.sessions.begin() as session:
        await session.execute(
            update(TimerRow)
            .where(TimerRow.ticket == number, TimerRow.what == "snooze")
            .values(due_at=now() - timedelta(seconds=1))
        )
        await session.execute(
            update(TicketRow)
            .where(TicketRow.number == number)
            .values(snoozed_until=now() - timedelta(seconds=1))
        )
    await office.restarts()

    back = await office.sam.sees_next("notice", "is back, as you wished", "it-support", packet["ts"])
    assert "U000000SAM" in everything_in(back)


async def test_news_wakes_what_sleeps_and_watchers_hear_of_moves(office: House) -> None:
    told, packet = await handed(office, office.ben, "a hot charger")
    number = ticket_of(packet).removeprefix("T-")
    await office.sara.clicks(packet, "more", f"watch {number}")
    await office.sara.is_told("whenever T-")
    await office.sam.clicks(packet, "more", f"snooze {number}")
    await office.sam.fills_in(length="week")
    await office.sam.sees_next("notice", "to sleep until", "it-support", packet["ts"])

    await office.ben.says("it smells now", thread_ts=told["thread_ts"])
    await office.sam.sees_next("notice", "back before its time", "it-support", packet["ts"])
    await office.sam.clicks(packet, "claim")
    await office.sam.clicks(packet, "resolve")
    await office.sam.fills_in(fix="New charger")
    await office.sara.sees_next("notice", f"T-{number}")
    await office.sara.sees_next("notice", "Resolved")

    await office.settles()
    await office.sam.clicks(packet, "more", f"reopen {number}")
    await office.ben.sees_next("notice", "has opened", thread=told["thread_ts"])
    assert (await ticket(office, packet)).state == "queued"


async def queue_of(house: House, actor: Actor) -> tuple[Json, str, dict[str, str]]:
    """The Home page as it is now: the view, all it says, and its buttons."""
    await actor.does("home")
    await house.settles()
    view: Json = (await actor.does("home"))["view"]
    await house.settles()
    return view, everything_in(view), buttons(view)


async def test_the_queue_is_leafed_through_on_home(office: House) -> None:
    async with office.bot.rooms.sessions.begin() as session:
        for n in range(105):
            mine = n % 10 == 0
            leaf = TicketRow(
                team=office.bot.rooms.team,
                channel="D1",
                thread=f"{n}.1",
                requester="U000000BEN",
                coworker="bob",
                desk="facilities",
                state="claimed" if mine else "queued",
                assignee="U000000FAY" if mine else None,
                severity="critical" if n == 104 else "normal",
                request=f"Leaf {n}.",
                handed_at=now(),
            )
            session.add(leaf)

    view, shown, offered = await queue_of(office, office.fay)
    assert len(view["blocks"]) <= 100
    assert "Mine 1" in "".join(offered)
    assert shown.index("Leaf 104.") < shown.index("Leaf 1."), "the gravest first"
    await office.fay.does("clicks", view_id=view["id"], action_id="queue:next")
    await office.settles()
    view, shown, _ = await queue_of(office, office.fay)
    assert "page 2 of" in shown
    assert "as of" in shown
    assert "Leaf 1." not in shown
    await office.fay.does("clicks", view_id=view["id"], action_id="queue:mine")
    await office.settles()
    _, shown, _ = await queue_of(office, office.fay)
    assert "Leaf 10." in shown
    assert "Leaf 1." not in shown
