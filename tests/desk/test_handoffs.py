"""Who has a ticket: one at every instant, and a chain of handoffs without a gap, whatever is done to it."""

from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.desk import handoffs, tickets
from bot.desk.states import ACTIVE, Move
from tests.desk.conftest import Scene
from tests.fakes import SAM, SARA

GIVES_IT_TO = {Move.CLAIM: SAM.id, Move.ASSIGN: SARA.id}
NOBODY_S = {Move.RELEASE, Move.LAPSE, Move.TO_GROUP, Move.RETURN, Move.REOPEN, Move.REQUEUE, Move.HAND_ON}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(Move), max_size=25))
async def test_each_handoff_begins_where_the_one_before_ended(scene: Scene, moves: list[Move]) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.opened(session)
        had = [handoffs.owner(ticket)]
        for move in moves:
            changes: dict[str, Any] = {"assignee": None} if move in NOBODY_S else {}
            if move in GIVES_IT_TO:
                changes["assignee"] = GIVES_IT_TO[move]
            if move is Move.HAND_ON:
                changes["desk"] = "hr" if ticket.desk == "it" else "it"
            await tickets.move(session, ticket, move, SAM.id, **changes)
            had.append(handoffs.owner(ticket))
            assert (handoffs.owner(ticket) != "") is (ticket.state in ACTIVE)
        rows = await handoffs.chain(session, ticket.number)
    assert [row.taker for row in rows] == [now for before, now in pairwise(had) if now not in {"", before}]
    assert [row.giver for row in rows[1:]] == [row.taker for row in rows[:-1]]


async def test_a_handoff_names_the_packet_that_went_along(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.queued(session)
        [row] = await handoffs.chain(session, ticket.number)
    assert (row.giver, row.taker, row.by) == ("coworker:jordan", "desk:it", "jordan")
    assert row.packet == ticket.packet
    assert "She asked for a person." in row.why


async def test_a_coworker_passes_it_to_another_one(scene: Scene) -> None:
    async with scene.sessions.begin() as session:
        ticket = await scene.opened(session)
        await handoffs.go_to(session, ticket, "hr", "bob", "It is about the building.")
        [row] = await handoffs.chain(session, ticket.number)
    assert (row.giver, row.taker) == ("coworker:jordan", "coworker:bob")
    assert (ticket.desk, ticket.coworker) == ("hr", "bob")
