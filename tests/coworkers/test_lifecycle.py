"""A coworker's life: the table as a whole, and its moves in a real store."""

import asyncio
from itertools import dropwhile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coworkers import lifecycle
from bot.coworkers.lifecycle import Life, Move, State, after, apply, lives, pause, resume, state_of
from bot.governance.audit import Audit
from bot.store.once import insert_once
from bot.store.session import Sessions
from bot.store.tables.coworkers import CoworkerState

ANY_LIFE = st.lists(st.sampled_from(Move), max_size=12)


def live(moves: list[Move], state: State = State.SANDBOX) -> list[State]:
    """The states a coworker goes through; what is not legal changes nothing."""
    path = [state]
    for move in moves:
        path.append(after(path[-1], move) or path[-1])
    return path


@given(ANY_LIFE)
def test_who_was_offboarded_never_comes_back(moves: list[Move]) -> None:
    path = live(moves)
    if State.OFFBOARDED in path:
        assert set(path[path.index(State.OFFBOARDED) :]) == {State.OFFBOARDED}


@given(ANY_LIFE)
def test_nobody_returns_to_the_sandbox(moves: list[Move]) -> None:
    after_leaving = list(dropwhile(lambda state: state is State.SANDBOX, live(moves)))
    assert State.SANDBOX not in after_leaving


@given(st.sampled_from(State), st.sampled_from(Move))
def test_a_legal_move_changes_the_state(state: State, move: Move) -> None:
    assert after(state, move) is not state


@given(st.sampled_from(State))
def test_from_everywhere_but_the_end_there_is_a_way_out(state: State) -> None:
    assert (after(state, Move.OFFBOARD) is None) == (state is State.OFFBOARDED)


def test_every_state_can_be_reached_from_the_sandbox() -> None:
    assert set(live([Move.ACTIVATE, Move.PAUSE, Move.RESUME, Move.OFFBOARD])) == set(State)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", Move)
async def test_the_store_moves_exactly_as_the_table_says(store: Sessions, state: State, move: Move) -> None:
    async with store.begin() as session:
        await insert_once(session, CoworkerState, team="T1", name="jordan", state=state, by="UROOT")
    async with store.begin() as session:
        moved = await apply(session, Audit(), move, team="T1", name="jordan", by="UROOT", key="k")
    async with store() as session:
        assert moved is (after(state, move) is not None)
        assert await state_of(session, "T1", "jordan") is (after(state, move) or state)
        assert len(await Audit().recent(session, "T1")) == int(moved)


async def test_a_coworker_nobody_touched_is_active(store: Sessions) -> None:
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.ACTIVE
        assert await lives(session, "T1") == {}


async def test_pausing_is_remembered_with_who_and_why_and_leaves_a_row(store: Sessions) -> None:
    async with store.begin() as session:
        assert await pause(session, Audit(), team="T1", name="jordan", by="UROOT", key="k", why="VPN change")
    async with store() as session:
        life = (await lives(session, "T1"))["jordan"]
        (row,) = await Audit().recent(session, "T1")
    assert (life.state, life.by, life.why) == (State.PAUSED, "UROOT", "VPN change")
    assert (row.action, row.actor, row.details) == ("pause_coworker", "UROOT", {"coworker": "jordan"})


async def test_a_pause_in_one_workspace_is_none_in_another(store: Sessions) -> None:
    async with store.begin() as session:
        await pause(session, Audit(), team="T1", name="jordan", by="UROOT", key="k")
    async with store() as session:
        assert await state_of(session, "T2", "jordan") is State.ACTIVE
        assert await state_of(session, "T1", "bob") is State.ACTIVE


async def test_twenty_pauses_at_once_pause_once(store: Sessions) -> None:
    async def one(number: int) -> bool:
        async with store.begin() as session:
            return await pause(session, Audit(), team="T1", name="jordan", by=f"U{number}", key=f"k{number}")

    assert sum(await asyncio.gather(*map(one, range(20)))) == 1
    async with store() as session:
        assert len(await Audit().recent(session, "T1")) == 1


async def test_a_pause_that_is_rolled_back_did_not_happen(store: Sessions) -> None:
    async with store() as session:
        await pause(session, Audit(), team="T1", name="jordan", by="UROOT", key="k")
        await session.rollback()
    async with store() as session:
        assert await state_of(session, "T1", "jordan") is State.ACTIVE
        assert not await Audit().recent(session, "T1")


async def test_a_coworker_can_be_paused_again_after_it_came_back(store: Sessions) -> None:
    moves = [(pause, "1"), (resume, "2"), (pause, "3")]
    async with store.begin() as session:
        for move, key in moves:
            assert await move(session, Audit(), team="T1", name="jordan", by="UROOT", key=key)
        assert await state_of(session, "T1", "jordan") is State.PAUSED


def test_the_default_life_is_active() -> None:
    assert Life().state is lifecycle.State.ACTIVE
