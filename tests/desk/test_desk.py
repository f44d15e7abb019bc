"""Taking over, passing on and solving, on a real store."""

import asyncio

from sqlalchemy import func, select

from bot.desk import tickets
from bot.desk.calendar import sla
from bot.desk.messages import (
    Answer,
    InPacketThread,
    Notice,
    PacketCard,
    PacketChanged,
    Place,
    Survey,
    Whisper,
)
from bot.desk.office import Verdict
from bot.desk.states import State
from bot.desk.voice import By
from bot.store.tables import AuditRow, TimerRow
from tests.desk.conftest import Scene
from tests.fakes import ADA, BEN, GUEST, HANA, SAM, SARA, TEAM


async def test_a_handover_posts_one_card_and_tells_the_employee_who_has_it_and_when(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        card = scene.line.all(PacketCard)
        assert [c.place for c in card] == [Place("C-it")]
        assert card[0].standing.state == "queued"
        assert ticket.packet == "out-1"
        notice = scene.line.last(Notice)
        assert notice.place == Place("D-UADA", "10.1")
        assert "IT desk" in notice.text
        assert "15 minutes" in notice.text
        assert notice.offer_correction


async def test_handing_over_twice_posts_one_card(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        packet = await scene.desk.pack(session, ticket, reason="Again.", rule="asked")
        assert not await scene.desk.hand_over(session, ticket, packet, "Again.", "asked")
        assert len(scene.line.all(PacketCard)) == 1


async def test_fifty_claims_at_once_have_one_winner(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        number = (await scene.queued(session)).number

    async def click(user: str, n: int) -> Verdict:
        async with scene.sessions.begin() as session:
            return await scene.desk.claim(session, TEAM, number, By(user, f"address-{n}"))

    verdicts = await asyncio.gather(*(click((SAM.id, SARA.id)[n % 2], n) for n in range(50)))
    assert sorted(verdicts).count(Verdict.DONE) == 1
    assert sorted(verdicts).count(Verdict.TOO_LATE) == 49
    assert len(scene.line.all(PacketChanged)) == 1
    assert len(scene.line.all(Answer)) == 49
    async with scene.sessions() as session:
        rows = await session.scalar(select(func.count()).where(AuditRow.action == "claim"))
        assert rows == 1


async def test_a_won_claim_shows_on_the_card_and_the_employee_reads_the_name(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id)) is Verdict.DONE
        changed = scene.line.last(PacketChanged)
        assert changed.message == ticket.packet
        assert changed.card.standing.assignee == SAM.id
        assert "Sam Vimes" in scene.line.last(Notice).text


async def test_the_loser_is_told_who_has_it(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        assert await scene.desk.claim(session, TEAM, ticket.number, By(SARA.id)) is Verdict.TOO_LATE
        whisper = scene.line.last(Whisper)
        assert (whisper.user, whisper.place) == (SARA.id, Place("C-it"))
        assert "Sam Vimes" in whisper.text


async def test_people_of_other_desks_and_guests_change_nothing_and_leave_a_refusal(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        scene.people.desks["it"] |= {GUEST.id}
        for user in (HANA.id, BEN.id, ADA.id, GUEST.id, "UNOBODY"):
            verdict = await scene.desk.claim(session, TEAM, ticket.number, By(user, "address"))
            assert verdict is Verdict.REFUSED
        assert ticket.state == State.QUEUED
        assert not scene.line.all(PacketChanged)
        refused = (await session.scalars(select(AuditRow).where(AuditRow.outcome == "refused"))).all()
        assert [row.actor for row in refused] == [HANA.id, BEN.id, ADA.id, GUEST.id, "UNOBODY"]


async def test_a_ticket_of_another_workspace_does_not_exist(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await scene.desk.claim(session, "T2", ticket.number, By(SAM.id)) is Verdict.UNKNOWN
        assert ticket.state == State.QUEUED


async def test_a_released_ticket_can_be_claimed_by_a_colleague(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        assert await scene.desk.release(session, TEAM, ticket.number, By(SAM.id)) is Verdict.DONE
        assert (ticket.state, ticket.assignee) == (State.QUEUED, None)
        assert await scene.desk.claim(session, TEAM, ticket.number, By(SARA.id)) is Verdict.DONE
        assert ticket.assignee == SARA.id


async def test_assigning_names_the_colleague_to_everybody_concerned(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await scene.desk.assign(session, TEAM, ticket.number, By(SAM.id), SARA.id) is Verdict.DONE
        assert ticket.assignee == SARA.id
        assert (SARA.id,) in [line.mentions for line in scene.line.all(InPacketThread)]
        assert "Sara Lindt" in scene.line.last(Notice).text


async def test_a_ticket_cannot_be_assigned_outside_its_desk(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await scene.desk.assign(session, TEAM, ticket.number, By(SAM.id), HANA.id) is Verdict.REFUSED
        assert ticket.state == State.QUEUED


async def test_solving_tells_the_fix_and_asks_once_how_it_was(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        for _ in range(2):
            await scene.desk.resolve(
                session, TEAM, ticket.number, By(SAM.id), fix="Freed 40 GB", route_was_right=True, minutes=15
            )
        assert (ticket.state, ticket.solved_by, ticket.minutes) == (State.SOLVED, SAM.id, 15)
        assert "Freed 40 GB" in scene.line.last(Notice).text
        assert len(scene.line.all(Survey)) == 1
        assert scene.line.last(PacketChanged).card.standing.fix == "Freed 40 GB"


async def test_a_colleague_may_solve_what_nobody_claimed_but_not_somebody_from_hr(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        refused = await scene.desk.resolve(session, TEAM, ticket.number, By(HANA.id), fix="x")
        assert refused is Verdict.REFUSED
        assert await scene.desk.resolve(session, TEAM, ticket.number, By(SARA.id), fix="x") is Verdict.DONE
        assert ticket.assignee == SARA.id


async def test_a_returned_ticket_is_the_coworkers_and_a_second_handover_is_a_new_card(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.return_to_coworker(session, TEAM, ticket.number, By(SAM.id))
        assert ticket.state == State.OPEN
        assert scene.line.last(PacketChanged).card.standing.state == "open"
        packet = await scene.desk.pack(session, ticket, reason="Stuck.", rule="stuck")
        assert await scene.desk.hand_over(session, ticket, packet, "Stuck.", "stuck")
        assert len(scene.line.all(PacketCard)) == 2


async def test_a_claim_quiets_the_reminder_and_a_release_sets_it_again(scene: Scene) -> None:
    async def timers() -> list[str]:
        return list(await session.scalars(select(TimerRow.what)))

    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await timers() == [sla.REMIND_DESK]
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        assert await timers() == [sla.LEASE]
        await scene.desk.release(session, TEAM, ticket.number, By(SAM.id))
        assert await timers() == [sla.REMIND_DESK]


async def test_a_packet_message_leads_to_its_ticket(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        place = await tickets.packet_place(session, ticket)
        assert place is not None
        found = await tickets.by_packet(session, TEAM, place.channel, place.thread)
        assert found is ticket
        assert await tickets.by_packet(session, TEAM, place.channel, "9.9") is None


async def test_the_queue_holds_what_is_not_solved(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        first, second = await scene.queued(session), await scene.queued(session, "And my mouse")
        assert list(await tickets.queue(session, TEAM, "it")) == [first, second]
        await scene.desk.resolve(session, TEAM, first.number, By(SAM.id), fix="done")
        assert list(await tickets.queue(session, TEAM, "it")) == [second]
        assert list(await tickets.active_in_thread(session, TEAM, "D-UADA", "10.1")) == [second]


async def test_history_keeps_every_step_and_who_made_it(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        told = [(event.actor, event.what) for event in await tickets.history(session, ticket.number)]
        assert told == [(ADA.id, "opened"), ("jordan", "handed to the desk"), (SAM.id, "claimed")]
