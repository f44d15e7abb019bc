"""A desk together: twelve reports of one trouble, a ticket that changes desks, saved replies, the queue."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.desk import handoffs
from bot.desk.voice import By
from bot.intake.learning import Learned
from bot.settings import DEFAULT_DESKS, CompanyFile
from bot.store.base import now
from bot.store.tables import TicketRow, TimerRow
from tests.playground.driver import Json
from tests.stories.stage import Actor, House, buttons, everything_in, playing, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

MACROS = {"hello": "Hello {{ first_name }}, I'm {{ me }} and have {{ ticket }} now."}
COMPANY = CompanyFile(desks=DEFAULT_DESKS | {"it": DEFAULT_DESKS["it"].model_copy(update={"macros": MACROS})})
REPORTS = [
    "VPN is down, I can't connect since this morning",
    "the vpn keeps saying connection timed out",
    "no VPN since about 9, a colleague has it too",
    "is something wrong with the vpn? it times out for me",
    "cannot connect to the VPN, it times out",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[House]:
    """A larger company whose IT desk has a saved reply."""
    folder = tmp_path_factory.mktemp("together")
    async with playing(folder, learned, people=12, company=COMPANY) as house:
        yield house


async def handed(house: House, employee: Actor, about: str, desk: str = "it") -> tuple[Json, Json]:
    """A request at a desk: the notice in the employee's thread, and the packet."""
    staff, name = {"it": (house.sam, "IT"), "hr": (house.hana, "HR")}[desk]
    told = await employee.asks(f"can I talk to a person in {name} about this: {about}", gets="notice")
    return told, await staff.sees_next("packet", ticket_of(told) + " ", channel=f"{desk}-support")


async def card_of(staff: Actor, packet: Json) -> Json:
    """A packet as it stands now."""
    return next(m for m in await staff.sees(packet["channel"]) if m["ts"] == packet["ts"])


async def ticket(house: House, message: Json) -> TicketRow:
    """The ticket a message is about."""
    async with house.bot.rooms.sessions() as session:
        return await session.get_one(TicketRow, int(ticket_of(message).removeprefix("T-")))


async def test_twelve_report_the_vpn_and_each_is_told_once(office: House) -> None:
    sam = office.sam
    first, lead = await handed(office, office.colleague1, REPORTS[0])
    second, packet = await handed(office, office.colleague2, REPORTS[1])
    same = f"Same as {ticket_of(lead)}"
    assert same in buttons(await card_of(sam, packet))

    await sam.clicks(packet, "link_ticket")
    linked = await office.colleague2.sees_next("notice", "Several people report", thread=second["thread_ts"])
    assert "VPN" in everything_in(linked)
    assert "this morning" not in everything_in(linked), "no word of another person"
    packets = len(await office.posts("packet"))
    others = [getattr(office, f"colleague{n}") for n in range(3, 13)]
    known = [
        await one.asks(REPORTS[n % 5], gets="notice", containing="already knows")
        for n, one in enumerate(others)
    ]
    await office.settles()
    assert len(await office.posts("packet")) == packets, "no card for each of them"
    assert "12 people" in everything_in(await card_of(sam, lead))
    assert (await ticket(office, known[0])).state == "linked"

    await others[0].says("it also drops Zoom", thread_ts=known[0]["thread_ts"])
    await sam.sees_next("relay", "drops Zoom", "it-support", lead["ts"])
    await others[9].clicks(known[9], "talk_to_human")
    alone = await sam.sees_next("packet", ticket_of(known[9]) + " ", channel="it-support")
    assert (await ticket(office, alone)).state == "queued"

    await sam.clicks(lead, "claim")
    await sam.does("clicks", channel="it-support", ts=lead["ts"], action_id="tell_everybody")
    await sam.fills_in(news="The gateway is being restarted")
    await others[3].sees_next("notice", "being restarted", thread=known[3]["thread_ts"])
    line = await sam.sees_next(
        "notice", f"reports the same ({ticket_of(known[8])})", "it-support", lead["ts"]
    )
    await sam.clicks(line, "unlink_ticket")
    out = await sam.sees_next("packet", ticket_of(known[8]) + " ", channel="it-support")
    assert (await ticket(office, out)).state == "queued"
    await sam.clicks(lead, "resolve")
    await sam.fills_in(fix="The gateway was restarted")
    for one, notice in zip(others[:8], known[:8], strict=True):
        await one.sees_next("survey", thread=notice["thread_ts"])
    await office.restarts()
    await office.settles()

    for one, thread in [(office.colleague2, second), *zip(others[:8], known[:8], strict=True)]:
        told = await one.seen("notice", "has solved", thread=thread["thread_ts"])
        asked = await one.seen("survey", thread=thread["thread_ts"])
        assert (len(told), len(asked)) == (1, 1)
    assert len(await office.colleague1.seen("notice", "has solved", thread=first["thread_ts"])) == 1
    assert await others[9].seen("notice", "has solved", thread=known[9]["thread_ts"]) == []

    await others[0].says("it still does not connect", thread_ts=known[0]["thread_ts"])
    again = await sam.sees_next("packet", ticket_of(known[0]) + " ", channel="it-support")
    assert (await ticket(office, again)).state == "queued"


async def test_a_matter_of_hr_is_put_to_nobody_else_s(office: House) -> None:
    about = "my salary of October is missing in the bank account"
    _, first = await handed(office, office.ada, about, "hr")
    _, packet = await handed(office, office.ben, about, "hr")

    offered = buttons(await card_of(office.hana, packet)).values()
    assert "link_ticket" not in offered
    by = By("U00000HANA")
    async with office.bot.rooms.sessions.begin() as session:
        mine, other = (int(ticket_of(one).removeprefix("T-")) for one in (packet, first))
        incidents, team = office.bot.rooms.incidents, office.bot.rooms.team
        assert await incidents.link(session, team, mine, by, other) == "refused"


async def test_one_person_s_duplicate_goes_on_as_the_first(office: House) -> None:
    told, lead = await handed(office, office.ada, "the lamp of the projector is dim")
    twice, packet = await handed(office, office.ada, "the lamp of the projector is dim, please look")

    await office.sam.clicks(packet, "link_ticket")
    await office.ada.sees_next("notice", "goes on as", thread=twice["thread_ts"])
    await office.ada.says("room 2.14 by the way", thread_ts=twice["thread_ts"])

    await office.sam.sees_next("relay", "room 2.14", "it-support", lead["ts"])
    assert (await ticket(office, packet)).state == "closed"
    assert ticket_of(told) != ticket_of(twice)


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
