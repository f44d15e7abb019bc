"""A desk with hours: a claim that lapses, a day that ends, somebody who is away, somebody who leaves."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.cli.members import strange_names
from bot.intake.learning import Learned
from bot.intake.watch import departures
from bot.settings import DEFAULT_DESKS, CompanyFile, DeskSettings
from tests.playground.driver import Json
from tests.stories.hours import StoryClock, story_clock
from tests.stories.stage import Actor, House, buttons, everything_in, playing, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

SAM, SARA, ROOT = "U000000SAM", "U00000SARA", "U00000ROOT"
IT = DeskSettings.model_validate(
    {
        "channel": "it-support",
        "title": "IT",
        "timezone": "Europe/Berlin",
        "hours": ["mon-fri 09:00-17:00"],
        "languages": ["English", "German"],
        "oncall": [SAM, SARA],
        "oncall_days": 1,
        "oncall_from": "2026-11-23",
        "fallback": SARA,
        "first_response": {"critical": "30m", "normal": "6h"},
        "escalation": [SARA, ROOT],
        "groups": {"network": [SARA]},
        "pulse": "fri 15:00",
        "report": "fri 16:00",
        "lease": "4h",
        "lease_grace": "1h",
    }
)


def berlin(text: str) -> datetime:
    """A moment by the clocks of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.fixture(scope="module")
