"""Twelve reports of one trouble: one incident, each told once; and what is never put together."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.desk.incidents import Incidents
from bot.desk.voice import By
from bot.engine import mover
from bot.engine.steps import Interrupted
from bot.intake.learning import Learned
from tests.stories.at_a_desk import card_of, handed, ticket
from tests.stories.stage import House, buttons, everything_in, playing, ticket_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

REPORTS = [
    "VPN is down, I can't connect since this morning",
    "the vpn keeps saying connection timed out",
    "no VPN since about 9, a colleague has it too",
    "is something wrong with the vpn? it times out for me",
    "cannot connect to the VPN, it times out",
]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def office(tmp_path_factory: pytest.TempPathFactory, learned: Learned) -> AsyncIterator[House]:
    """A larger company."""
    async with playing(tmp_path_factory.mktemp("incident"), learned, people=12) as house:
        yield house


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


async def test_what_is_cut_short_while_all_are_told_tells_each_once(
    office: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, lead = await handed(office, office.ada, "Salesforce won't load, just spins")
    second, packet = await handed(office, office.ben, "cannot open salesforce, endless loading")
    await office.sam.clicks(packet, "link_ticket")
    await office.ben.sees_next("notice", "Several people", thread=second["thread_ts"])
    told = Incidents.solve_the_rest
    cut_short: list[int] = []

    async def at_first_without_power(self: Incidents, *given: Any) -> int:
        count = await told(self, *given)
        if not cut_short:
            cut_short.append(count)
            raise Interrupted("the power failed")
        return count

    monkeypatch.setattr(Incidents, "solve_the_rest", at_first_without_power)
    monkeypatch.setattr(mover, "PATIENCE", (0.05,))
    await office.sam.clicks(lead, "resolve")
    await office.sam.fills_in(fix="They restarted it")
    await office.sam.sees_next("notice", "2 people have been told", "it-support", lead["ts"])
    await office.settles()

    assert cut_short == [2]
    for who, thread in ((office.ada, first), (office.ben, second)):
        assert len(await who.seen("notice", "has solved", thread=thread["thread_ts"])) == 1
        assert len(await who.seen("survey", thread=thread["thread_ts"])) == 1


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
