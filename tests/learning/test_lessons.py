"""Lessons in the store: versions, rolling back, and replicas that follow."""

from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.intake.learning import Learned
from bot.intake.rooms import Rooms
from bot.intake.school.schooling import keep_up
from bot.learning import corrections, lessons
from bot.learning.corrections import Figures, State
from bot.store.session import Sessions
from bot.store.tables import CorrectionRow
from tests.coworkers.work import ticket


async def proposed(session: AsyncSession, text: str = "the door reader is broken") -> CorrectionRow:
    """A correction of a ticket of Ada's, by Sam."""
    row = await ticket(session)
    return await corrections.propose(
        session,
        Figures(100, 80, 80),
        State.WAITING,
        team="T1",
        ticket=row.number,
        coworker="jordan",
        author="USAM",
        before="mfa_recovery",
        right="workplace_request",
        text=text,
        reason="That is a door.",
    )


async def taught(store: Sessions, *texts: str) -> None:
    """These corrections were accepted, one after the other."""
    async with store.begin() as session:
        for text in texts:
            await lessons.teach(session, await proposed(session, text), "UROOT")


def replica(store: Sessions, learned: Learned) -> Rooms:
    """What a replica needs to keep up."""
    return cast(Rooms, SimpleNamespace(sessions=store, team="T1", triage=learned.triage))


def followed(rooms: Rooms) -> list[int]:
    """The versions that a replica follows."""
    return sorted(lesson.version for lesson in rooms.triage.taught.lessons)


async def test_every_replica_follows_what_one_was_taught_and_takes_back(
    store: Sessions, learned: Learned
) -> None:
    replicas = [replica(store, learned), replica(store, learned)]
    await taught(store, "one thing", "another thing", "a third thing")
    for rooms in replicas:
        await keep_up(rooms)
    assert [followed(rooms) for rooms in replicas] == [[1, 2, 3], [1, 2, 3]]

    async with store.begin() as session:
        assert await lessons.roll_back(session, "T1", 1, "UROOT") == [2, 3]
    for rooms in replicas:
        await keep_up(rooms)
    assert [followed(rooms) for rooms in replicas] == [[1], [1]]


async def test_a_replica_that_is_up_to_date_does_nothing(store: Sessions, learned: Learned) -> None:
    rooms = replica(store, learned)
    await taught(store, "one thing")
    await keep_up(rooms)
    before = rooms.triage
    await keep_up(rooms)
    assert rooms.triage is before


async def test_one_lesson_for_another_is_noticed(store: Sessions, learned: Learned) -> None:
    rooms = replica(store, learned)
    await taught(store, "one thing")
    await keep_up(rooms)
    async with store.begin() as session:
        await lessons.roll_back(session, "T1", 0, "UROOT")
    await taught(store, "another thing")
    await keep_up(rooms)
    assert followed(rooms) == [2]


async def test_what_was_taken_back_stays_on_record(store: Sessions) -> None:
    await taught(store, "one thing")
    async with store.begin() as session:
        await lessons.roll_back(session, "T1", 0, "UROOT")
        assert await lessons.roll_back(session, "T1", 0, "UROOT") == []
    async with store() as session:
        [(lesson, correction)] = await lessons.ever(session, "T1")
    assert (lesson.version, lesson.withdrawn_by, correction.text) == (1, "UROOT", "one thing")


async def test_other_workspaces_have_lessons_of_their_own(store: Sessions) -> None:
    await taught(store, "one thing")
    async with store() as session:
        assert await lessons.versions(session, "T2") == set()


@pytest.mark.parametrize("second", [State.ACCEPTED, State.REJECTED])
async def test_a_correction_is_decided_once(store: Sessions, second: State) -> None:
    async with store.begin() as session:
        row = await proposed(session)
        assert await corrections.decide(session, row, State.ACCEPTED, "UROOT")
        assert not await corrections.decide(session, row, second, "USAM")
    assert (row.state, row.decided_by) == (State.ACCEPTED, "UROOT")


async def test_figures_read_as_people_say_them() -> None:
    assert str(Figures(706, 587, 586)) == "83.1% right (587 of 706) → 83.0% (586)"
