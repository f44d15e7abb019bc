"""Targets: who hears before one is missed and after, and what moves a clock and what does not."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.calendar import sla
from bot.desk.calendar.hours import Hours
from bot.desk.calendar.sla import FIRST_RESPONSE, RESOLUTION, STEPS, Clock
from bot.desk.desk import Desk
from bot.desk.messages import InPacketThread, Notice
from bot.desk.office import Verdict
from bot.desk.pace import pulse
from bot.desk.voice import By
from bot.governance.audit import Audit
from bot.settings import DEFAULT_DESKS, DeskSettings
from bot.store import base
from bot.store.tables import TicketRow, TimerRow
from tests.desk.conftest import Scene
from tests.desk.test_hours import desks, lengths, moments
from tests.fakes import ADA, HANA, ROOT, SAM, SARA, TEAM
from tests.stories.hours import StoryClock

IT = DeskSettings.model_validate(
    {
        "channel": "it-support",
        "title": "IT",
        "hours": ["mon-fri 09:00-17:00"],
        "first_response": {"critical": "40m", "normal": "4h"},
        "resolution": "8h",
        "fallback": SARA.id,
        "escalation": [SARA.id, ROOT.id],
        "groups": {"network": [SARA.id, HANA.id], "cables": [HANA.id]},
        "lease": "4h",
        "lease_grace": "1h",
    }
)
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> StoryClock:
    """A Monday, nine o'clock."""
    story = StoryClock(MONDAY)
    monkeypatch.setattr(base, "clock", story)
    return story


@pytest.fixture
def it(scene: Scene, clock: StoryClock) -> Scene:
    """A desk with hours and targets."""
    scene.desk = Desk(scene.line, scene.people, Audit(), {**DEFAULT_DESKS, "it": IT})
    return scene


@pytest.fixture
async def session(it: Scene) -> AsyncIterator[AsyncSession]:
    async with it.sessions.begin() as session:
        yield session


async def due(session: AsyncSession, what: str) -> list[timedelta]:
    """When timers of a kind ring, counted from Monday at nine, to the minute."""
    found = await session.scalars(select(TimerRow.due_at).where(TimerRow.what == what))
    return [timedelta(minutes=round((moment - MONDAY).total_seconds() / 60)) for moment in found]


def mentioned(scene: Scene) -> list[tuple[str, ...]]:
    """Whom the desk's notes addressed, in order."""
    return [note.mentions for note in scene.line.all(InPacketThread) if note.mentions]


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


@settings(max_examples=40)
@given(desks, lengths, moments, st.sampled_from(STEPS), lengths)
def test_a_clock_is_at_a_share_of_its_target_when_it_says(
    desk: Hours, target: timedelta, since: datetime, share: float, paused: timedelta
) -> None:
    at = desk.after(since, paused)  # all of it was paused so far
    clock = Clock(desk, target, since, paused)
    due = clock.reaches(share, at)

    assert clock.run(at) == timedelta()
    assert abs(clock.run(due) - target * share) < timedelta(seconds=1)
    assert clock.reached(due) == share


@settings(max_examples=40)
@given(desks, moments, st.lists(st.tuples(lengths, st.booleans()), max_size=8), lengths)
def test_only_the_desk_s_turns_count(
    desk: Hours, since: datetime, turns: list[tuple[timedelta, bool]], target: timedelta
) -> None:
    """Each turn is a length of time, and whether it is the desk's."""
    ticket, at, counted = TicketRow(paused_seconds=0), since, timedelta()
    for passes, is_theirs in turns:
        if is_theirs:
            sla.move_on(ticket, desk, at)
            counted += desk.between(at, at + passes)
        else:
            sla.stand_still(ticket, at)
        at += passes
    sla.move_on(ticket, desk, at)

    assert Clock(desk, target, since, timedelta(seconds=ticket.paused_seconds)).run(at) == counted


