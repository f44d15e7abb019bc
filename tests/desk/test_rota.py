"""Who is asked: whose turn it is, who covers for whom, and when nobody is there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.calendar import rota as rota_module
from bot.desk.calendar.absences import Absence, come_back, leave
from bot.desk.calendar.rota import Nobody, Rota, turns
from bot.settings import DeskSettings
from bot.store.session import Sessions
from tests.desk.conftest import Scene, store
from tests.fakes import ADA, HANA, SAM, SARA, TEAM, FakePeople

__all__ = ["store"]

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
START = date(2026, 11, 2)
PEOPLE = FakePeople(members=(ADA, replace(SAM, email="sam@corp.example"), SARA, HANA))


@pytest.fixture(autouse=True)
def _a_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rota_module, "now", lambda: MONDAY)


def rota(**more: object) -> Rota:
    """The rota of an IT desk of Sam and Sara."""
    return Rota(PEOPLE, {"it": DeskSettings.model_validate({"channel": "it", **more})})


@given(st.lists(st.text(), unique=True, max_size=5), st.integers(1, 10), st.integers(0, 3000))
def test_everybody_has_their_turn_for_as_long_as_everybody_else(people: list[str], days: int, n: int) -> None:
    today = START + timedelta(days=n)
    order = turns(people, START, days, today)

    assert sorted(order) == sorted(people)
    firsts = [turns(people, START, days, today + timedelta(days=d))[:1] for d in range(days * len(people))]
    assert all(firsts.count((one,)) == days for one in people)


@pytest.mark.parametrize(
    ("away", "backup", "on_call"),
    [("", "", SARA.id), (SARA.id, "", SAM.id), (SARA.id, SAM.id, SAM.id), (SARA.id, HANA.id, SAM.id)],
    ids=["her turn", "away", "covered", "covered by somebody of another desk"],
)
async def test_who_is_on_call(store: Sessions, away: str, backup: str, on_call: str) -> None:
    it = rota(oncall=["sam@corp.example", SARA.id], oncall_from=START)
    async with store.begin() as session:
        if away:
            await leave(session, TEAM, away, Absence(MONDAY + timedelta(days=1), backup))
        assert await it.on_call(session, TEAM, "it") == on_call


async def test_a_desk_is_closed_or_everybody_is_away_or_somebody_is_there(store: Sessions) -> None:
    closed, it = rota(hours=["tue-fri 09:00-17:00"]), rota(hours=["mon-fri 09:00-17:00"])
    async with store.begin() as session:
        tuesday = datetime(2026, 11, 24, 9, tzinfo=UTC)
        assert await closed.nobody(session, TEAM, "it") == Nobody(tuesday, closed=True)
        await leave(session, TEAM, SAM.id, Absence(tuesday + timedelta(days=3)))
        assert await it.nobody(session, TEAM, "it") is None
        await leave(session, TEAM, SARA.id, Absence(tuesday - timedelta(hours=9)))
        assert await it.nobody(session, TEAM, "it") == Nobody(tuesday, closed=False)
        assert await come_back(session, TEAM, SARA.id)
        assert await it.here(session, TEAM, "it") == (SARA.id,)


async def test_the_next_to_be_asked_is_of_the_group_that_has_it(scene: Scene) -> None:
    PEOPLE.groups["S0NETWORK"] = frozenset({SARA.id, HANA.id})
    it = rota(oncall=[SAM.id], groups={"network": ["S0NETWORK"]})
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        assert await it.next_person(session, ticket) == SAM.id
        assert await it.next_person(session, ticket, but=[SAM.id]) == SARA.id
        ticket.assigned_group = "network"
        assert await it.next_person(session, ticket) == SARA.id
        assert await it.next_person(session, ticket, but=[SARA.id]) == ""


async def test_a_line_is_counted_from_its_head(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        waiting = [await scene.queued(session, f"number {n}") for n in range(3)]
        assert [await rota().place_in_line(session, each) for each in waiting] == [1, 2, 3]
