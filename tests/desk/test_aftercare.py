"""Reminders, corrections, reopening and the survey."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.calendar import sla
from bot.desk.messages import InPacketThread, Notice, PacketCard, PacketChanged, Relay
from bot.desk.states import Move, State
from bot.desk.thanks import is_thanks
from bot.desk.tickets import history, move
from bot.desk.voice import By
from bot.store.base import now
from bot.store.tables import TicketRow, TimerRow
from tests.desk.conftest import Scene, by_ada
from tests.fakes import ADA, BEN, SAM, SARA, TEAM


@pytest.mark.parametrize(
    "text",
    [
        "thanks",
        "perfect, ty 🙏",
        "works now, thank you so much",
        "Thank you Sam!",
        "👍",
        ":pray: :tada:",
        "it works again, thanks a lot for your quick help",
        "Great, all good now",
        "ok cool",
        "<@USAM> thanks!",
    ],
)
def test_a_thank_you_is_a_thank_you(text: str) -> None:
    assert is_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "thanks but it still fails",
        "thanks, one more thing: my mouse",
        "works now, thanks! how do I print?",
        "thanks for nothing",
        "It is not fixed",
        "👎",
        "thanks :cry:",
        "error 0x80070005",
        "it broke again",
        "please help again, thanks",
        "",
        "...",
    ],
)
def test_a_real_reply_is_no_thank_you(text: str) -> None:
    assert not is_thanks(text)


async def solved(scene: Scene, session: AsyncSession) -> TicketRow:
    ticket = await scene.queued(session)
    await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    await scene.desk.resolve(session, TEAM, ticket.number, By(SAM.id), fix="Restarted")
    return ticket


async def test_thanks_does_not_reopen(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await solved(scene, session)
        assert await scene.after.reopen(session, ticket, by_ada("thanks!")) is None
        assert ticket.state == State.SOLVED


async def test_a_real_reply_puts_it_back_on_the_desk_and_calls_whoever_had_it(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await solved(scene, session)
        state = await scene.after.reopen(session, ticket, by_ada("it is slow again"))
        assert state is State.QUEUED
        assert (ticket.assignee, ticket.reopened) == (None, 1)
        assert (SAM.id,) in [line.mentions for line in scene.line.all(InPacketThread)]
        assert scene.line.last(Relay).text == "it is slow again"
        assert scene.line.last(PacketChanged).card.standing.state == "queued"
        assert len(scene.line.all(PacketCard)) == 1


async def test_a_reply_to_what_the_coworker_solved_goes_back_to_the_coworker(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.opened(session)
        await move(session, ticket, Move.FINISH, "jordan")
        assert await scene.after.reopen(session, ticket, by_ada("that did not help")) is State.OPEN


async def test_each_answer_to_the_survey_counts_once_and_only_from_the_requester(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await solved(scene, session)
        number = ticket.number
        assert not await scene.after.rate(session, TEAM, number, By(BEN.id), score=1)
        assert await scene.after.rate(session, TEAM, number, By(ADA.id), score=5)
        assert not await scene.after.rate(session, TEAM, number, By(ADA.id), score=1)
        assert await scene.after.rate(session, TEAM, number, By(ADA.id), had_to_repeat=False)
        assert (ticket.rating, ticket.had_to_repeat) == (5, False)


async def test_a_reminder_calls_the_staff_and_comes_again_after_as_long_a_wait(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await sla.quiet(session, ticket.number)
        ticket.handed_at = now() - timedelta(minutes=30)
        assert await scene.after.rang(session, TEAM, sla.REMIND_DESK, ticket.number)
        line = scene.line.last(InPacketThread)
        assert line.mentions == (SAM.id, SARA.id)
        assert "30 minutes" in line.text
        due = await session.scalar(select(TimerRow.due_at))
        assert due is not None
        assert timedelta(minutes=29) < due - now() < timedelta(minutes=31)


async def test_the_employee_hears_of_the_first_reminder_only(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        ticket.handed_at = now() - timedelta(minutes=15)
        for _ in range(3):
            await scene.after.rang(session, TEAM, sla.REMIND_DESK, ticket.number)
        told = [notice for notice in scene.line.all(Notice) if "reminded" in notice.text]
        assert len(told) == 1


@pytest.mark.parametrize("timer_left", [True, False])
async def test_what_was_put_on_the_desk_anew_is_not_reminded_of_early(
    scene: Scene, *, timer_left: bool
) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        before = await session.scalar(select(TimerRow.id))
        if not timer_left:
            await sla.quiet(session, ticket.number)
        assert not await scene.after.rang(session, TEAM, sla.REMIND_DESK, ticket.number)
        assert "reminded" not in [event.what for event in await history(session, ticket.number)]
        [timer] = await session.scalars(select(TimerRow))
        assert round((timer.due_at - now()).total_seconds() / 60) == 15
        assert (timer.id == before) is timer_left


async def test_a_timer_for_a_claimed_ticket_means_nothing(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        await scene.desk.claim(session, TEAM, ticket.number, By(SAM.id))
        before = len(scene.line.said)
        assert not await scene.after.rang(session, TEAM, sla.REMIND_DESK, ticket.number)
        assert len(scene.line.said) == before


async def test_the_requester_corrects_the_card_and_nobody_else_can(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert not await scene.after.correct(session, TEAM, ticket.number, By(BEN.id), "mine")
        assert await scene.after.correct(session, TEAM, ticket.number, By(ADA.id), "It is PL-7831")
        assert scene.line.last(PacketChanged).card.packet.corrections == ("It is PL-7831",)
        packet = await scene.desk.cards.read(session, ticket)
        assert packet is not None
        assert packet.corrections == ("It is PL-7831",)


@pytest.mark.parametrize(("waited", "pause"), [(0, 1), (15, 15), (30, 30), (3000, 1440)])
def test_reminders_come_at_doubling_distances_up_to_a_day(waited: int, pause: int) -> None:
    assert sla.pause(timedelta(minutes=waited)) == timedelta(minutes=pause)
