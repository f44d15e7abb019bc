"""Incidents on a real store: who is told, how often, and what is never put together."""

import asyncio

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import links, tickets
from bot.desk.incidents import Incidents
from bot.desk.likeness import Likeness
from bot.desk.messages import Notice, PacketCard, PacketChanged, Place, Survey
from bot.desk.office import Verdict
from bot.desk.states import Move, State
from bot.desk.voice import By
from bot.intake.learning import Learned
from bot.store.tables import IncidentRow, TicketRow
from tests.desk.conftest import Scene
from tests.fakes import ADA, BEN, HANA, ROOT, SAM, SARA, TEAM

PEOPLE = [ADA.id, BEN.id, ROOT.id]
VPN = ["VPN is down, I can't connect", "the vpn keeps saying connection timed out", "no VPN since nine"]


@pytest.fixture
def incidents(scene: Scene, learned: Learned) -> Incidents:
    """The desk's incidents, with the real comparison."""
    return Incidents(scene.desk, Likeness(learned.triage.embedder, learned.triage.taught.examples.mean))


async def reported(
    scene: Scene, incidents: Incidents, session: AsyncSession, user: str, text: str, desk: str = "it"
) -> TicketRow:
    """Somebody's ticket on a desk."""
    place = Place(f"D-{user}", f"{len(scene.line.said)}.1")
    ticket = await tickets.open_ticket(
        session, team=TEAM, place=place, requester=user, coworker="jordan", desk=desk, request=text
    )
    packet = await scene.desk.pack(session, ticket, reason="Asked.", rule="asked")
    await incidents.look(session, ticket)
    await scene.desk.hand_over(session, ticket, packet, "Asked.", "asked")
    return ticket


async def three_in_one(scene: Scene, incidents: Incidents) -> list[int]:
    """An incident of three people; the numbers of their tickets, the lead's first."""
    async with scene.sessions.begin() as session:
        rows = [await reported(scene, incidents, session, *each) for each in zip(PEOPLE, VPN, strict=True)]
        for row in rows[1:]:
            linked = await incidents.link(session, TEAM, row.number, By(SAM.id), rows[0].number)
            assert linked is Verdict.DONE
        return [row.number for row in rows]


async def test_a_card_offers_what_is_alike_and_nothing_else(scene: Scene, incidents: Incidents) -> None:
    async with scene.sessions.begin() as session:
        await reported(scene, incidents, session, ADA.id, VPN[0])
        await reported(scene, incidents, session, BEN.id, "my mouse battery is leaking")
        await reported(scene, incidents, session, ROOT.id, VPN[1])
    alike = [[one.ticket for one in card.standing.alike] for card in scene.line.all(PacketCard)]
    assert alike == [[], [], [1]]


async def test_twenty_solve_at_once_and_each_person_is_told_once(scene: Scene, incidents: Incidents) -> None:
    lead, *_ = await three_in_one(scene, incidents)

    async def solve(user: str) -> None:
        async with scene.sessions.begin() as session:
            by = By(user)
            if await scene.desk.resolve(session, TEAM, lead, by, fix="Restarted") is Verdict.DONE:
                await incidents.solve_the_rest(
                    session, await session.get_one(TicketRow, lead), by, "Restarted"
                )

    await asyncio.gather(*(solve((SAM.id, SARA.id)[n % 2]) for n in range(20)))
    told = [notice.place.channel for notice in scene.line.all(Notice) if "has solved" in notice.text]
    assert sorted(told) == sorted(f"D-{user}" for user in PEOPLE)
    assert sorted(each.place.channel for each in scene.line.all(Survey)) == sorted(told)
    async with scene.sessions() as session:
        states = [(await session.get_one(TicketRow, number)).state for number in (1, 2, 3)]
        assert states == [State.SOLVED] * 3
        assert (await session.get_one(IncidentRow, lead)).solved_at