def clock() -> Iterator[StoryClock]:
    """A Monday morning."""
    with pytest.MonkeyPatch.context() as patch:
        yield story_clock(patch, berlin("2026-11-23 09:30"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def house(
    clock: StoryClock, tmp_path_factory: pytest.TempPathFactory, learned: Learned
) -> AsyncIterator[House]:
    """A house whose IT desk keeps hours; the stories of this module follow each other through one week."""
    company = CompanyFile(desks={**DEFAULT_DESKS, "it": IT})
    async with playing(tmp_path_factory.mktemp("hours"), learned, company=company) as house:
        yield house


async def handed(house: House, employee: Actor, about: str) -> tuple[Json, Json]:
    """A request at the IT desk: the notice in the employee's thread, and the packet."""
    told = await employee.asks(f"can I talk to a person in IT about {about}", gets="notice")
    return told, await house.sam.sees_next("packet", about, channel="it-support")


async def card(house: House, packet: Json) -> Json:
    """A packet as it looks now."""
    await house.settles()
    return next(each for each in await house.sara.sees("it-support") if each["ts"] == packet["ts"])


async def solves(house: House, person: Actor, packet: Json) -> None:
    """Take it out of the way of the next story."""
    await person.clicks(packet, "resolve")
    await person.fills_in(fix="Done")
    await house.settles()


async def test_the_lease_that_runs_out(house: House, clock: StoryClock) -> None:
    told, packet = await handed(house, house.ada, "a loose hinge")
    thread, below = told["thread_ts"], packet["ts"]
    await house.sam.sees_next("notice", "You're on call", "it-support", below)
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=thread)
    await house.settles()

    clock.passes(hours=4)
    asked = await house.sam.sees_next("notice", "quiet for 4 hours", "it-support", below)
    assert f"<@{SAM}>" in everything_in(asked)
    assert "goes back to the desk today at 14:30" in asked["text"]
    await house.sam.sees_next("notice", "quiet for 4 hours")

    await house.settles()
    await house.restarts()
    clock.passes(hours=1)
    passed = await house.sara.sees_next("notice", "hasn't got to", "it-support", below)
    assert f"<@{SARA}>" in everything_in(passed)
    await house.sara.sees_next("notice", "Could you take it?")
    kind = await house.ada.sees_next("notice", "couldn't get to", thread=thread)
    assert "I've asked Sara Lindqvist to take it" in kind["text"]
    assert "claim" in buttons(await card(house, packet)).values()

    await house.sara.clicks(packet, "claim")
    await house.ada.sees_next("notice", "Sara Lindqvist", thread=thread, nth=2)
    await house.sara.says("Which hinge is it?", channel="it-support", thread_ts=below)
    await house.ada.sees_next("relay", "Which hinge", thread=thread)
    assert "waits for an answer" in everything_in(await card(house, packet))
    await house.ada.says("the left one", thread_ts=thread)
    await house.sara.sees_next("relay", "the left one", "it-support", below)
    assert "waits for an answer" not in everything_in(await card(house, packet))
    await solves(house, house.sara, packet)


async def test_the_shift_that_ends(house: House, clock: StoryClock) -> None:
    clock.strikes(berlin("2026-11-23 16:50"))
    early, first = await handed(house, house.ben, "a bent plug")
    await house.settles()

    clock.strikes(berlin("2026-11-23 17:00"))
    sorry = await house.ben.sees_next("notice", "Nobody got to", thread=early["thread_ts"])
    assert "IT is back tomorrow at 09:00 (Europe/Berlin), and you are number 1" in sorry["text"]

    clock.strikes(berlin("2026-11-23 21:00"))
    late, second = await handed(house, house.ada, "a dead pixel")
    assert "The IT desk is closed right now" in late["text"]
    assert "IT is back tomorrow at 09:00 (Europe/Berlin); you are number 2" in late["text"]
    await house.ada.adds(late, "can I talk to a person please", "notice", "you are number 2")
    await house.settles()
    assert await house.sam.seen("notice", "nobody has taken", "it-support") == [], (
        "nobody is rung up at night"
    )

    clock.strikes(berlin("2026-11-24 09:00"))
    morning = await house.sara.sees_next("notice", "The IT desk opens")
    assert f"{ticket_of(early)} and {ticket_of(late)} wait to be taken" in morning["text"]

    clock.strikes(berlin("2026-11-24 09:05"))
    reminded = await house.sara.sees_next("notice", "nobody has taken", "it-support", first["ts"])
    assert f"<@{SARA}>" in everything_in(reminded), "the named fallback"
    for packet in (first, second):
        await house.sara.clicks(packet, "claim")
        await solves(house, house.sara, packet)


async def test_a_target_that_waits_for_the_employee_is_not_missed(house: House, clock: StoryClock) -> None:
    clock.strikes(berlin("2026-11-25 10:00"))
    told, packet = await handed(house, house.ada, "a torn sleeve")
    below = packet["ts"]
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=told["thread_ts"])
    await house.settles()
    await house.sam.clicks(packet, "hold")
    await house.sam.fills_in(because="A part is on its way", until="2026-11-27")
    waits = await house.ada.sees_next("notice", "A part is on its way", thread=told["thread_ts"])
    assert "on hold until Friday" in waits["text"]
    assert "A part is on its way" in everything_in(await card(house, packet))

    clock.strikes(berlin("2026-11-27 09:00"))
    await house.sam.sees_next("notice", "It is your turn again", "it-support", below)
    assert await house.sam.seen("notice", "promised", "it-support", below) == []

    clock.passes(hours=5)
    await house.sam.sees_next("notice", "was promised a first answer", "it-support", below)
    clock.passes(hours=1.5)
    missed = await house.sara.sees_next("notice", "target of 6 hours is missed", "it-support", below)
    assert f"<@{SARA}>" in everything_in(missed)
    await house.sara.sees_next("notice", "target of 6 hours is missed")
    await solves(house, house.sam, packet)


async def test_staff_say_how_grave_it_is_and_which_group_should_take_it(
    house: House, clock: StoryClock
) -> None:
    clock.strikes(berlin("2026-11-27 16:00"))
    told, packet = await handed(house, house.ben, "a flickering switch")
    number = ticket_of(told).removeprefix("T-")

    await house.sam.clicks(packet, "severity", f"{number}|critical")
    await house.sara.sees_next("notice", "to critical", "it-support", packet["ts"])
    clock.passes(minutes=24)
    await house.sara.sees_next("notice", "was promised a first answer", "it-support", packet["ts"])

    await house.sam.clicks(packet, "assign")
    await house.sam.fills_in(assignee="group:network")
    asked = await house.sara.sees_next("notice", "asked network to take", "it-support", packet["ts"])
    assert f"<@{SARA}>" in everything_in(asked)
    await house.ben.sees_next("notice", "the IT desk's network people", thread=told["thread_ts"])
    assert "Waiting for somebody of network to claim it" in everything_in(await card(house, packet))
    await solves(house, house.sara, packet)