async def test_somebody_hears_before_a_target_is_missed_and_others_after(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    assert await due(session, FIRST_RESPONSE) == [hours(3)]

    heard = []
    for at in (3, 4, 6, 8):
        clock.strikes(MONDAY + hours(at))
        before = len(mentioned(it))
        assert await it.desk.rang(session, ticket, FIRST_RESPONSE)
        assert not await it.desk.rang(session, ticket, FIRST_RESPONSE), "each step once, whoever rings"
        heard.append(mentioned(it)[before:])

    assert heard == [[(SARA.id,)], [(SARA.id,)], [(ROOT.id,)], []]
    told = [note.place.channel for note in it.line.all(Notice) if "is missed" in note.text]
    assert told == [f"D-{SARA.id}", f"D-{ROOT.id}"], "whoever it is escalated to may not be in the channel"
    assert await due(session, FIRST_RESPONSE) == []


async def test_only_a_person_s_words_meet_the_first_target(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    clock.passes(hours=1)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    await it.after.correct(session, TEAM, ticket.number, By(ADA.id), "It is PL-7831")
    assert await due(session, FIRST_RESPONSE) == [hours(3)], "what the bot posts moves nothing"

    await it.desk.clocks.responded(session, ticket)

    assert (await due(session, FIRST_RESPONSE), await due(session, RESOLUTION)) == ([], [hours(6)])


async def test_passing_it_about_does_not_start_it_anew(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    clock.passes(hours=2)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    await it.desk.release(session, TEAM, ticket.number, By(SAM.id))
    await it.desk.assign(session, TEAM, ticket.number, By(SAM.id), SARA.id)
    await it.desk.leases.lapse(session, ticket, "")

    assert await due(session, RESOLUTION) == [hours(6)]


async def test_what_waits_for_the_employee_does_not_count(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    clock.passes(hours=2)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    await it.desk.pauses.wait(session, TEAM, ticket.number, By(SAM.id))
    assert [timer.what for timer in await session.scalars(select(TimerRow))] == []

    clock.passes(hours=25)  # until Tuesday at noon, after nine working hours
    await it.desk.pauses.answered(session, ticket)

    assert await due(session, RESOLUTION) == [hours(24 + 7)], "four hours are left to three quarters of eight"
    clock.passes(hours=1)
    assert not await it.desk.rang(session, ticket, RESOLUTION), "rung too early, it means nothing"


async def test_how_grave_it_is_changes_what_is_due(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    clock.passes(minutes=10)
    assert await it.desk.pauses.grade(session, TEAM, ticket.number, By(SAM.id), "critical") is Verdict.DONE
    assert await due(session, FIRST_RESPONSE) == [timedelta(minutes=30)]
    assert await it.desk.pauses.grade(session, TEAM, ticket.number, By(ADA.id), "low") is Verdict.REFUSED
    assert ticket.severity == "critical"


async def test_a_holder_who_writes_keeps_the_ticket(
    it: Scene, session: AsyncSession, clock: StoryClock
) -> None:
    ticket = await it.queued(session)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    clock.passes(hours=3)
    await it.desk.leases.heard(session, ticket, SARA.id)
    await it.desk.leases.heard(session, ticket, SAM.id)
    clock.passes(hours=1)
    assert not await it.desk.rang(session, ticket, sla.LEASE)
    assert await due(session, sla.LEASE) == [hours(7)]

    clock.passes(hours=3)
    assert await it.desk.rang(session, ticket, sla.LEASE)
    await it.desk.leases.heard(session, ticket, SAM.id)
    clock.passes(hours=1)
    assert not await it.desk.rang(session, ticket, sla.LEASE_ENDS)
    assert ticket.assignee == SAM.id


async def test_a_lease_ends_once_whoever_rings(it: Scene, session: AsyncSession, clock: StoryClock) -> None:
    ticket = await it.queued(session)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    clock.passes(hours=5)

    assert [await it.desk.rang(session, ticket, sla.LEASE_ENDS) for _ in range(2)] == [True, False]
    assert (ticket.assignee, ticket.state, mentioned(it)[-1]) == (None, "queued", (SARA.id,))


async def test_a_group_is_asked_and_anybody_of_it_may_take_it(it: Scene, session: AsyncSession) -> None:
    ticket = await it.queued(session)
    by = By(SAM.id)
    assert await it.desk.assign(session, TEAM, ticket.number, by, "group:cables") is Verdict.REFUSED
    assert await it.desk.assign(session, TEAM, ticket.number, by, "group:network") is Verdict.DONE
    assert (ticket.state, ticket.assigned_group, mentioned(it)) == ("queued", "network", [(SARA.id,)])

    await it.desk.claim(session, TEAM, ticket.number, By(SARA.id))
    assert (ticket.assignee, ticket.assigned_group) == (SARA.id, "")


@pytest.mark.parametrize(
    ("staff", "taken"), [({SARA.id}, 1), ({SAM.id, SARA.id}, 0), (set(), 0)], ids=["left", "there", "unknown"]
)
async def test_what_somebody_who_left_had_goes_back(
    it: Scene, session: AsyncSession, staff: set[str], taken: int
) -> None:
    ticket = await it.queued(session)
    await it.desk.claim(session, TEAM, ticket.number, By(SAM.id))
    await it.desk.pauses.hold(session, TEAM, ticket.number, By(SAM.id), because="A part")
    it.people.desks["it"] = frozenset(staff)

    assert await it.desk.leases.look(session, TEAM) == taken
    assert ticket.state == ("queued" if taken else "on hold")
    assert (ticket.paused_at is None) is bool(taken)


async def test_a_week_is_shown_where_enough_people_spoke(it: Scene, session: AsyncSession) -> None:
    it.people.desks["it"] = frozenset({SAM.id, SARA.id, ROOT.id})
    for user, score in ((SAM.id, 1), (SAM.id, 3), (SARA.id, 4)):
        assert await pulse.answer(it.desk.office, session, TEAM, user, f"it {score}")
    assert await pulse.trend(it.desk.office, session, TEAM, "it") == ""

    assert await pulse.answer(it.desk.office, session, TEAM, ROOT.id, "it 5")
    assert not await pulse.answer(it.desk.office, session, TEAM, ADA.id, "it 1")
    assert await pulse.trend(it.desk.office, session, TEAM, "it") == "4.0 of 5"


async def test_an_employee_reads_in_which_languages_the_desk_answers(
    it: Scene, session: AsyncSession
) -> None:
    it.desk.office.desks = {"it": IT.model_copy(update={"languages": ("German", "French")})}
    await it.queued(session)

    assert "answer in German and French" in it.line.last(Notice).text


async def test_a_ticket_is_as_grave_as_its_author_says(it: Scene, session: AsyncSession) -> None:
    urgent = await it.queued(session, "My laptop is dead and I have a demo at 3 pm, urgent")
    relaxed = await it.queued(session, "A new mouse please, no rush")

    assert [each.severity for each in (urgent, relaxed)] == ["high", "low"]
