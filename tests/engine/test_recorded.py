"""Durable turns: a step is done once, whoever runs the turn, and no words of people are kept."""

import asyncio

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.engine.steps import Interrupted, Steps, TurnFailed, Work
from bot.store.session import Sessions
from bot.store.tables import StepRow
from tests.engine.turns import SOON, cut_short, done, engine, two_steps, writes


async def test_a_turn_that_ended_does_nothing_more(store: Sessions) -> None:
    for _ in range(3):
        await engine(store, two_steps).run("one")

    assert await done(store) == ["first", "second"]


async def test_a_step_that_was_committed_is_not_run_again_after_a_crash(store: Sessions) -> None:
    await cut_short(store)
    await engine(store, two_steps).run("one")

    assert await done(store) == ["first", "second"]


async def test_a_step_run_again_gives_what_it_gave(store: Sessions) -> None:
    given: list[str] = []
    words = iter(["as it was", "as it is"])

    async def says(session: AsyncSession) -> str:
        return next(words)

    async def body(inbound: str, steps: Steps) -> None:
        given.append(await steps.commit("says", says))

    for _ in range(2):
        await engine(store, body).run("one")

    assert given == ["as it was", "as it was"]


async def test_replicas_that_run_the_same_turn_at_once_do_its_steps_once(store: Sessions) -> None:
    runs = (engine(store, two_steps).run("one") for _ in range(8))
    ends = await asyncio.gather(*runs, return_exceptions=True)

    assert await done(store) == ["first", "second"]
    assert all(end is None or isinstance(end, InterruptedError) for end in ends)


async def test_who_finds_its_step_done_by_another_stops_there(store: Sessions) -> None:
    """A replica that was frozen before its step wakes when another has done it."""
    frozen, woken = asyncio.Event(), asyncio.Event()

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("first", writes("first"))
        frozen.set()
        await woken.wait()
        await steps.commit("second", writes("second"))
        await steps.commit("third", writes("third of one who should have stopped"))

    sleeper = asyncio.create_task(engine(store, body).run("one"))
    await asyncio.wait_for(frozen.wait(), SOON)
    await engine(store, two_steps).run("one")
    woken.set()

    with pytest.raises(InterruptedError):
        await asyncio.wait_for(sleeper, SOON)
    assert await done(store) == ["first", "second"]


async def test_an_attempt_that_a_crash_cut_short_is_made_again(store: Sessions) -> None:
    made: list[str] = []
    reached = asyncio.Event()

    async def hangs() -> Work:
        made.append("hanging")
        reached.set()
        await asyncio.Event().wait()
        return writes("hanging")

    async def works() -> Work:
        made.append("working")
        return writes("working")

    effects = {"now": hangs}

    async def body(inbound: str, steps: Steps) -> None:
        await steps.attempt("try", effects["now"])

    running = asyncio.create_task(engine(store, body).run("one"))
    await asyncio.wait_for(reached.wait(), SOON)
    running.cancel()
    effects["now"] = works
    for _ in range(2):
        await engine(store, body).run("one")

    assert (made, await done(store)) == (["hanging", "working"], ["working"])


async def test_nothing_is_attempted_while_others_may_think_us_dead(store: Sessions) -> None:
    made: list[str] = []

    async def effect() -> Work:
        made.append("made")
        return writes("made")

    async def body(inbound: str, steps: Steps) -> None:
        await steps.attempt("try", effect)

    with pytest.raises(InterruptedError):
        await engine(store, body, sound=lambda: False).run("one")
    assert made == []


async def test_what_a_step_failed_with_is_not_written_down(store: Sessions) -> None:
    async def fails(session: AsyncSession) -> str:
        raise ValueError("my password is Rosebud77")

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("fails", fails)

    with pytest.raises(TurnFailed):
        await engine(store, body).run("one")

    async with store() as session:
        row = (await session.scalars(select(StepRow))).one()
    assert "Rosebud77" not in repr(vars(row))


async def test_a_step_that_failed_stays_failed_and_what_followed_from_it_stands(store: Sessions) -> None:
    runs: list[str] = []

    async def fails(session: AsyncSession) -> str:
        runs.append("failing")
        raise LookupError

    async def body(inbound: str, steps: Steps) -> None:
        try:
            await steps.commit("fails", fails)
        except Exception:
            await steps.commit("rescue", writes("rescued"))

    for _ in range(2):
        await engine(store, body).run("one")

    assert (runs, await done(store)) == (["failing"], ["rescued"])


async def test_a_failed_step_leaves_nothing_else_behind(store: Sessions) -> None:
    async def writes_and_fails(session: AsyncSession) -> str:
        await writes("half")(session)
        raise LookupError

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("half", writes_and_fails)

    with pytest.raises(TurnFailed):
        await engine(store, body).run("one")

    assert await done(store) == []


async def test_a_turn_that_was_interrupted_goes_on_where_it_stopped(store: Sessions) -> None:
    troubles = iter([Interrupted("the store went away")])

    async def body(inbound: str, steps: Steps) -> None:
        await steps.commit("first", writes("first"))
        for trouble in troubles:
            raise trouble
        await steps.commit("second", writes("second"))

    with pytest.raises(InterruptedError):
        await engine(store, body).run("one")
    await engine(store, body).run("one")

    assert await done(store) == ["first", "second"]


async def test_a_turn_begun_by_another_version_is_not_guessed_at(store: Sessions) -> None:
    await cut_short(store)

    async def newer(inbound: str, steps: Steps) -> None:
        await steps.commit("another first", writes("another first"))

    with pytest.raises(TurnFailed):
        await engine(store, newer).run("one")
    assert await done(store) == ["first"]