async def test_who_is_away_is_covered_for(house: House, clock: StoryClock) -> None:
    clock.strikes(berlin("2026-11-30 10:00"))
    told, packet = await handed(house, house.ada, "a squeaky fan")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=told["thread_ts"])
    await house.settles()

    assert "Until when?" in await house.sam.commands("/support away")
    said = await house.sam.commands("/support away until Thursday, Sara covers")
    assert "Sara Lindqvist covers" in said
    assert f"passed on {ticket_of(told)}" in said
    await house.ada.sees_next(
        "notice", "Sara Lindqvist from the IT desk is looking after", thread=told["thread_ts"]
    )
    shown = await house.ada.commands("/support desks")
    for words in ("mon-fri 09:00-17:00", "English and German", "within 6 hours", "On call: Sara Lindqvist"):
        assert words in shown

    assert "Welcome back" in await house.sam.commands("/support back")
    await solves(house, house.sara, packet)


async def test_a_desk_reads_who_carries_what_and_is_asked_how_its_week_was(
    house: House, clock: StoryClock
) -> None:
    clock.strikes(berlin("2026-12-03 20:00"))
    told, packet = await handed(house, house.ada, "a rattling drawer")
    await house.sam.clicks(packet, "claim")
    await house.ada.sees_next("notice", "has taken", thread=told["thread_ts"])

    clock.strikes(berlin("2026-12-04 15:00"))
    question = await house.sam.sees_next("notice", "How was your week at the IT desk?")
    await house.sam.clicks(question, "pulse:4")
    await house.sam.is_told("Nobody sees your answer by itself")

    clock.strikes(berlin("2026-12-04 16:00"))
    report = await house.sam.sees_next("notice", "Fri 4 Dec 16:00", "it-support")
    assert "Sam Whitfield: 1 in hand; took 2, 1 of them out of hours" in report["text"]
    assert "their weeks were" not in report["text"], "one answer is nobody's business"
    await solves(house, house.sam, packet)


async def test_names_of_nobody_are_found_by_asking_slack(house: House) -> None:
    desks = {"it": IT.model_copy(update={"oncall": (SAM, "U0NOBODY", "U00000HANA")})}
    settings = house.settings.model_copy(update={"company": CompanyFile(desks=desks)})
    unreachable = settings.model_copy(update={"slack_api_url": "http://127.0.0.1:9/api/"})

    assert await strange_names(settings) == (
        [
            "`desks.it.oncall`: U0NOBODY is nobody who works here.",
            "`desks.it.oncall`: U00000HANA is not on the staff of this desk.",
        ],
        "",
    )
    assert "Slack could not be asked" in (await strange_names(unreachable))[1]


async def test_a_ticket_survives_who_leaves(house: House) -> None:
    told, packet = await handed(house, house.ben, "a cracked lid")
    await house.sara.clicks(packet, "claim")
    await house.ben.sees_next("notice", "has taken", thread=told["thread_ts"])
    await house.settles()

    await house.root.does("profiles", user="sara", deleted=True)
    await house.settles()
    while not await departures.look(house.bot.rooms):
        await house.settles()

    note = await house.sam.sees_next("notice", "no longer works at this desk", "it-support", packet["ts"])
    assert f"<@{SAM}>" in everything_in(note)
    await house.ben.sees_next("notice", "I've asked Sam Whitfield", thread=told["thread_ts"])
    assert "claim" in buttons(await card(house, packet)).values()