async def test_who_reported_twice_is_told_once(scene: Scene, incidents: Incidents) -> None:
    lead, *_ = await three_in_one(scene, incidents)
    async with scene.sessions.begin() as session:
        again = await reported(scene, incidents, session, BEN.id, "vpn still times out")
        row = await session.get_one(TicketRow, lead)
        assert await incidents.join(session, again, row, "jordan")
        scene.line.said.clear()
        assert await incidents.solve_the_rest(session, row, By(SAM.id), "Restarted") == len(PEOPLE)
        told = [notice.place.channel for notice in scene.line.all(Notice) if "has solved" in notice.text]
        assert sorted(told) == sorted([f"D-{BEN.id}", f"D-{ROOT.id}"])


async def test_a_new_report_finds_the_incident_and_others_do_not(scene: Scene, incidents: Incidents) -> None:
    lead, *_ = await three_in_one(scene, incidents)
    async with scene.sessions.begin() as session:
        found = await incidents.known(session, TEAM, HANA.id, "is the VPN down? it times out")
        assert found is not None
        assert (found[0].title, found[1].number, found[2]) == ("VPN", lead, None)
        assert (await incidents.known(session, TEAM, BEN.id, "the VPN times out again") or [None] * 3)[2]
        assert await incidents.known(session, TEAM, HANA.id, "I need VPN access for a contractor") is None
        assert await incidents.known(session, TEAM, HANA.id, "Jira gives a 503") is None
        assert await incidents.known(session, "T2", HANA.id, VPN[0]) is None


async def test_hr_is_not_grouped_and_one_s_own_is(scene: Scene, incidents: Incidents) -> None:
    about = "my salary of October is missing"
    async with scene.sessions.begin() as session:
        first = await reported(scene, incidents, session, ADA.id, about, "hr")
        other = await reported(scene, incidents, session, BEN.id, about, "hr")
        assert not await links.resembled(session, other)
        refused = await incidents.link(session, TEAM, other.number, By(HANA.id), first.number)
        assert refused is Verdict.REFUSED
        twice = await reported(scene, incidents, session, ADA.id, about, "hr")
        assert await incidents.link(session, TEAM, twice.number, By(HANA.id), first.number) is Verdict.DONE
        assert twice.state == State.CLOSED
        assert [t.number for t in await links.followed(session, [twice])] == [first.number]


async def test_what_belongs_to_people_alone_is_compared_with_nothing(
    scene: Scene, incidents: Incidents
) -> None:
    async with scene.sessions.begin() as session:
        first = await reported(scene, incidents, session, ADA.id, VPN[0])
        first.rule = "never:security_incident"
        await session.flush()
        other = await reported(scene, incidents, session, BEN.id, VPN[0])
        assert not await links.resembled(session, other)


@pytest.mark.parametrize("to", [99, 2])
async def test_a_link_to_what_is_not_there_or_itself_changes_nothing(
    scene: Scene, incidents: Incidents, to: int
) -> None:
    async with scene.sessions.begin() as session:
        await reported(scene, incidents, session, ADA.id, VPN[0])
        ticket = await reported(scene, incidents, session, BEN.id, VPN[1])
        assert await incidents.link(session, TEAM, ticket.number, By(SAM.id), to) is Verdict.TOO_LATE
        assert ticket.state == State.QUEUED


async def test_only_staff_of_the_desk_link_name_and_tell(scene: Scene, incidents: Incidents) -> None:
    lead, second, _ = await three_in_one(scene, incidents)
    scene.line.said.clear()
    async with scene.sessions.begin() as session:
        by = By(HANA.id, "address")
        verdicts = [
            await incidents.link(session, TEAM, second, by, lead),
            await incidents.tell_everybody(session, TEAM, lead, by, "hello"),
            await incidents.name_it(session, TEAM, lead, by, "hello"),
        ]
    assert verdicts == [Verdict.REFUSED] * 3
    assert scene.line.all(Notice) == []
    assert scene.line.all(PacketChanged) == []


async def test_the_lead_of_others_is_not_linked_away(scene: Scene, incidents: Incidents) -> None:
    lead, *_ = await three_in_one(scene, incidents)
    async with scene.sessions.begin() as session:
        other = await reported(scene, incidents, session, HANA.id, "VPN times out")
        assert await incidents.link(session, TEAM, lead, By(SAM.id), other.number) is Verdict.TOO_LATE
        row = await session.get_one(TicketRow, lead)
        assert await tickets.move(session, row, Move.CLAIM, SAM.id, assignee=SAM.id)
