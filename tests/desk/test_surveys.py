"""Who is asked how it was: everybody once, unless a share or a pause is set."""

from datetime import timedelta

import pytest

from bot.desk import surveys, tickets
from bot.settings import SurveySettings
from bot.store.base import now
from bot.store.tables import TicketEvent, TicketRow
from tests.desk.conftest import Scene


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.3, 250, 350), (1.0, 1_000, 1_000)])
def test_a_share_is_drawn_and_stays_drawn(share: float, least: int, most: int) -> None:
    rows = [TicketRow(number=n, team="T1") for n in range(1_000)]
    drawn = [surveys.drawn(row, share) for row in rows]
    assert least <= sum(drawn) <= most
    assert drawn == [surveys.drawn(row, share) for row in rows]


async def test_nobody_is_asked_twice_about_a_ticket(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.opened(session)
        assert await surveys.due(session, ticket, SurveySettings())
        await tickets.note(session, ticket.number, "jordan", surveys.SURVEYED)
        assert not await surveys.due(session, ticket, SurveySettings())


@pytest.mark.parametrize(("days_ago", "asked"), [(2, False), (20, True)])
async def test_somebody_who_was_asked_lately_is_left_alone(
    scene: Scene, days_ago: int, *, asked: bool
) -> None:
    async with scene.sessions.begin() as session:
        before, ticket = await scene.opened(session), await scene.opened(session)
        then = now() - timedelta(days=days_ago)
        session.add(TicketEvent(ticket=before.number, actor="jordan", what=surveys.SURVEYED, at=then))
        assert await surveys.due(session, ticket, SurveySettings(pause_days=14)) is asked
        assert await surveys.due(session, ticket, SurveySettings())
